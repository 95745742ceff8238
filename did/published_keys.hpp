// Keys that stand at an http(s) URL without a document around them: a JWK (Open Badges 3.0 section 8.2), a JWK Set
// (RFC 7517 section 5), JWT VC issuer metadata (SD-JWT VC, "JWT VC Issuer Metadata").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/jose/jwk_set.hpp"
#include "engine/json/value.hpp"

namespace blason::did {

struct PublishedKeys {
    jose::JwkSet set;
    std::string
        issuer;  ///< of issuer metadata: whose keys these are; of a key or a set nobody says so, and it is empty
    std::string jwks_uri;  ///< of issuer metadata that has its set elsewhere
};

/// Nothing when `json` is something else. Errors "private-key-in-document" (a private or symmetric key is there for all
/// to see), and with the pointer "INVALID_DID_DOCUMENT": not what its form promises.
Result<std::optional<PublishedKeys>> read_published_keys(const json::Value& json);

/// The key of a set that a URL names: by its fragment or its whole text as `kid`, or because it is the only one that
/// may verify the algorithm. nullptr when it names none.
const jose::Jwk* named_key(const jose::JwkSet& set, std::string_view url, crypto::SignatureAlgorithm algorithm);

/// Where the metadata of an https issuer are: "/.well-known/jwt-vc-issuer" between its host and its path. Nothing for
/// an identifier that can have none.
std::optional<std::string> issuer_metadata_url(std::string_view issuer);

}  // namespace blason::did
