#include "wallet-server/service/hosted_log.hpp"

#include "did/make_document.hpp"
#include "did/webvh/author.hpp"
#include "wallet-server/service/hosted_did.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

/// Seconds that others may keep the log: as long as our documents.
constexpr int kTtl = 300;

}  // namespace

bool has_log(const Issuer& issuer) {
    return issuer.id.starts_with("did:webvh:");
}

did::Document hosted_document(const std::string& id, std::span<const IssuerKey> all) {
    const auto fragment = [](const std::string& method) { return method.substr(method.find('#') + 1); };
    std::vector<did::DocumentKey> keys;
    for (const auto& key : all) {
        const bool in_use = key.state == KeyState::Next || key.state == KeyState::Current;
        did::DocumentKey entry{key.key, fragment(key.verification_method)};
        if (!in_use) entry.purposes = {did::Purpose::AssertionMethod};
        entry.revoked = key.revoked;
        // RSA keys sign tokens only, whose readers look for a JWK; proofs with other keys want Multikey. A method has
        // its key in one form (CID 1.0 section 2.2), so what signs both has two.
        entry.as_jwk = key.key.type() == crypto::KeyType::Rsa;
        keys.push_back(entry);
        if (key.jwk_method.empty()) continue;
        entry.fragment = fragment(key.jwk_method);
        entry.purposes = {did::Purpose::AssertionMethod};
        entry.as_jwk = true;
        keys.push_back(std::move(entry));
    }
    return did::make_document(id, keys);
}

Result<StartedLog> start_hosted_log(KeyStore& store, const PublicUrls& urls, std::string_view org,
                                    const KeyStore::NewKey& key, Instant now) {
    const auto web = hosted_did(urls, org);
    if (!web) return web.error();
    auto update = store.make(org, kUpdateKey, crypto::KeyType::Ed25519, now);
    if (!update) return std::move(update).error();
    const auto signer = store.signer_of(update->row);
    if (!signer) return signer.error();

    constexpr std::string_view kDidWeb = "did:web:";
    const auto id = did::webvh::unfinished_did(std::string_view(*web).substr(kDidWeb.size()));
    const did::DocumentKey first{key.public_key, key.row.key_id};
    const json::Object parameters{{"updateKeys", json::Array{json::Value(update->public_key.multikey())}},
                                  {"ttl", kTtl}};
    auto started =
        did::webvh::start_log(parameters, did::make_document(id, {&first, 1}).json, **signer, whole_seconds(now));
    if (!started) return std::move(started).error();
    return StartedLog{std::move(started->did), {std::move(update->row), std::move(started->text)}};
}

Result<std::string> next_log_entry(storage::Store& store, KeyStore& keys, const Issuer& issuer,
                                   std::span<const IssuerKey> all, Instant now) {
    const auto log = store.did_log(issuer.org);
    if (!log) return log.error();
    const auto signer = keys.signer(issuer.org, kUpdateKey);
    if (!signer) return signer.error();
    const auto document = hosted_document(issuer.id, all);
    auto longer = did::webvh::extend_log(*log, {}, &document.json, **signer, whole_seconds(now));
    if (!longer) return std::move(longer).error();
    return longer->substr(log->size());
}

}  // namespace blason::service
