// The reader's side: digests become the parts that were disclosed (RFC 9901 section 7.1 step 3).
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/sdjwt/disclosure.hpp"

namespace blason::sdjwt {

struct RevealLimits {
    std::size_t max_disclosures = 256;
    std::size_t max_depth = 8;  ///< disclosures inside disclosures
};

/// Of each array that has lost elements, by its pointer into the payload: where those that are left stood. Decoys
/// count, as nobody but the issuer knows them.
using Positions = std::map<std::string, std::vector<std::size_t>, std::less<>>;

struct Revealed {
    json::Object payload;             ///< as it was before anything was concealed, as far as it was disclosed
    std::vector<std::string> places;  ///< pointer into `payload` of each disclosure, in their order
    crypto::HashAlgorithm hash = crypto::HashAlgorithm::Sha256;
    Positions positions{};
};

/// Digests without a disclosure (decoys, or what the holder keeps back) leave nothing behind. Errors:
/// "sd-alg-unsupported" (`_sd_alg`), "sd-malformed" (`_sd`, `...` or `_sd_alg` where or as they must not be),
/// "sd-digest-repeated", "sd-disclosure-repeated", "sd-disclosure-unused", "sd-disclosure-kind" (a member where an
/// element belongs, or the reverse), "sd-claim-collision" (a member that is there already), "sd-too-many" (kind
/// TooLarge: limits).
Result<Revealed> reveal(json::Object payload, std::span<const Disclosure> disclosures, const RevealLimits& limits = {});

}  // namespace blason::sdjwt
