#include "vc/jwt/key.hpp"

#include <algorithm>
#include <optional>

#include "engine/crypto/signature_algorithm.hpp"
#include "engine/jose/jwk_set.hpp"
#include "vc/proof/verify.hpp"

namespace blason::vc::jwt {

namespace {

bool is_absolute(std::string_view url) {
    return url.starts_with("did:") || url.starts_with("https://") || url.starts_with("http://");
}

/// What the resolver says, in terms of the header. A method or host we cannot ask says nothing about the key.
Error in_header(Error error, std::string_view asked, std::string_view pointer) {
    const bool unknown =
        error.kind == ErrorKind::Unavailable || error.code == "METHOD_NOT_SUPPORTED" || !asked.starts_with("did:");
    return Error{proof::kebab_case(error.code), "The key is not known: " + error.detail, std::string(pointer),
                 unknown ? ErrorKind::Unavailable : ErrorKind::Refused};
}

Result<did::VerificationMethod> by_url(std::string_view url, const KeyLookup& lookup) {
    auto method = did::retrieve_verification_method(lookup.resolver, url, lookup.purpose,
                                                    {.now = lookup.now, .version = {}}, lookup.signed_at);
    if (!method) return in_header(std::move(method).error(), url, "/kid");
    return method;
}

/// The method of the party's document that `wanted` accepts; nothing when there is none or more than one.
template <typename Wanted>
Result<std::optional<did::VerificationMethod>> only_method(std::string_view party, const KeyLookup& lookup,
                                                           std::string_view pointer, const Wanted& wanted) {
    if (!is_absolute(party)) return std::optional<did::VerificationMethod>();
    const auto resolution = lookup.resolver.resolve(party, {.now = lookup.now, .version = {}});
    if (!resolution) return in_header(resolution.error(), party, pointer);
    if (resolution->metadata.deactivated) {
        return refused("invalid-verification-method", std::string(party) + " is deactivated.", std::string(pointer));
    }
    std::optional<std::string> found;
    for (const did::VerificationMethod& method : resolution->document.methods) {
        if (!resolution->document.allows(lookup.purpose, method.id) || !wanted(method.key)) continue;
        if (found) return std::optional<did::VerificationMethod>();
        found = method.id;
    }
    if (!found) return std::optional<did::VerificationMethod>();
    auto method = by_url(*found, lookup);  // also asks whether it has expired
    if (!method) return std::move(method).error();
    return std::optional(std::move(*method));
}

Result<did::VerificationMethod> by_algorithm(const json::Object& header, std::string_view party,
                                             const KeyLookup& lookup) {
    const json::Value* alg = json::find(header, "alg");
    const auto* row = alg != nullptr && alg->is_string() ? crypto::find_signature_algorithm(json::view(*alg)) : nullptr;
    if (row == nullptr)
        return refused("alg-not-allowed", "The header names no signature algorithm allowed here.", "/alg");
    auto method =
        only_method(party, lookup, "", [&](const crypto::PublicKey& key) { return key.type() == row->key_type; });
    if (!method) return std::move(method).error();
    if (!*method) return refused("key-not-named", "The token does not say which key it was made with.", "/kid");
    return std::move(**method);
}

}  // namespace

Result<did::VerificationMethod> find_key(const json::Object& header, std::string_view party, const KeyLookup& lookup) {
    const json::Value* kid = json::find(header, "kid");
    if (kid != nullptr && !kid->is_string()) return malformed("jose-header", "\"kid\" must be a text.", "/kid");
    const json::Value* embedded = json::find(header, "jwk");
    std::optional<jose::Jwk> jwk;
    if (embedded != nullptr) {
        if (!embedded->is_object()) return malformed("jwk-malformed", "\"jwk\" must be an object.", "/jwk");
        auto read = jose::parse_jwk(embedded->get_object());
        if (!read) return Error{read.error().code, read.error().detail, "/jwk" + read.error().pointer};
        jwk = std::move(*read);
    }
    const std::string_view name = kid == nullptr ? std::string_view() : json::view(*kid);
    if (is_absolute(name) || (!name.empty() && !jwk)) {
        const bool fragment = name.starts_with('#');
        auto method = by_url(
            is_absolute(name) ? std::string(name) : std::string(party) + (fragment ? "" : "#") + std::string(name),
            lookup);
        if (method && jwk && !(jwk->key == method->key)) {
            return refused("jwk-mismatch", "\"kid\" and \"jwk\" are different keys.", "/jwk");
        }
        return method;
    }
    if (!jwk) return by_algorithm(header, party, lookup);
    auto method = only_method(party, lookup, "/jwk", [&](const crypto::PublicKey& key) { return key == jwk->key; });
    if (!method) return std::move(method).error();
    if (!*method) return refused("key-not-of-issuer", "The key in the header is none of the issuer's keys.", "/jwk");
    return std::move(**method);
}

}  // namespace blason::vc::jwt
