// Proofs that build on others (VC Data Integrity section 2.1, `previousProof`).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::proof {

/// VC Data Integrity sections 4.3 and 4.6: of all proofs those with these ids, in the order of the ids. What builds on
/// them signs them too: they are its document's `proof`, as an array. Errors with pointer /previousProof:
/// "previous-proof-not-found", "proof-id-repeated".
Result<json::Array> matching_proofs(const std::vector<const json::Value*>& proofs,
                                    std::span<const std::string_view> ids);

/// Whether `proof` has one of the ids in `previous`, the value of a `previousProof`.
bool is_named(const json::Value& previous, const json::Value& proof);

}  // namespace blason::vc::proof
