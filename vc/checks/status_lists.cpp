#include "vc/checks/status_lists.hpp"

#include <algorithm>

#include "vc/jwt/key.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::checks {
namespace {

using status::VerifiedList;
using status::VerifiedTokenList;

constexpr std::string_view kListTypes =
    "application/vc, application/vc+jwt, application/jwt, application/ld+json, application/json";

Error not_retrieved(const std::string& url, const std::string& why) {
    return unavailable("STATUS_RETRIEVAL_ERROR", "The status list at " + url + " could not be fetched: " + why);
}

Result<net::FetchReply> fetch(const std::string& url, std::string_view accept, const Session& session) {
    net::FetchRequest request;
    request.url = url;
    request.accept = std::string(accept);
    request.max_bytes = kMaxListAnswer;
    auto reply = session.environment.client->fetch(request);
    if (!reply) return not_retrieved(url, reply.error().detail);
    if (reply->status != 200) return not_retrieved(url, "the answer is " + std::to_string(reply->status) + ".");
    return reply;
}

/// Verified as any credential, but asking nobody for its own status.
Result<Report> verify_list_credential(const std::string& url, std::string_view text, const Session& session) {
    VerifyOptions options;
    options.now = session.options.now;
    options.read_status_list = false;  // it is read below
    Environment alone = session.environment;
    alone.client = nullptr;
    alone.status_lists = nullptr;
    auto report = verify(text, options, alone);
    if (!report) return report;
    if (report->kind.empty()) return not_retrieved(url, "the answer is no credential.");
    const auto verdict = report->verdict();
    if (verdict == Verdict::Valid) return report;
    const auto outcome = verdict == Verdict::Invalid ? Outcome::Fail : Outcome::Unknown;
    const auto reason = std::find_if(report->checks.begin(), report->checks.end(),
                                     [&](const Check& check) { return check.outcome == outcome; });
    const std::string why = reason == report->checks.end() ? "" : " " + reason->message;
    if (verdict == Verdict::Unknown)
        return unavailable("STATUS_LIST_UNKNOWN", "The status list itself could not be verified." + why);
    return refused("STATUS_VERIFICATION_ERROR", "The status list itself does not verify." + why);
}

Result<VerifiedList> read(const std::string& url, std::string_view text, const Session& session) {
    const auto report = verify_list_credential(url, text, session);
    if (!report) return report.error();
    const auto& credential = report->credential;
    // Section 2.2: a list that has an id may be asked to have that one; a list of another address is another list.
    const auto* id = json::find(credential, "id");
    if (id != nullptr && (!id->is_string() || json::view(*id) != url))
        return refused("STATUS_VERIFICATION_ERROR", "The status list at " + url + " says it is another one.");
    auto list = status::read_list(credential);
    if (!list) return refused(list.error().code, "In the status list: " + list.error().detail);
    VerifiedList verified{std::move(*list), {}, model::instant_of(credential, "validFrom"), {}};
    if (!verified.valid_from) verified.valid_from = model::instant_of(credential, "issuanceDate");
    if (const auto* issuer = json::find(credential, "issuer"))
        verified.issuer = std::string(model::id_of(*issuer).value_or(""));
    return verified;
}

Instant later(Instant now, std::chrono::milliseconds age) {
    const auto nanoseconds = std::int64_t{now.nanoseconds} + age.count() % 1000 * 1'000'000;
    return {now.seconds + age.count() / 1000 + nanoseconds / 1'000'000'000,
            static_cast<std::uint32_t>(nanoseconds % 1'000'000'000)};
}

template <typename Value>
typename status::SharedLookups<Value>::Loaded failed(Error error, const Session& session,
                                                     const status::CacheLimits& limits) {
    return {std::move(error), later(session.options.now, limits.error_age)};
}

using Lists = status::SharedLookups<VerifiedList>;
using TokenLists = status::SharedLookups<VerifiedTokenList>;
using RevocationLists = status::SharedLookups<status::RevocationList>;

Lists::Loaded load_list(const std::string& url, const Session& session, const status::CacheLimits& limits,
                        const std::shared_ptr<const VerifiedList>& before) {
    const auto reply = fetch(url, kListTypes, session);
    if (!reply) return failed<VerifiedList>(reply.error(), session, limits);
    auto list = read(url, reply->body, session);
    if (!list) return failed<VerifiedList>(list.error(), session, limits);
    list->newest_seen = list->valid_from;
    if (before && before->newest_seen && (!list->newest_seen || *list->newest_seen < *before->newest_seen))
        list->newest_seen = before->newest_seen;
    const auto age = status::age_of(*reply, list->list.ttl_ms, limits);
    return {std::make_shared<const VerifiedList>(std::move(*list)), later(session.options.now, age)};
}

RevocationLists::Loaded load_revocation_list(const std::string& url, const Session& session,
                                             const status::CacheLimits& limits) {
    const auto reply = fetch(url, "application/json", session);
    if (!reply) return failed<status::RevocationList>(reply.error(), session, limits);
    auto list = status::read_revocation_list(reply->body);
    if (!list) return failed<status::RevocationList>(list.error(), session, limits);
    const auto age = status::age_of(*reply, {}, limits);
    return {std::make_shared<const status::RevocationList>(std::move(*list)), later(session.options.now, age)};
}

/// The key is found as that of any token, and must be the one of the list's issuer.
Result<VerifiedTokenList> read_token_list(const std::string& url, std::string_view text, std::string_view issuer,
                                          const Session& session) {
    const auto jws = jose::parse_compact(text);
    if (!jws) return not_retrieved(url, "the answer is no token.");
    const auto claims = jose::parse_claims(jws->payload);
    if (!claims) return claims.error();
    const auto* named = json::find(*claims, "iss");
    const std::string keeper(named == nullptr ? issuer : json::view(*named));
    const jwt::KeyLookup lookup{session.environment.resolver, did::Purpose::AssertionMethod, session.options.now};
    const auto unknown = [](const Error& error) -> Error {
        if (error.kind != ErrorKind::Unavailable) return error;
        return unavailable("STATUS_LIST_UNKNOWN", "The status list itself could not be verified. " + error.detail);
    };
    const auto method = jwt::find_key(jws->header, keeper, lookup);
    if (!method) return unknown(method.error());
    const auto owned =
        method->controller.empty() ? jwt::owned_by(*method, keeper, lookup) : Result(method->controller == keeper);
    if (!owned) return unknown(owned.error());
    if (!*owned) return refused("token-status-issuer", "The status list is signed by somebody else than its issuer.");
    auto list = status::verify_token_status_list(text, method->jwk(), url, session.options.now);
    if (!list) return std::move(list).error();
    return VerifiedTokenList{std::move(*list), keeper};
}

TokenLists::Loaded load_token_list(const std::string& url, std::string_view issuer, const Session& session,
                                   const status::CacheLimits& limits) {
    const auto reply = fetch(url, "application/statuslist+jwt", session);
    if (!reply) return failed<VerifiedTokenList>(reply.error(), session, limits);
    auto list = read_token_list(url, reply->body, issuer, session);
    if (!list) return failed<VerifiedTokenList>(list.error(), session, limits);
    auto ttl = list->list.ttl_seconds;
    if (ttl) ttl = std::min<std::uint64_t>(*ttl, 86'400) * 1000;
    const auto age = status::age_of(*reply, ttl, limits);
    return {std::make_shared<const VerifiedTokenList>(std::move(*list)), later(session.options.now, age)};
}

}  // namespace

Result<std::shared_ptr<const VerifiedTokenList>> token_status_list(const std::string& url, std::string_view issuer,
                                                                   const Session& session) {
    auto* cache = session.environment.status_lists;
    if (cache == nullptr) return load_token_list(url, issuer, session, {}).answer;
    return cache->token_lists.get(url + " " + std::string(issuer), session.options.now,
                                  [&](const auto&) { return load_token_list(url, issuer, session, cache->limits); });
}

Result<std::shared_ptr<const VerifiedList>> status_list(const std::string& url, const Session& session) {
    auto* cache = session.environment.status_lists;
    if (cache == nullptr) return load_list(url, session, {}, nullptr).answer;
    return cache->lists.get(url, session.options.now,
                            [&](const auto& before) { return load_list(url, session, cache->limits, before); });
}

Result<std::shared_ptr<const status::RevocationList>> revocation_list(const std::string& url, const Session& session) {
    auto* cache = session.environment.status_lists;
    if (cache == nullptr) return load_revocation_list(url, session, {}).answer;
    return cache->revocation_lists.get(url, session.options.now,
                                       [&](const auto&) { return load_revocation_list(url, session, cache->limits); });
}

}  // namespace blason::vc::checks
