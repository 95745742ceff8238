// What a holder says of themselves: the Open Badges profile of their wallet, and the names that badges know them by.
#include <algorithm>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/model/values.hpp"
#include "vc/read.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {

namespace {

/// Members of a Profile (Open Badges 3.0) with a field of the same name.
constexpr std::string_view kFields[] = {"name", "email", "url", "phone"};

/// One identifier a line.
std::string identifiers_of(const json::Value& profile) {
    std::string lines;
    const auto* others = json::find(profile, "otherIdentifier");
    if (others == nullptr) return lines;
    vc::model::for_each_value(*others, [&](const json::Value& other, std::optional<std::size_t>) {
        lines.append(json::text_view(other, "identifier")).append("\n");
    });
    return lines;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = vc::trimmed(text.substr(0, end));
        if (!line.empty()) lines.emplace_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The entry of the profile for it stays as it is, whatever else it says.
json::Value entry_for(const std::string& identifier, const json::Value& profile) {
    std::optional<json::Value> there;
    if (const auto* others = json::find(profile, "otherIdentifier")) {
        vc::model::for_each_value(*others, [&](const json::Value& other, std::optional<std::size_t>) {
            if (json::text_view(other, "identifier") == identifier) there = other;
        });
    }
    if (there) return std::move(*there);
    json::Object entry;
    put(entry, "type", "IdentifierEntry");
    put(entry, "identifier", identifier);
    put(entry, "identifierType", identifier.find('@') == std::string::npos ? "identifier" : "emailAddress");
    return entry;
}

/// The profile with what the form says; what the form does not know stays.
json::Value changed(json::Value profile, const std::vector<http::FormField>& form) {
    json::Array entries;
    for (const auto& identifier : lines_of(plain_text(value_of(form, "identifiers"))))
        entries.push_back(entry_for(identifier, profile));
    auto& object = profile.get_object();
    for (const auto name : kFields) {
        const std::string given = plain_text(value_of(form, name));
        const auto text = vc::trimmed(given);
        object.erase(json::key(name));
        if (!text.empty()) put(object, name, text);
    }
    object.erase("otherIdentifier");
    if (!entries.empty()) object["otherIdentifier"] = std::move(entries);
    return profile;
}

http::Response show_form(const json::Value& profile, const Error* problem, const http::Request& request,
                         const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language_of(request));
    json::Object data;
    for (const auto name : kFields) put(data, name, json::text_view(profile, name));
    put(data, "identifiers", identifiers_of(profile));
    put(data, "saved", problem == nullptr && request.query_param("saved").has_value());
    if (problem != nullptr) {
        put(data, "problem", texts.text("profile.problem"));
        put(data, "place", problem->pointer);
        put(data, "code", problem->code);
    }
    Page page{"wallet_profile", std::string(texts.text("profile.title")), std::string(texts.text("profile.lead"))};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    page.status = problem == nullptr ? 200 : 400;
    return show(page, std::move(data), request, dependencies);
}

/// The profile as it stands.
Result<json::Value> profile_of(const service::Holder& holder, const PageDependencies& dependencies) {
    const auto text = dependencies.wallets.profile(holder.org, holder.id);
    if (!text) return text.error();
    return json::parse(*text);
}

}  // namespace

http::Response wallet_profile_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    const auto profile = profile_of(*holder, dependencies);
    if (!profile) return show_error(profile.error(), request, dependencies);
    return show_form(*profile, nullptr, request, dependencies);
}

http::Response wallet_profile_saved(const http::Request& request, const PageDependencies& dependencies) {
    const auto form = read_form(request, dependencies);
    if (!form) return show_error(form.error(), request, dependencies);
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    auto profile = profile_of(*holder, dependencies);
    if (!profile) return show_error(profile.error(), request, dependencies);
    const auto next = changed(std::move(*profile), *form);
    const auto done =
        dependencies.wallets.set_profile(holder->org, holder->id, json::serialize(next), page_actor(request));
    if (!done && done.error().kind == ErrorKind::Unavailable) return show_error(done.error(), request, dependencies);
    if (!done) return show_form(next, &done.error(), request, dependencies);
    return http::Response::redirect("/wallet/profile?saved=1");
}

}  // namespace blason::web
