// Which key a token was made with: found in the documents of its issuer or holder, never believed because the token
// says so.
#pragma once

#include <optional>
#include <string_view>

#include "did/resolver.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::jwt {

struct KeyLookup {
    did::Resolver& resolver;
    did::Purpose purpose;
    Instant now;
    std::optional<Instant> signed_at{};  ///< when the token says it was made: a key revoked later counts
    bool issuer_metadata_only = false;   ///< SD-JWT VC: the keys of an https issuer are those of its metadata
};

/// VC-JOSE-COSE section 4, Open Badges 3.0 section 8.2.4. In this order:
/// - `kid`, a DID URL or http(s) URL: that verification method, or the key that stands there alone (JWK, JWK Set);
///   otherwise a fragment of `party`'s document;
/// - `jwk`: the verification method of `party` that has this key; the header only says which of them it is;
/// - neither: the one key of `party` that may sign with the header's algorithm.
/// The keys of a party with an https URL are those of its document, or, where that has none, of its JWT VC issuer
/// metadata (SD-JWT VC). `x5c`, `x5u` and `jku` are never looked at. `party`: the id of the issuer or holder; may be
/// empty.
/// A key that stands alone says not whose it is: the answer has an empty controller then, and `owned_by` asks.
/// Errors, pointer into the header: those of the resolver in kebab-case (kind Unavailable where nothing is known),
/// "key-not-named" (none of the three leads to one key), "key-not-of-issuer" (`jwk`), "jwk-mismatch" (`kid` and `jwk`
/// are different keys), "key-alg-mismatch", "issuer-metadata-mismatch" (they are of another issuer), those of
/// jose::parse_jwk.
Result<did::VerificationMethod> find_key(const json::Object& header, std::string_view party, const KeyLookup& lookup);

/// What is remembered of the documents that find_key looks into is asked for again (did::Resolver::refresh). False:
/// there is nothing remembered.
bool refresh_keys(const json::Object& header, std::string_view party, const KeyLookup& lookup);

/// Whether a key that was published alone is `party`'s: it stands at the same origin as the party's own https URL, or
/// the party's document lists the same key. An Error of kind Unavailable: the party could not be asked.
Result<bool> owned_by(const did::VerificationMethod& method, std::string_view party, const KeyLookup& lookup);

}  // namespace blason::vc::jwt
