#include "wallet-server/web/page.hpp"

#include <algorithm>
#include <array>

#include "wallet-server/api/accept.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/web/form_guard.hpp"
#include "wallet-server/web/template.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

/// What programs ask for where people get a page.
constexpr std::array<std::string_view, 13> kData{"application/json",
                                                 "application/ld+json",
                                                 "application/problem+json",
                                                 "application/vc",
                                                 "application/vc+ld+json",
                                                 "application/vc+jwt",
                                                 "application/jwt",
                                                 "application/vc+sd-jwt",
                                                 "application/dc+sd-jwt",
                                                 "application/sd-jwt",
                                                 "text/plain",
                                                 "image/png",
                                                 "image/svg+xml"};

constexpr std::string_view kLanguageCookie = "blason-language";

/// Browsers hold the redirection after a form against form-action, too.
std::string policy(std::string_view form_target) {
    std::string text =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self'";
    if (!form_target.empty()) text.append(" ").append(form_target);
    return text;
}

/// The entries that this installation offers: issuing by page is the demo's.
json::Array navigation(const Texts& texts, std::string_view section, bool demo) {
    struct Entry {
        std::string_view section, href, label;
        bool only_demo;
    };
    constexpr std::array entries{
        Entry{"issue", "/issue", "site.nav_issue", true}, Entry{"wallet", "/wallet", "site.nav_wallet", false},
        Entry{"verify", "/verify", "site.nav_verify", false}, Entry{"account", "/account", "site.nav_account", false}};
    json::Array list;
    for (const Entry& entry : entries) {
        if (entry.only_demo && !demo) continue;
        json::Object item;
        put(item, "href", entry.href);
        put(item, "label", texts.text(entry.label));
        put(item, "current", entry.section == section);
        list.push_back(std::move(item));
    }
    return list;
}

/// A path that can stand in a link as it is; the home page for any other, "//elsewhere.example" among them.
std::string_view linkable(std::string_view path) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.";
    const bool is_plain = path.find_first_not_of(plain) == std::string_view::npos && !path.starts_with("//");
    return is_plain ? path : "/";
}

json::Array languages(std::string_view path, const std::string& query, Language current) {
    json::Array list;
    for (const auto& [language, label] :
         {std::pair(Language::French, "Français"), std::pair(Language::English, "English")}) {
        json::Object item;
        put(item, "href",
            std::string(linkable(path)) + "?lang=" + std::string(code_of(language)) +
                (query.empty() ? "" : "&" + query));
        put(item, "code", code_of(language));
        put(item, "label", label);
        put(item, "current", language == current);
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace

Language language_of(const http::Request& request) {
    return choose_language(request.query_param("lang").value_or(""), request.cookie(kLanguageCookie).value_or(""),
                           request.fields.find("Accept-Language").value_or(""));
}

http::Response show(const Page& page, json::Object data, const http::Request& request,
                    const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);

    std::optional<std::string> new_token;
    if (page.has_form) {
        FormToken token = form_token(request, dependencies.random);
        put(data, "csrf", token.text);
        if (token.is_new) new_token = std::move(token.text);
    }
    put(data, "demo", dependencies.demo);

    json::Object frame;
    put(frame, "lang", code_of(language));
    put(frame, "title", page.title);
    put(frame, "description", page.description);
    put(frame, "noindex", page.is_private);
    if (page.open_graph) {
        json::Object open_graph;
        put(open_graph, "url", page.open_graph->url);
        put(open_graph, "image", page.open_graph->image);
        put(open_graph, "locale", language == Language::French ? "fr_FR" : "en_GB");
        put(frame, "open_graph", std::move(open_graph));
    }
    put(frame, "nav", navigation(texts, page.section, dependencies.demo));
    put(frame, "languages", languages(page.path.empty() ? request.path : page.path, page.query, language));
    put(frame, "demo", dependencies.demo);
    put(frame, "content", render(page.name, data, language));

    auto response = http::Response::html(page.status, render("layout", frame, language));
    response.fields.set("Content-Security-Policy", policy(page.form_target));
    response.fields.set("X-Frame-Options", "DENY");
    if (page.refresh_seconds > 0) response.fields.set("Refresh", std::to_string(page.refresh_seconds));
    if (page.is_private) response.fields.set("Cache-Control", "no-store");
    response.fields.set("Content-Language", std::string(code_of(language)));
    response.fields.set("Vary", "Accept, Accept-Language, Cookie");
    response.fields.set("Referrer-Policy", "no-referrer");
    if (page.is_private) response.fields.set("X-Robots-Tag", "noindex, nofollow");
    if (const auto asked = request.query_param("lang"); asked && *asked == code_of(language)) {
        response.fields.add("Set-Cookie", std::string(kLanguageCookie) + "=" + *asked +
                                              "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
    }
    if (new_token) response.fields.add("Set-Cookie", form_cookie(*new_token, dependencies.urls.base()));
    return response;
}

http::Response show_error(const Error& error, const http::Request& request, const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language_of(request));
    const int status = http::status_of(error);
    std::string kind = "internal";
    if (error.code == "form-not-ours") {
        kind = "form_expired";
    } else if (error.code == "client-not-found" || error.code == "redirect-uri-unknown") {
        kind = "client";
    } else if (error.code == "authorization-denied") {
        kind = "host_denied";
    } else if (error.code == "authorization-state" || error.code == "authorization-browser") {
        kind = "host_answer";
    } else if (status == 404 || status == 410) {
        kind = "not_found";
    } else if (status == 413) {
        kind = "too_large";
    } else if (status == 503) {
        kind = "unavailable";
    } else if (status < 500) {
        kind = "refused";
    }

    Page page{"error", std::string(texts.text("error." + kind + "_title")),
              std::string(texts.text("error.description"))};
    page.status = status;
    page.is_private = true;
    json::Object data;
    put(data, "title", page.title);
    put(data, "text", texts.text("error." + kind + "_text"));
    put(data, "code", error.code);
    put(data, "request_id", request.request_id);
    return show(page, std::move(data), request, dependencies);
}

Result<std::vector<http::FormField>> read_form(const http::Request& request, const PageDependencies& dependencies) {
    auto fields = http::parse_form(request);
    if (!fields) return malformed("form-syntax", "the form cannot be read");
    if (!is_our_form(request, *fields, dependencies.urls.base())) {
        return Error{"form-not-ours", "the form did not come from one of our pages", {}, ErrorKind::Forbidden};
    }
    return std::move(*fields);
}

std::string_view value_of(const std::vector<http::FormField>& form, std::string_view name) {
    const auto field = std::find_if(form.begin(), form.end(), [&](const auto& f) { return f.name == name; });
    return field == form.end() ? std::string_view() : std::string_view(field->value);
}

bool wants_page(const http::Request& request) {
    // Browsers name text/html; a program that wants data names that, or says nothing, or "*/*". RFC 9110
    // section 12.5.1: the higher weight counts. Where it is the same, what is named first.
    const std::string_view accept = request.fields.find("Accept").value_or("");
    const int page = api::named_weight(accept, "text/html").value_or(0);
    if (page == 0) return false;
    const std::size_t place = accept.find("text/html");
    return std::none_of(kData.begin(), kData.end(), [&](std::string_view type) {
        const int weight = api::named_weight(accept, type).value_or(0);
        return weight > page || (weight == page && accept.find(type) < place);
    });
}

}  // namespace blason::web
