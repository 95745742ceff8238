// The wallet's connections to other Open Badges hosts: connecting, fetching badges, sending badges, ending.
#include "wallet-server/web/host_pages.hpp"

#include "engine/json/serialize.hpp"
#include "wallet-server/api/hosts/answers.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/badge_host/hosts.hpp"
#include "wallet-server/web/date_text.hpp"
#include "wallet-server/web/explanations.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

using service::badge_host::HostView;
using service::badge_host::NotTaken;
using service::badge_host::Owner;

constexpr const char* kPath = "/wallet/hosts";

/// A page of this section, of which the language is chosen on the list of hosts: it answers a form, or a link that
/// works once.
Page page_of(std::string_view name, const Texts& texts) {
    Page page{name, std::string(texts.text("hosts.title")), std::string(texts.text("hosts.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.path = kPath;
    return page;
}

/// A failure in words; the code says the rest.
std::string_view failure_text(const Error& error, const Texts& texts) {
    const auto is = [&](std::string_view code) { return error.code == code; };
    if (is("host-address")) return texts.text("hosts.failed_address");
    if (is("hosts-full")) return texts.text("hosts.failed_full");
    if (is("host-busy")) return texts.text("hosts.failed_busy");
    if (is("host-unauthorized") || is("not-authorized") || is("token-refused"))
        return texts.text("hosts.failed_access");
    if (is("host-forbidden")) return texts.text("hosts.failed_forbidden");
    if (error.kind == ErrorKind::Unavailable) return texts.text("hosts.failed_unreachable");
    return texts.text("hosts.failed_other");
}

json::Object host_data(const HostView& host, Language language) {
    const std::string base = std::string(kPath) + "/" + host.id;
    json::Object data;
    put(data, "id", host.id);
    put(data, "name", host.title.empty() ? host.address : host.title);
    put(data, "address", host.address);
    put(data, "since", date_text(host.created, language));
    put(data, "agreed", !host.scopes.empty());
    put(data, "pull", base + "/pull");
    put(data, "push", base + "/push");
    put(data, "disconnect", base + "/disconnect");
    return data;
}

/// What went wrong before, and the address that was typed then.
struct Attempt {
    std::string address;
    std::optional<Error> error;
};

http::Response show_hosts(const service::Holder& holder, const Attempt& attempt, const http::Request& request,
                          const PageDependencies& dependencies) {
    const auto hosts = dependencies.hosts.list({holder.org, holder.id});
    if (!hosts) return show_error(hosts.error(), request, dependencies);
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Array list;
    for (const auto& host : *hosts) list.push_back(host_data(host, language));
    json::Object data;
    put(data, "ended", request.query_param("ended").has_value());
    put(data, "failure", attempt.error ? failure_text(*attempt.error, texts) : std::string_view());
    put(data, "code", attempt.error ? attempt.error->code : std::string());
    put(data, "address", attempt.address);
    put(data, "hosts", std::move(list));
    Page page = page_of("hosts", texts);
    page.has_form = true;
    page.status = attempt.error ? http::status_of(*attempt.error) : 200;
    return show(page, std::move(data), request, dependencies);
}

/// What a form of ours asks of the holder's connections.
struct Asked {
    service::Holder holder;
    std::vector<http::FormField> form;
    [[nodiscard]] Owner owner() const { return {holder.org, holder.id}; }
};

std::variant<Asked, http::Response> asked_by(const http::Request& request, const PageDependencies& dependencies) {
    auto form = read_form(request, dependencies);
    if (!form) return show_error(form.error(), request, dependencies);
    auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    return Asked{std::move(*holder), std::move(*form)};
}

/// A connection that is not there has its own page; any other failure is said on the list.
http::Response failed(const Error& error, const Asked& asked, const http::Request& request,
                      const PageDependencies& dependencies) {
    if (error.kind == ErrorKind::NotFound) return show_error(error, request, dependencies);
    return show_hosts(asked.holder, {{}, error}, request, dependencies);
}

json::Array not_taken_data(const std::vector<NotTaken>& badges, Language language) {
    json::Array list;
    for (const auto& [badge, why] : badges) {
        vc::Check check;
        check.outcome = vc::Outcome::Fail;
        check.code = why.code;
        json::Object item;
        put(item, "badge", badge);
        put(item, "why", has_explanation(why.code) ? explain(check, language).what : std::string_view(why.detail));
        put(item, "code", why.code);
        list.push_back(std::move(item));
    }
    return list;
}

struct Count {
    std::string_view label;
    std::size_t number;
};

http::Response show_outcome(std::string_view title, std::initializer_list<Count> counts,
                            const std::vector<NotTaken>& not_taken, const http::Request& request,
                            const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Array facts;
    for (const auto& [label, number] : counts) {
        json::Object fact;
        put(fact, "label", texts.text(label));
        put(fact, "number", std::to_string(number));
        facts.push_back(std::move(fact));
    }
    json::Object data;
    put(data, "heading", texts.text(title));
    put(data, "facts", std::move(facts));
    put(data, "not_taken", not_taken_data(not_taken, language));
    return show(page_of("host_outcome", texts), std::move(data), request, dependencies);
}

http::Response pushed(const Asked& asked, std::string_view host, const std::vector<std::string>& badges,
                      const http::Request& request, const PageDependencies& dependencies) {
    const auto sent = dependencies.hosts.push(asked.owner(), host, badges);
    if (!sent) return failed(sent.error(), asked, request, dependencies);
    return show_outcome("hosts.pushed_title",
                        {{"hosts.pushed_created", sent->created}, {"hosts.pushed_replaced", sent->replaced}},
                        sent->not_taken, request, dependencies);
}

}  // namespace

json::Array agreed_hosts(const service::Holder& holder, const PageDependencies& dependencies) {
    json::Array list;
    const auto hosts = dependencies.hosts.list({holder.org, holder.id});
    if (!hosts) return list;
    for (const auto& host : *hosts) {
        if (!host.scopes.empty()) list.push_back(host_data(host, Language::English));
    }
    return list;
}

http::Response hosts_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    return show_hosts(*holder, {}, request, dependencies);
}

http::Response host_connect(const http::Request& request, const PageDependencies& dependencies) {
    const auto read = asked_by(request, dependencies);
    if (const auto* answer = std::get_if<http::Response>(&read)) return *answer;
    const auto& asked = std::get<Asked>(read);
    const std::string address(value_of(asked.form, "address"));
    const auto started = dependencies.hosts.connect(asked.owner(), address, page_actor(request));
    if (!started) return show_hosts(asked.holder, {address, started.error()}, request, dependencies);

    // A link, not a redirection: the policy of our pages lets no form lead elsewhere, and the person sees where to.
    const Texts& texts = Texts::of(language_of(request));
    json::Object data = host_data(started->host, language_of(request));
    put(data, "heading", texts.fill("hosts.go_title", {{"host", std::string(json::view(data["name"]))}}));
    put(data, "go", started->authorization_url);
    auto response = show(page_of("host_go", texts), std::move(data), request, dependencies);
    api::hosts::keep_browser(response, started->browser, dependencies.urls);
    return response;
}

http::Response host_connected(const http::Request& request, const PageDependencies& dependencies) {
    const auto browser = request.cookie(api::hosts::kBrowserCookie).value_or("");
    const auto host = dependencies.hosts.connected(request.query, browser, page_actor(request));
    if (!wants_page(request)) {
        if (!host) return http::problem(host.error(), request.request_id);
        return http::Response::json(200, json::serialize(api::hosts::to_json(*host)));
    }
    if (!host) return show_error(host.error(), request, dependencies);
    const Language language = language_of(request);
    return show(page_of("host_connected", Texts::of(language)), host_data(*host, language), request, dependencies);
}

http::Response host_pull(const http::Request& request, const PageDependencies& dependencies) {
    const auto read = asked_by(request, dependencies);
    if (const auto* answer = std::get_if<http::Response>(&read)) return *answer;
    const auto& asked = std::get<Asked>(read);
    const auto pulled = dependencies.hosts.pull(asked.owner(), request.params.at("host"), "", page_actor(request));
    if (!pulled) return failed(pulled.error(), asked, request, dependencies);
    return show_outcome("hosts.pulled_title",
                        {{"hosts.pulled_read", pulled->read},
                         {"hosts.pulled_added", pulled->added},
                         {"hosts.pulled_replaced", pulled->replaced}},
                        pulled->not_taken, request, dependencies);
}

http::Response host_push(const http::Request& request, const PageDependencies& dependencies) {
    const auto read = asked_by(request, dependencies);
    if (const auto* answer = std::get_if<http::Response>(&read)) return *answer;
    return pushed(std::get<Asked>(read), request.params.at("host"), {}, request, dependencies);
}

http::Response wallet_send(const http::Request& request, const PageDependencies& dependencies) {
    const auto read = asked_by(request, dependencies);
    if (const auto* answer = std::get_if<http::Response>(&read)) return *answer;
    const auto& asked = std::get<Asked>(read);
    return pushed(asked, value_of(asked.form, "host"), {request.params.at("id")}, request, dependencies);
}

http::Response host_disconnect(const http::Request& request, const PageDependencies& dependencies) {
    const auto read = asked_by(request, dependencies);
    if (const auto* answer = std::get_if<http::Response>(&read)) return *answer;
    const auto done =
        dependencies.hosts.disconnect(std::get<Asked>(read).owner(), request.params.at("host"), page_actor(request));
    if (!done) return show_error(done.error(), request, dependencies);
    return http::Response::redirect(std::string(kPath) + "?ended=1");
}

}  // namespace blason::web
