#include "wallet-server/web/date_text.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/scope_view.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

/// A grant for the page. A client's name is what it says; its host is where the answer went.
Result<json::Object> grant_data(const service::oauth::Grant& grant, const service::Account& account,
                                const http::Request& request, const PageDependencies& dependencies) {
    const Language language = language_of(request);
    auto client = dependencies.clients.client(account.org, grant.client);
    if (!client) return std::move(client).error();
    const Texts& texts = Texts::of(language);
    json::Object data;
    put(data, "name", client->metadata.name.empty() ? client->id : client->metadata.name);
    put(data, "host", texts.fill("account.at_host", {{"host", client->metadata.host()}}));
    put(data, "since", date_text(grant.created, language));
    put(data, "until", date_text(grant.expires, language));
    const auto credentials = dependencies.authorizations.credentials_of(account.org, grant.scopes, grant.details);
    if (!credentials) return credentials.error();
    auto allowed = scope_list(grant.scopes, texts);
    for (const auto& name : *credentials) {
        json::Object item;
        put(item, "text", texts.fill("consent.credential", {{"name", name}}));
        allowed.push_back(std::move(item));
    }
    put(data, "allowed", std::move(allowed));
    put(data, "withdraw", account_prefix(request) + "/account/grants/" + grant.id + "/withdraw");
    return data;
}

}  // namespace

http::Response account_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto account = signed_in(request, dependencies);
    if (!account) return sign_in_first(account.error(), request, dependencies);
    const auto grants = dependencies.grants.grants_of(account->org, account->id);
    if (!grants) return show_error(grants.error(), request, dependencies);

    const Texts& texts = Texts::of(language_of(request));
    json::Array list;
    for (const auto& grant : *grants) {
        auto data = grant_data(grant, *account, request, dependencies);
        if (!data) return show_error(data.error(), request, dependencies);
        list.push_back(std::move(*data));
    }
    json::Object data;
    put(data, "signed_in_as", texts.fill("account.signed_in_as", {{"email", account->email}}));
    // The pages of wallets are those of the hosted issuer.
    const auto prefix = account_prefix(request);
    put(data, "wallet", prefix.empty());
    put(data, "sign_out", prefix + "/logout");
    put(data, "withdrawn", request.query_param("withdrawn").has_value());
    put(data, "grants", std::move(list));
    Page page{"account", std::string(texts.text("account.title")), std::string(texts.text("account.description"))};
    page.section = "account";
    page.is_private = true;
    page.has_form = true;
    return show(page, std::move(data), request, dependencies);
}

http::Response grant_withdrawn(const http::Request& request, const PageDependencies& dependencies) {
    const auto form = read_form(request, dependencies);
    if (!form) return show_error(form.error(), request, dependencies);
    const auto account = signed_in(request, dependencies);
    if (!account) return sign_in_first(account.error(), request, dependencies);
    const auto done = dependencies.grants.withdraw(account->org, account->id, request.params.at("id"),
                                                   {"account:" + account->id, request.request_id});
    if (!done) return show_error(done.error(), request, dependencies);
    return http::Response::redirect(account_prefix(request) + "/account?withdrawn=1");
}

}  // namespace blason::web
