// The issuer's side: parts of a payload become digests (RFC 9901 sections 4.2 and 4.2.7).
#pragma once

#include <string>
#include <vector>

#include "engine/sdjwt/disclosure.hpp"

namespace blason::sdjwt {

/// Both live where the payload they were made of does.
struct Concealed {
    json::Object payload;  ///< with `_sd`, `...` and `_sd_alg`
    std::vector<Disclosure> disclosures;
};

struct ConcealOptions {
    crypto::HashAlgorithm hash = crypto::HashAlgorithm::Sha256;
    std::size_t decoys = 0;  ///< digests of nothing in each object and array that has digests
};

/// `pointers` (RFC 6901) name the members and array elements that the holder may keep to themselves. One below another
/// gives a disclosure inside a disclosure. Digests of an object are in the order of their text, which says nothing.
/// Errors with the pointer: "json-pointer-syntax", "sd-pointer-not-found", "sd-reserved-name" (the payload has `_sd`,
/// `_sd_alg` or `...` already).
Result<Concealed> conceal(json::Object payload, const std::vector<std::string>& pointers, const ConcealOptions& options,
                          crypto::Random& random);

}  // namespace blason::sdjwt
