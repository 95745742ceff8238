// did:webvh 1.0, "Method-Specific Identifier" and "The DID to HTTPS Transformation".
#pragma once

#include <string>
#include <string_view>

#include "did/did.hpp"
#include "did/web_place.hpp"

namespace blason::did::webvh {

/// A did:webvh taken apart.
struct Location {
    std::string scid;  ///< the self-certifying identifier: hash of the first log entry
    WebPlace place;

    [[nodiscard]] std::string log_url() const { return place.file("did.jsonl"); }
    [[nodiscard]] std::string witness_url() const { return place.file("did-witness.json"); }
};

/// "SCID:example.org%3A8443:a:b". International names stand in the identifier in their ASCII form. Error "INVALID_DID":
/// the SCID is not 46 characters of base58, the host has one label only, and those of parse_web_place.
Result<Location> locate(std::string_view specific_id);
Result<Location> locate(const Did& did);

/// Whether the text is the SHA-256 multihash in base58 that an SCID is.
bool is_scid(std::string_view text);

}  // namespace blason::did::webvh
