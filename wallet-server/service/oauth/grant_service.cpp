#include "wallet-server/service/oauth/grant_service.hpp"

#include "engine/crypto/hash.hpp"
#include "engine/crypto/seal.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kMaxToken = 4096;

Bytes hash_of(std::string_view text) {
    const auto digest = crypto::sha256(text);
    return {digest.bytes().begin(), digest.bytes().end()};
}

Error invalid_grant(std::string detail) {
    return {"invalid_grant", std::move(detail), "", ErrorKind::Refused};
}
Error invalid_token(std::string detail) {
    return {"invalid_token", std::move(detail), "", ErrorKind::Unauthorized};
}

Instant after(Instant now, std::chrono::seconds time) {
    return {now.seconds + time.count(), now.nanoseconds};
}

bool is_verifier(std::string_view text) {
    constexpr std::string_view kOthers = "-._~=/+";
    return text.size() >= 43 && text.size() <= 128 && std::all_of(text.begin(), text.end(), [&](char c) {
               const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
               return letter || kOthers.find(c) != std::string_view::npos;
           });
}

/// Whether a refresh comes with the keys of the grant. Without a proof a grant that is bound would end in bearer
/// tokens; a public client has nothing but its key to say who it is.
bool keys_fit(const Client& client, const storage::GrantRow& grant, std::string_view jkt) {
    if (grant.instance != client.instance) return false;
    if (grant.jkt.empty()) return true;
    return client.metadata.auth_method == AuthMethod::None ? jkt == grant.jkt : !jkt.empty();
}

}  // namespace

bool fits_challenge(std::string_view verifier, std::string_view challenge) {
    if (!is_verifier(verifier)) return false;
    const auto made = text::base64url_encode(crypto::sha256(verifier).bytes());
    return crypto::constant_time_equal(as_bytes(made), as_bytes(challenge));
}

GrantService::GrantService(storage::GrantStore& store, const AccessTokens& access_tokens, Clock clock,
                           crypto::Random& random)
    : store_(store), access_tokens_(access_tokens), clock_(std::move(clock)), random_(random) {}

Result<std::string> GrantService::approve(const Consent& consent, const Actor& actor) {
    if (offers_ != nullptr && !consent.issuer_state.empty()) {
        auto typed = offers_->check_typed(consent.org, consent.issuer_state, consent.tx_code, actor);
        if (!typed) return std::move(typed).error();
    }
    const auto now = clock_();
    const auto expires_ms = to_ms(after(now, kCodeLifetime));
    auto code = text::base64url_encode(random_.bytes(kSecretBytes));
    auto details = consent.details;
    for (auto& detail : details) detail.identifiers = {random_id(random_)};
    const storage::GrantRow grant{consent.org,
                                  random_id(random_),
                                  consent.account,
                                  consent.client,
                                  to_text(consent.scopes),
                                  {},
                                  to_ms(now),
                                  expires_ms,
                                  0,
                                  to_text(details),
                                  consent.issuer_state,
                                  consent.jkt};
    const storage::CodeRow row{
        consent.org, hash_of(code), grant.id, consent.redirect_uri, consent.code_challenge, expires_ms, 0};
    auto added =
        store_.add_grant(grant, row, audit(consent.org, "grant.approve", grant.id, actor, now), consent.pushed);
    if (!added) {
        auto error = renamed(std::move(added).error(), "used", "request-used",
                             "This request was answered before; ask the application for a new one.");
        if (error.code == "request-used") error.kind = ErrorKind::Refused;
        return error;
    }
    return code;
}

/// A person has agreed to it, or there is something to wait for (OpenID4VCI 1.0 section 9).
Result<bool> GrantService::may_refresh(const Client& client, const storage::GrantRow& grant, const Scopes& scopes) {
    if (!contains(client.metadata.grant_types, kRefreshToken)) return false;
    if (contains(scopes, kOfflineAccess)) return true;
    if (offers_ == nullptr || grant.issuer_state.empty()) return false;
    return offers_->comes_later(grant.org, grant.issuer_state);
}

std::string GrantService::new_refresh_token(storage::RefreshTokenRow& row, const storage::GrantRow& grant,
                                            Instant now) {
    auto token = text::base64url_encode(random_.bytes(kSecretBytes));
    row = {grant.org, hash_of(token), grant.id, to_ms(after(now, kRefreshLifetime)), 0};
    return token;
}

std::string GrantService::write_access_token(const storage::GrantRow& grant, const std::string& scope,
                                             const std::string& jkt, Instant now) {
    const auto issued = whole_seconds(now);
    return access_tokens_.write({random_id(random_), grant.org, grant.id, grant.account, grant.client_name(), scope,
                                 issued, after(issued, kAccessLifetime), jkt});
}

Result<Tokens> GrantService::exchange(const Client& client, const CodeExchange& request, const Actor& actor) {
    const auto now = clock_();
    const Error unknown = invalid_grant("This code is not known, or not any more.");
    if (request.code.size() > kMaxToken) return unknown;
    auto code = store_.code(client.org, hash_of(request.code));
    if (!code) return code.error().code == "not-found" ? unknown : std::move(code).error();
    auto grant = store_.grant(client.org, code->grant);
    if (!grant) return std::move(grant).error();
    if (grant->client != client.id) return unknown;

    const auto scopes = parse_scopes(grant->scope).value_or(Scopes{});
    if (code->used_ms == 0) {
        if (grant->revoked_ms != 0 || to_ms(now) >= code->expires_ms) return unknown;
        // RFC 9700 section 4.5.3: whoever has the code but not the rest may have stolen it. RFC 9449 section 10 adds
        // the key the code was asked for with.
        const bool key_fits = grant->jkt.empty() || grant->jkt == request.jkt;
        if (request.redirect_uri != code->redirect_uri || !fits_challenge(request.code_verifier, code->challenge) ||
            !key_fits) {
            auto ended = store_.revoke_grant(grant->org, grant->id,
                                             audit(grant->org, "grant.code-mismatch", grant->id, actor, now));
            if (!ended) return std::move(ended).error();
            return invalid_grant("redirect_uri, code_verifier or DPoP key are not those the code was made for.");
        }
    }

    Tokens tokens{{}, {}, scopes, kAccessLifetime, details_from_text(grant->details), request.jkt};
    storage::RefreshTokenRow first;
    const auto refreshable = may_refresh(client, *grant, scopes);
    if (!refreshable) return refreshable.error();
    if (*refreshable) tokens.refresh_token = new_refresh_token(first, *grant, now);
    const auto expires_ms = *refreshable ? first.expires_ms : to_ms(after(now, kAccessLifetime));
    auto redeemed = store_.redeem_code(
        *code, *refreshable ? &first : nullptr, expires_ms, audit(grant->org, "grant.redeem", grant->id, actor, now),
        audit(grant->org, "grant.code-reuse", grant->id, actor, now), {request.jkt, client.instance});
    if (!redeemed) return std::move(redeemed).error();
    if (!*redeemed) return invalid_grant("This code was used before; what it had opened is closed now.");
    tokens.access_token = write_access_token(*grant, grant->scope, request.jkt, now);
    return tokens;
}

Result<Tokens> GrantService::refresh(const Client& client, const RefreshRequest& request, const Actor& actor) {
    const auto now = clock_();
    const Error unknown = invalid_grant("This refresh token is not known, or not any more.");
    if (request.token.size() > kMaxToken) return unknown;
    auto row = store_.refresh_token(client.org, hash_of(request.token));
    if (!row) return row.error().code == "not-found" ? unknown : std::move(row).error();
    auto grant = store_.grant(client.org, row->grant);
    if (!grant) return std::move(grant).error();
    if (grant->client_name() != client.id || grant->revoked_ms != 0) return unknown;
    if (!keys_fit(client, *grant, request.jkt))
        return invalid_grant("This refresh token is bound to a key that was not shown.");

    const auto granted = parse_scopes(grant->scope).value_or(Scopes{});
    auto scopes = granted;
    if (row->used_ms == 0) {
        if (to_ms(now) >= row->expires_ms) return unknown;
        if (!request.scope.empty()) {
            const auto asked = parse_scopes(request.scope);
            if (!asked || !is_subset(*asked, granted))
                return Error{"invalid_scope", "More is asked for than was granted.", "", ErrorKind::Refused};
            scopes = *asked;
        }
    }

    storage::RefreshTokenRow next;
    Tokens tokens{
        {},         new_refresh_token(next, *grant, now), scopes, kAccessLifetime, details_from_text(grant->details),
        request.jkt};
    auto rotated = store_.rotate_refresh_token(*row, next, audit(grant->org, "grant.refresh", grant->id, actor, now),
                                               audit(grant->org, "grant.refresh-reuse", grant->id, actor, now));
    if (!rotated) return std::move(rotated).error();
    // RFC 9700 section 4.14.2: nobody can tell which of the two holders is the thief.
    if (!*rotated) return invalid_grant("This refresh token was used before; what it had opened is closed now.");
    tokens.access_token = write_access_token(*grant, to_text(scopes), request.jkt, now);
    return tokens;
}

OfferedGrant GrantService::offered(const Offered& offered) {
    const auto now = clock_();
    OfferedGrant made{{offered.org,
                       random_id(random_),
                       {},
                       offered.registered ? offered.client : std::string(),
                       to_text(offered.scopes),
                       {},
                       to_ms(now),
                       to_ms(after(now, kAccessLifetime)),
                       0,
                       to_text(offered.details),
                       offered.issuer_state,
                       offered.jkt,
                       offered.instance,
                       offered.registered ? std::string() : offered.client},
                      {{}, {}, offered.scopes, kAccessLifetime, offered.details, offered.jkt, true}};
    made.tokens.access_token = write_access_token(made.row, made.row.scope, offered.jkt, now);
    if (offered.refreshable) {
        made.tokens.refresh_token = new_refresh_token(made.refresh.emplace(), made.row, now);
        made.row.expires_ms = made.refresh->expires_ms;
    }
    return made;
}

Result<std::optional<storage::GrantRow>> GrantService::grant_behind(std::string_view org, std::string_view token) {
    const std::optional<storage::GrantRow> none;
    if (token.size() > kMaxToken) return none;
    std::string id;
    if (const auto claims = access_tokens_.read(token, clock_()); claims && claims->org == org) {
        id = claims->grant;
    } else {
        auto row = store_.refresh_token(org, hash_of(token));
        if (!row) return row.error().code == "not-found" ? Result(none) : std::move(row).error();
        id = row->grant;
    }
    auto grant = store_.grant(org, id);
    if (!grant) return grant.error().code == "not-found" ? Result(none) : std::move(grant).error();
    return std::optional(std::move(*grant));
}

Result<void> GrantService::revoke(const Client& client, std::string_view token, const Actor& actor) {
    auto grant = grant_behind(client.org, token);
    if (!grant) return std::move(grant).error();
    if (!*grant) return {};
    const auto& row = **grant;
    if (row.client != client.id) return invalid_grant("This token is another client's.");
    return store_.revoke_grant(row.org, row.id, audit(row.org, "grant.revoke", row.id, actor, clock_()));
}

Result<std::optional<TokenFacts>> GrantService::introspect(const Client& client, std::string_view token) {
    const std::optional<TokenFacts> none;
    const auto now = clock_();
    auto grant = grant_behind(client.org, token);
    if (!grant) return std::move(grant).error();
    if (!*grant || (*grant)->client != client.id || (*grant)->revoked_ms != 0) return none;
    const auto& row = **grant;
    if (const auto claims = access_tokens_.read(token, now)) {
        return std::optional(TokenFacts{claims->id, row.account, row.client, claims->scope, claims->issued,
                                        claims->expires, claims->jkt, details_from_text(row.details)});
    }
    auto refresh = store_.refresh_token(client.org, hash_of(token));
    if (!refresh) return refresh.error().code == "not-found" ? Result(none) : std::move(refresh).error();
    if (refresh->used_ms != 0 || to_ms(now) >= refresh->expires_ms) return none;
    return std::optional(TokenFacts{{},
                                    row.account,
                                    row.client,
                                    row.scope,
                                    std::nullopt,
                                    from_ms(refresh->expires_ms),
                                    row.jkt,
                                    details_from_text(row.details)});
}

Result<Access> GrantService::check(std::string_view access_token) {
    auto claims = access_tokens_.read(access_token, clock_());
    if (!claims) return std::move(claims).error();
    auto grant = store_.grant(claims->org, claims->grant);
    if (!grant) {
        return grant.error().code == "not-found" ? invalid_token("The consent behind this token is gone.")
                                                 : std::move(grant).error();
    }
    if (grant->revoked_ms != 0) return invalid_token("The consent behind this token was withdrawn.");
    return Access{grant->org,          grant->account,
                  grant->holder,       grant->client_name(),
                  grant->id,           parse_scopes(claims->scope).value_or(Scopes{}),
                  claims->expires,     details_from_text(grant->details),
                  grant->issuer_state, claims->jkt};
}

Result<std::vector<Grant>> GrantService::grants_of(std::string_view org, std::string_view account) {
    auto rows = store_.grants_of(org, account, to_ms(clock_()));
    if (!rows) return std::move(rows).error();
    std::vector<Grant> grants;
    for (const auto& row : *rows) {
        grants.push_back({row.id, row.client, parse_scopes(row.scope).value_or(Scopes{}), from_ms(row.created_ms),
                          from_ms(row.expires_ms), details_from_text(row.details)});
    }
    return grants;
}

Result<void> GrantService::withdraw(std::string_view org, std::string_view account, std::string_view grant,
                                    const Actor& actor) {
    const Error unknown{"grant-not-found", "There is no such consent of yours.", "", ErrorKind::NotFound};
    auto row = store_.grant(org, grant);
    if (!row) return row.error().code == "not-found" ? unknown : std::move(row).error();
    if (row->account != account) return unknown;
    return store_.revoke_grant(org, grant, audit(org, "grant.withdraw", grant, actor, clock_()));
}

}  // namespace blason::service::oauth
