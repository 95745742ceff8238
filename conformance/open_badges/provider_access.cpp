// Discovery, registration, login and consent, tokens: how the certification system gets in, and out again.
#include <algorithm>

#include "conformance/open_badges/provider_run.hpp"
#include "engine/json/parse.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/wanted_scopes.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::conformance {

using service::badge_host::OAuthClient;
using service::badge_host::Scopes;
using service::badge_host::Tokens;

namespace {

bool has_text(const json::Value& object, std::string_view name) {
    const auto* value = json::find(object, name);
    return value != nullptr && value->is_string() && !value->get_string().empty();
}

std::string listed(const Scopes& scopes) {
    return service::oauth::to_text(scopes);
}

}  // namespace

bool ProviderRun::discover() {
    const auto base = service::badge_host::base_address(rehearsal_.target);
    if (!report_.require("discovery.address", "The target is an address", base.has_value(),
                         base ? *base : base.error().detail))
        return false;
    calls_ = ApiCalls(client_, *base + "/ims/ob/v3p0");
    const auto answer = calls_.get("/discovery", "");
    const bool there = answer.status == 200 && answer.header("content-type").starts_with("application/json");
    if (!report_.require("discovery.open", "The service description is JSON, open to everybody", there, answer.seen()))
        return false;
    auto host = service::badge_host::discover(*base, client_);
    if (!report_.require("discovery.oauth", "It names where to register, to authorize and to get tokens",
                         host.has_value(), host ? host->token_url : host.error().detail))
        return false;
    host_ = std::move(*host);

    const auto document = json::parse(answer.reply.body);
    const auto* info = document ? json::find(*document, "info") : nullptr;
    std::string missing;
    for (const auto* name : {"title", "version", "termsOfService", "x-imssf-privacyPolicyUrl"})
        if (info == nullptr || !has_text(*info, name)) missing += std::string(missing.empty() ? "" : ", ") + name;
    report_.require("discovery.info", "info has title, version, termsOfService and x-imssf-privacyPolicyUrl",
                    missing.empty(), missing.empty() ? "" : "missing: " + missing);
    const auto known = [&](std::string_view scope) { return service::oauth::contains(host_.scopes, scope); };
    report_.require("discovery.scopes", "The scopes of reading are offered",
                    known(service::oauth::kCredentialReadonly) && known(service::oauth::kProfileReadonly),
                    listed(host_.scopes));
    const bool secure = base->starts_with("https://");
    report_.advise("discovery.tls", "The API is reached over TLS", secure, secure ? "" : "loopback only");
    const auto etag = answer.header("etag");
    const bool fresh = !etag.empty() && calls_.get("/discovery", "", etag).status == 304;
    report_.advise("discovery.etag", "An ETag saves sending it again (304)", fresh);
    return true;
}

bool ProviderRun::register_client() {
    service::badge_host::ClientInfo info;
    info.name = "Rehearsal of the Open Badges certification";
    info.base_url = rehearsal_.client_url;
    info.redirect_uri = rehearsal_.redirect_uri;
    info.software_version = "1";
    OAuthClient oauth(host_, client_);
    auto registration = oauth.register_client(info, service::badge_host::wanted_scopes(host_));
    if (!report_.require("registration.client", "A client is registered without an initial access token",
                         registration.has_value(), registration ? "" : registration.error().detail))
        return false;
    registration_ = std::move(*registration);
    // RFC 7591 section 3.2.2.
    const auto wrong =
        ApiCalls(client_, "")
            .send("POST", host_.registration_url, "",
                  R"({"client_name": "Rehearsal", "redirect_uris": ["javascript:1"]})", "application/json");
    const auto body = json::parse(wrong.reply.body);
    report_.require("registration.refused", "Metadata that cannot be accepted are refused: 400 with `error`",
                    wrong.status == 400 && body && has_text(*body, "error"), wrong.seen());
    return true;
}

Result<Tokens> ProviderRun::tokens_for(const Scopes& scopes) {
    OAuthClient oauth(host_, client_);
    const auto pending = oauth.authorization(registration_, scopes, random_);
    const auto query = rehearsal_.authorize(pending.url);
    if (!query) return query.error();
    const auto code = oauth.code_of(*query, pending);
    if (!code) return code.error();
    return oauth.exchange(registration_, pending, *code, rehearsal_.now);
}

bool ProviderRun::authorize() {
    OAuthClient oauth(host_, client_);
    const auto scopes = service::badge_host::wanted_scopes(host_);
    const auto pending = oauth.authorization(registration_, scopes, random_);
    const auto query = rehearsal_.authorize(pending.url);
    if (!report_.require("PR1.login", "The person signs in and agrees, and the browser comes back", query.has_value(),
                         query ? "" : query.error().detail))
        return false;
    const auto code = oauth.code_of(*query, pending);
    if (!report_.require("PR1.code", "It brings a code and our state", code.has_value(),
                         code ? "" : code.error().detail))
        return false;
    report_.advise("PR1.scope-in-redirect", "The redirection says which scopes were granted",
                   service::badge_host::parameter(*query, "scope").has_value());

    auto tokens = oauth.exchange(registration_, pending, *code, rehearsal_.now);
    if (!report_.require("PR1.token", "The code becomes a bearer token, with client_secret_basic and PKCE S256",
                         tokens.has_value(), tokens ? "" : tokens.error().detail))
        return false;
    tokens_ = std::move(*tokens);
    const auto granted = [&](std::string_view scope) { return service::oauth::contains(tokens_.scopes, scope); };
    report_.require("PR1.scopes", "The scopes of reading are granted",
                    granted(service::oauth::kCredentialReadonly) && granted(service::oauth::kProfileReadonly),
                    listed(tokens_.scopes));
    if (rehearsal_.write) {
        report_.require("PW1.scopes", "The scope of writing is granted", granted(service::oauth::kCredentialUpsert),
                        listed(tokens_.scopes));
    }
    // RFC 6749 section 4.1.2: a code counts once; what it gave before is withdrawn, so a new one is asked for.
    const auto again = oauth.exchange(registration_, pending, *code, rehearsal_.now);
    report_.require("PR1.code-once", "A code that was used is refused", !again,
                    again ? "a second token was given" : "");
    auto fresh = tokens_for(scopes);
    if (!report_.require("PR1.again", "The person can agree again", fresh.has_value(),
                         fresh ? "" : fresh.error().detail))
        return false;
    tokens_ = std::move(*fresh);

    const auto other = oauth.authorization(registration_, scopes, random_);
    const auto other_query = rehearsal_.authorize(other.url);
    const auto other_code = other_query ? oauth.code_of(*other_query, other) : other_query;
    if (other_code) {
        auto wrong = other;
        wrong.verifier.assign(43, 'x');
        const auto taken = oauth.exchange(registration_, wrong, *other_code, rehearsal_.now);
        report_.require("PR1.pkce", "A code without its verifier is refused", !taken);
    } else {
        report_.require("PR1.pkce", "A code without its verifier is refused", false, other_code.error().detail);
    }
    return true;
}

void ProviderRun::refresh() {
    const char* what = "A refresh token gives a new access token";
    if (tokens_.refresh_token.empty())
        return report_.not_run("refresh.token", what, false, "no refresh token is given");
    OAuthClient oauth(host_, client_);
    const auto old = tokens_;
    auto fresh = oauth.refresh(registration_, old, rehearsal_.now);
    const bool is_new = fresh && fresh->access_token != old.access_token;
    if (!report_.require("refresh.token", what, is_new, fresh ? "" : fresh.error().detail)) return;
    tokens_ = std::move(*fresh);
    const auto again = calls_.get("/credentials?limit=1", tokens_.access_token);
    report_.require("refresh.read", "The new access token reads", again.status == 200, again.seen());
    const auto profile = calls_.get("/profile", tokens_.access_token);
    report_.require("refresh.profile", "The new access token reads the profile",
                    profile.status == 200 || profile.status == 404, profile.seen());
}

void ProviderRun::narrow_scope() {
    const auto narrow = tokens_for({std::string(service::oauth::kProfileReadonly)});
    if (!report_.require("scope.narrow", "A client may ask for one scope only", narrow.has_value(),
                         narrow ? "" : narrow.error().detail))
        return;
    expect_error("scope.read", "getCredentials without its scope is 403",
                 calls_.get("/credentials", narrow->access_token), 403);
    expect_error("scope.write", "upsertCredential without its scope is 403",
                 calls_.send("POST", "/credentials", narrow->access_token, "{}", "application/json"), 403);
    const auto profile = calls_.get("/profile", narrow->access_token);
    report_.require("scope.profile", "getProfile with its scope answers",
                    profile.status == 200 || profile.status == 404, profile.seen());
}

void ProviderRun::revoke() {
    if (host_.revocation_url.empty()) {
        return report_.not_run("PR5.revoke", "A revoked token opens nothing any more", false,
                               "the host names no revocation endpoint (RFC 8414 metadata)");
    }
    OAuthClient oauth(host_, client_);
    const auto done = oauth.revoke(registration_, tokens_.access_token, "access_token");
    if (!report_.require("PR5.revoke", "The access token is revoked", done.has_value(),
                         done ? "" : done.error().detail))
        return;
    expect_error("PR5.credentials", "getCredentials with a revoked token fails",
                 calls_.get("/credentials", tokens_.access_token), 401);
    expect_error("PR5.profile", "getProfile with a revoked token fails", calls_.get("/profile", tokens_.access_token),
                 401);
    if (rehearsal_.write) {
        expect_error("PW4.credentials", "upsertCredential with a revoked token fails",
                     calls_.send("POST", "/credentials", tokens_.access_token, "{}", "application/json"), 401);
    }
    const auto unknown = oauth.revoke(registration_, "unknown-token", "access_token");
    report_.advise("PR5.unknown", "Revoking an unknown token is no error (RFC 7009)", unknown.has_value(),
                   unknown ? "" : unknown.error().detail);
}

}  // namespace blason::conformance
