#include "vc/jwt/issuer_metadata.hpp"

namespace blason::vc::jwt {

namespace {

Result<jose::JwkSet> keys_of(std::string_view issuer, const KeyLookup& lookup) {
    const did::ResolveOptions options{.now = lookup.now, .version = {}, .json = false};
    const auto metadata = lookup.resolver.resolve(*did::issuer_metadata_url(issuer), options);
    if (!metadata) return metadata.error();
    if (!metadata->keys || metadata->keys->issuer.empty()) {
        return refused("INVALID_DID_DOCUMENT", "What stands at the issuer's well-known place is not its metadata.");
    }
    if (metadata->keys->issuer != issuer) {
        return refused("issuer-metadata-mismatch", "The metadata there are those of " + metadata->keys->issuer + ".",
                       "/kid");
    }
    if (metadata->keys->jwks_uri.empty()) return metadata->keys->set;
    const auto elsewhere = lookup.resolver.resolve(metadata->keys->jwks_uri, options);
    if (!elsewhere) return elsewhere.error();
    if (!elsewhere->keys || !elsewhere->keys->issuer.empty()) {
        return refused("INVALID_DID_DOCUMENT", "What stands at \"jwks_uri\" is not a key set.");
    }
    return elsewhere->keys->set;
}

/// The one key that is meant, or nullptr.
const jose::Jwk* chosen(const jose::JwkSet& set, const NamedKey& named) {
    const auto algorithm = named.algorithm->algorithm;
    if (!named.kid.empty()) {
        const jose::Jwk* key = set.find(named.kid, algorithm);
        return key != nullptr && (named.jwk == nullptr || key->key == *named.jwk) ? key : nullptr;
    }
    const jose::Jwk* only = nullptr;
    for (const jose::Jwk& key : set.keys()) {
        if (!key.may_verify(algorithm) || (named.jwk != nullptr && !(key.key == *named.jwk))) continue;
        if (only != nullptr) return nullptr;
        only = &key;
    }
    return only;
}

}  // namespace

Result<did::VerificationMethod> key_of_metadata(std::string_view issuer, const NamedKey& named,
                                                const KeyLookup& lookup) {
    if (named.algorithm == nullptr) {
        return refused("alg-not-allowed", "The header names no signature algorithm allowed here.", "/alg");
    }
    const auto set = keys_of(issuer, lookup);
    if (!set) return set.error();
    const jose::Jwk* key = chosen(*set, named);
    if (key == nullptr && named.jwk != nullptr) {
        return refused("key-not-of-issuer", "The key in the header is none of the issuer's keys.", "/jwk");
    }
    if (key == nullptr) return refused("key-not-named", "The issuer's metadata have no such key.", "/kid");
    return did::VerificationMethod{
        std::string(issuer) + "#" + key->kid, "JsonWebKey", std::string(issuer), key->key, {}, {}};
}

}  // namespace blason::vc::jwt
