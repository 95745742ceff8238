// The authorization endpoint. The request stands in the query of the page and of its form, so it is checked again, by
// the same function, when the form comes back.
#include "wallet-server/web/consent_page.hpp"

#include "wallet-server/service/oauth/authorization_service.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/scope_view.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {
namespace {

using service::oauth::AuthorizationRequest;
using service::oauth::Refusal;
using service::oauth::Scopes;

/// RFC 9700 section 4.12: 303, so that no browser repeats a form elsewhere.
http::Response send_to(std::string address) {
    auto response = http::Response::redirect(std::move(address));
    response.fields.set("Cache-Control", "no-store");
    response.fields.set("Referrer-Policy", "no-referrer");
    return response;
}

using service::oauth::AuthorizationDetails;
using service::oauth::CheckedAuthorization;

constexpr std::string_view kEndpoint = "/oauth/authorize?";
constexpr std::string_view kIssuers = "/issuers/";

/// The organisation that the path of an authorization endpoint names, with a request behind it; empty: none. Nothing
/// for any other target.
std::optional<std::string> named_in(std::string_view target) {
    if (target.starts_with(kEndpoint)) return std::string();
    if (!target.starts_with(kIssuers)) return std::nullopt;
    target.remove_prefix(kIssuers.size());
    const auto slash = target.find('/');
    if (slash == std::string_view::npos || slash == 0 || !target.substr(slash).starts_with(kEndpoint))
        return std::nullopt;
    return std::string(target.substr(0, slash));
}

/// The name of the authorization server that the request came to.
std::string server_of(const http::Request& request, const PageDependencies& dependencies) {
    const auto named = request.params.find("org");
    return dependencies.urls.authorization_server(named == request.params.end() ? std::string() : named->second);
}

Result<CheckedAuthorization> check_query(std::string_view org, std::string_view query,
                                         const PageDependencies& dependencies) {
    const auto pairs = http::parse_urlencoded(query);
    if (!pairs) return malformed("query-syntax", "the query cannot be read");
    std::vector<std::pair<std::string, std::string>> named;
    for (const auto& field : *pairs)
        if (field.name != "lang") named.emplace_back(field.name, field.value);
    return dependencies.authorizations.check(org, service::oauth::Parameters(named));
}

/// The request, or the answer to one that is refused.
std::variant<AuthorizationRequest, http::Response> read_request(const http::Request& request,
                                                                const PageDependencies& dependencies) {
    const auto org = account_org(request, dependencies);
    if (!org) return show_error(org.error(), request, dependencies);
    auto checked = check_query(*org, request.query, dependencies);
    if (!checked) return show_error(checked.error(), request, dependencies);
    if (auto* good = std::get_if<AuthorizationRequest>(&*checked)) return std::move(*good);
    const auto& refusal = *std::get_if<Refusal>(&*checked);
    if (!refusal.redirect_uri.empty()) {
        // RFC 9700 section 4.11.2: everybody can register an address, so nobody is sent to one by a mere link.
        const auto account = signed_in(request, dependencies);
        if (!account) return sign_in_first(account.error(), request, dependencies);
        return send_to(service::oauth::refusal_address(refusal, server_of(request, dependencies)));
    }
    auto error = refusal.error;
    if (error.code == "client-not-found") error.kind = ErrorKind::Refused;  // 400: it is the request that is wrong
    return show_error(error, request, dependencies);
}

/// "https://host:port" of a URL; of an application's own scheme that scheme ("org.example.wallet:").
std::string origin_of(const std::string& url) {
    const auto mark = url.find("://");
    if (!url.starts_with("http")) return url.substr(0, url.find(':') + 1);
    return url.substr(0, url.find_first_of("/?", mark + 3));
}

/// The query without the choice of a language, which every page takes by itself.
std::string without_language(std::string_view query) {
    std::string out;
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        if (!pair.starts_with("lang=")) out.append(out.empty() ? "" : "&").append(pair);
    }
    return out;
}

bool is_ticked(const std::vector<http::FormField>& form, std::string_view name, std::string_view value) {
    return std::any_of(form.begin(), form.end(),
                       [&](const auto& field) { return field.name == name && field.value == value; });
}

struct Granted {
    Scopes scopes;
    AuthorizationDetails details;

    [[nodiscard]] bool nothing() const { return scopes.empty() && details.empty(); }
};

/// What of the form was asked for: nothing is granted that the page did not show. A credential is one choice, whether
/// it was asked for by its scope or by authorization_details.
Granted granted_by(const std::vector<http::FormField>& form, const AuthorizationRequest& authorization) {
    Granted granted;
    const auto credential_of = [&](const std::string& scope) {
        return std::find_if(authorization.credentials.begin(), authorization.credentials.end(),
                            [&](const auto& credential) { return credential.scope == scope; });
    };
    for (const auto& scope : authorization.scopes) {
        const auto credential = credential_of(scope);
        const bool ticked = credential == authorization.credentials.end()
                                ? is_ticked(form, "scope", scope)
                                : is_ticked(form, "credential", credential->configuration);
        if (ticked) granted.scopes.push_back(scope);
    }
    for (const auto& detail : authorization.details)
        if (is_ticked(form, "credential", detail.configuration)) granted.details.push_back(detail);
    return granted;
}

/// What is asked for of the credential issuer: {id, value, text} of each.
json::Array credential_list(const AuthorizationRequest& authorization, const Texts& texts) {
    json::Array list;
    for (const auto& credential : authorization.credentials) {
        json::Object item;
        put(item, "id", "credential-" + std::to_string(list.size()));
        put(item, "value", credential.configuration);
        put(item, "text", texts.fill("consent.credential", {{"name", credential.name}}));
        list.push_back(std::move(item));
    }
    return list;
}

/// What a person knows the client by: the host of its site, or of where the answer goes.
std::string host_of(const AuthorizationRequest& authorization) {
    const auto host = authorization.client.metadata.host();
    return host.empty() ? origin_of(authorization.redirect_uri) : host;
}

}  // namespace

bool is_authorization(std::string_view target) {
    return named_in(target).has_value();
}

std::string answer_origin(std::string_view target, const PageDependencies& dependencies) {
    const auto named = named_in(target);
    if (!named) return {};
    const auto issuer = named->empty() ? dependencies.issuers.default_issuer() : dependencies.issuers.issuer(*named);
    if (!issuer) return {};
    const auto checked = check_query(issuer->org, target.substr(target.find('?') + 1), dependencies);
    if (!checked) return {};
    if (const auto* good = std::get_if<AuthorizationRequest>(&*checked)) return origin_of(good->redirect_uri);
    const auto& uri = std::get_if<Refusal>(&*checked)->redirect_uri;
    return uri.empty() ? std::string() : origin_of(uri);
}

namespace {

/// `wrong`: the code that was typed is not the one of the offer.
http::Response show_consent(const AuthorizationRequest& authorization, const service::Account& account, bool wrong,
                            const http::Request& request, const PageDependencies& dependencies) {
    const auto code = dependencies.offers.asks_to_type(account.org, authorization.issuer_state);
    if (!code) return show_error(code.error(), request, dependencies);
    const Texts& texts = Texts::of(language_of(request));
    const auto& client = authorization.client.metadata;
    const auto host = host_of(authorization);
    const auto query = without_language(request.query);
    json::Object data;
    put(data, "heading", texts.fill("consent.heading", {{"client", client.name.empty() ? host : client.name}}));
    put(data, "host", texts.fill("consent.host", {{"host", host}}));
    put(data, "account_href", account_prefix(request) + "/account");
    put(data, "account", texts.fill("consent.account", {{"email", account.email}}));
    put(data, "return", texts.fill("consent.return", {{"host", origin_of(authorization.redirect_uri)}}));
    put(data, "has_site", !client.uri.empty());
    put(data, "uri", client.uri);
    put(data, "tos_uri", client.tos_uri);
    put(data, "policy_uri", client.policy_uri);
    put(data, "scopes", scope_list(authorization.scopes, texts));
    put(data, "credentials", credential_list(authorization, texts));
    put(data, "action", request.path + "?" + query);
    if (*code) {
        json::Object typed;
        put(typed, "mode", (*code)->input_mode == "text" ? "text" : "numeric");
        put(typed, "description", (*code)->description);
        put(typed, "wrong", wrong);
        put(data, "code", std::move(typed));
    }
    Page page{"consent", std::string(texts.text("consent.title")), std::string(texts.text("consent.description"))};
    page.section = "account";
    page.is_private = true;
    page.has_form = true;
    page.query = query;
    page.form_target = origin_of(authorization.redirect_uri);
    page.status = wrong ? 400 : 200;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace

http::Response consent_page(const http::Request& request, const PageDependencies& dependencies) {
    auto read = read_request(request, dependencies);
    if (auto* answer = std::get_if<http::Response>(&read)) return std::move(*answer);
    const auto account = signed_in(request, dependencies);
    if (!account) return sign_in_first(account.error(), request, dependencies);
    return show_consent(*std::get_if<AuthorizationRequest>(&read), *account, false, request, dependencies);
}

http::Response consent_given(const http::Request& request, const PageDependencies& dependencies) {
    const auto form = read_form(request, dependencies);
    if (!form) return show_error(form.error(), request, dependencies);
    auto read = read_request(request, dependencies);
    if (auto* answer = std::get_if<http::Response>(&read)) return std::move(*answer);
    const auto& authorization = *std::get_if<AuthorizationRequest>(&read);
    const auto account = signed_in(request, dependencies);
    if (!account) return sign_in_first(account.error(), request, dependencies);

    const auto issuer = server_of(request, dependencies);
    const auto granted = granted_by(*form, authorization);
    if (value_of(*form, "decision") != "allow" || granted.nothing()) {
        const Refusal refusal{refused("access_denied", "The person refused."), authorization.redirect_uri,
                              authorization.state};
        return send_to(service::oauth::refusal_address(refusal, issuer));
    }
    const service::oauth::Consent consent{account->org,
                                          account->id,
                                          authorization.client.id,
                                          authorization.redirect_uri,
                                          authorization.code_challenge,
                                          granted.scopes,
                                          granted.details,
                                          authorization.issuer_state,
                                          authorization.jkt,
                                          authorization.pushed,
                                          plain_text(value_of(*form, "tx_code"))};
    const auto code = dependencies.grants.approve(consent, {"account:" + account->id, request.request_id});
    if (!code && code.error().code == "tx-code")
        return show_consent(authorization, *account, true, request, dependencies);
    if (!code) return show_error(code.error(), request, dependencies);
    return send_to(service::oauth::code_address(authorization, *code, granted.scopes, issuer));
}

}  // namespace blason::web
