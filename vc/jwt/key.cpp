#include "vc/jwt/key.hpp"

#include <algorithm>
#include <optional>

#include "engine/crypto/signature_algorithm.hpp"
#include "engine/jose/jwk_set.hpp"
#include "vc/jwt/issuer_metadata.hpp"
#include "vc/proof/verify.hpp"

namespace blason::vc::jwt {

namespace {

bool is_web(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://");
}
bool is_absolute(std::string_view url) {
    return url.starts_with("did:") || is_web(url);
}

/// Where the keys of a party were looked for and none stands.
bool has_none(const Error& error) {
    return error.code == "NOT_FOUND" || error.code == "INVALID_DID_DOCUMENT";
}

/// What the resolver says, in terms of the header. A method or host we cannot ask says nothing about the key.
Error in_header(Error error, std::string_view pointer) {
    const bool unknown = error.kind == ErrorKind::Unavailable || error.code == "METHOD_NOT_SUPPORTED";
    return Error{proof::kebab_case(error.code), "The key is not known: " + error.detail, std::string(pointer),
                 unknown ? ErrorKind::Unavailable : ErrorKind::Refused};
}

/// What the header says about the key.
struct Asked {
    std::string_view kid;
    std::optional<jose::Jwk> jwk;
    const crypto::SignatureAlgorithmInfo* algorithm;
};

Result<Asked> read_header(const json::Object& header) {
    const json::Value* kid = json::find(header, "kid");
    if (kid != nullptr && !kid->is_string()) return malformed("jose-header", "\"kid\" must be a text.", "/kid");
    const json::Value* alg = json::find(header, "alg");
    Asked asked{kid == nullptr ? std::string_view() : json::view(*kid), std::nullopt,
                alg != nullptr && alg->is_string() ? crypto::find_signature_algorithm(json::view(*alg)) : nullptr};
    const json::Value* embedded = json::find(header, "jwk");
    if (embedded == nullptr) return asked;
    if (!embedded->is_object()) return malformed("jwk-malformed", "\"jwk\" must be an object.", "/jwk");
    auto read = jose::parse_jwk(embedded->get_object());
    if (!read) return Error{read.error().code, read.error().detail, "/jwk" + read.error().pointer};
    asked.jwk = std::move(*read);
    return asked;
}

Error alg_not_allowed() {
    return refused("alg-not-allowed", "The header names no signature algorithm allowed here.", "/alg");
}

/// Open Badges 3.0 section 8.2: the URL answers the key itself, or a set that has it.
Result<did::VerificationMethod> alone(const jose::JwkSet& set, std::string_view url, const Asked& asked) {
    if (asked.algorithm == nullptr) return alg_not_allowed();
    const jose::Jwk* key = did::named_key(set, url, asked.algorithm->algorithm);
    if (key != nullptr) return did::VerificationMethod{std::string(url), "JsonWebKey", {}, key->key, {}, {}};
    if (set.keys().size() == 1 && !set.keys().front().may_verify(asked.algorithm->algorithm)) {
        return refused("key-alg-mismatch", "The key at \"kid\" is not for this algorithm.", "/alg");
    }
    return refused("key-not-named", "What stands at \"kid\" has no one key of this name for this algorithm.", "/kid");
}

Result<did::VerificationMethod> by_url(std::string_view url, const Asked& asked, const KeyLookup& lookup) {
    if (is_web(url)) {
        const auto found =
            lookup.resolver.resolve(url.substr(0, url.find('#')), {.now = lookup.now, .version = {}, .json = false});
        if (!found) return in_header(found.error(), "/kid");
        if (found->keys && found->keys->issuer.empty()) return alone(found->keys->set, url, asked);
    }
    auto method = did::retrieve_verification_method(lookup.resolver, url, lookup.purpose,
                                                    {.now = lookup.now, .version = {}}, lookup.signed_at);
    if (!method) return in_header(std::move(method).error(), "/kid");
    return method;
}

/// The method of the party's document that `wanted` accepts; nothing when there is none, or more than one key. Errors
/// are those of the resolver.
template <typename Wanted>
Result<std::optional<did::VerificationMethod>> only_method(std::string_view party, const KeyLookup& lookup,
                                                           const Wanted& wanted) {
    const did::ResolveOptions options{.now = lookup.now, .version = {}};
    const auto resolution = lookup.resolver.resolve(party, options);
    if (!resolution) return resolution.error();
    if (resolution->metadata.deactivated) {
        return refused("INVALID_VERIFICATION_METHOD", std::string(party) + " is deactivated.");
    }
    const did::VerificationMethod* found = nullptr;
    for (const did::VerificationMethod& method : resolution->document.methods) {
        if (!resolution->document.allows(lookup.purpose, method.id) || !wanted(method)) continue;
        if (found != nullptr && !(found->key == method.key)) return std::optional<did::VerificationMethod>();
        if (found == nullptr) found = &method;
    }
    if (found == nullptr) return std::optional<did::VerificationMethod>();
    // Also asks whether it has expired.
    auto method =
        did::retrieve_verification_method(lookup.resolver, found->id, lookup.purpose, options, lookup.signed_at);
    if (!method) return std::move(method).error();
    return std::optional(std::move(*method));
}

/// A key of the party's own document, which the header names less than fully or not at all.
Result<did::VerificationMethod> in_document_of(std::string_view party, const Asked& asked, const KeyLookup& lookup) {
    if (!asked.kid.empty() && !asked.jwk) {
        const bool fragment = asked.kid.starts_with('#');
        return by_url(std::string(party) + (fragment ? "" : "#") + std::string(asked.kid), asked, lookup);
    }
    if (asked.algorithm == nullptr) return alg_not_allowed();
    const auto none = [&] {
        return asked.jwk ? refused("key-not-of-issuer", "The key in the header is none of the issuer's keys.", "/jwk")
                         : refused("key-not-named", "The token does not say which key it was made with.", "/kid");
    };
    if (!is_absolute(party)) return none();
    auto method = only_method(party, lookup, [&](const did::VerificationMethod& one) {
        return asked.jwk ? one.key == asked.jwk->key : one.jwk().may_verify(asked.algorithm->algorithm);
    });
    if (!method) return in_header(std::move(method).error(), asked.jwk ? "/jwk" : "");
    if (!*method) return none();
    return std::move(**method);
}

/// A key of the party: of its document, or of its metadata, where the standard has them or the document has no key.
Result<did::VerificationMethod> of_party(std::string_view party, const Asked& asked, const KeyLookup& lookup) {
    const auto metadata = did::issuer_metadata_url(party);
    if (!metadata) return in_document_of(party, asked, lookup);
    if (!lookup.issuer_metadata_only) {
        const auto own = lookup.resolver.resolve(party, {.now = lookup.now, .version = {}, .json = false});
        if (!own && !has_none(own.error())) return in_header(own.error(), asked.jwk ? "/jwk" : "/kid");
        if (own && (!own->document.methods.empty() || own->keys)) return in_document_of(party, asked, lookup);
    }
    auto method = key_of_metadata(party, {asked.kid, asked.jwk ? &asked.jwk->key : nullptr, asked.algorithm}, lookup);
    if (!method && !method.error().pointer.starts_with('/')) return in_header(std::move(method).error(), "/kid");
    return method;
}

Result<did::VerificationMethod> find_once(const json::Object& header, std::string_view party, const KeyLookup& lookup) {
    const auto asked = read_header(header);
    if (!asked) return asked.error();
    const bool of_metadata = lookup.issuer_metadata_only && did::issuer_metadata_url(party);
    if (!is_absolute(asked->kid) || of_metadata) return of_party(party, *asked, lookup);
    auto method = by_url(asked->kid, *asked, lookup);
    if (method && asked->jwk && !(asked->jwk->key == method->key)) {
        return refused("jwk-mismatch", "\"kid\" and \"jwk\" are different keys.", "/jwk");
    }
    return method;
}

}  // namespace

bool refresh_keys(const json::Object& header, std::string_view party, const KeyLookup& lookup) {
    const did::ResolveOptions options{.now = lookup.now, .version = {}, .json = false};
    bool any = false;
    const auto refresh = [&](std::string_view identifier) {
        if (is_absolute(identifier) && lookup.resolver.refresh(identifier, options)) any = true;
    };
    const json::Value* kid = json::find(header, "kid");
    if (kid != nullptr && kid->is_string()) refresh(json::view(*kid).substr(0, json::view(*kid).find('#')));
    refresh(party);
    if (const auto metadata = did::issuer_metadata_url(party)) refresh(*metadata);
    return any;
}

Result<did::VerificationMethod> find_key(const json::Object& header, std::string_view party, const KeyLookup& lookup) {
    auto method = find_once(header, party, lookup);
    if (method || method.error().kind == ErrorKind::Unavailable) return method;
    // A key may have been added since its document was fetched.
    return refresh_keys(header, party, lookup) ? find_once(header, party, lookup) : method;
}

Result<bool> owned_by(const did::VerificationMethod& method, std::string_view party, const KeyLookup& lookup) {
    constexpr std::string_view kHttps = "https://";
    const auto origin = [&](std::string_view url) { return url.substr(0, url.find_first_of("/?#", kHttps.size())); };
    if (party.starts_with(kHttps) && method.id.starts_with(kHttps) && origin(method.id) == origin(party)) return true;
    if (!is_absolute(party)) return false;
    const auto listed =
        only_method(party, lookup, [&](const did::VerificationMethod& one) { return one.key == method.key; });
    if (listed) return listed->has_value();
    if (listed.error().kind == ErrorKind::Unavailable) return listed.error();
    return false;
}

}  // namespace blason::vc::jwt
