// VCDM 2.0 section 5.3, before a resource is used: whether it is the one that was meant.
#pragma once

#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::model {

/// SHA-2 of what was found at a URL.
struct ResourceDigests {
    Bytes sha256;
    Bytes sha384;
    Bytes sha512;
};
ResourceDigests digests_of(std::string_view resource);

/// To be asked before a resource is used: whether it is what the credential says of that URL, in `relatedResource` or
/// `credentialSchema`. Good where it says nothing. Error "related-resource-digest", pointer to the member.
Result<void> check_integrity(const json::Value& credential, std::string_view url, const ResourceDigests& digests);

}  // namespace blason::vc::model
