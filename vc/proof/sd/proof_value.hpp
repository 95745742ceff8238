// The two kinds of ecdsa-sd-2023 proof values: what the issuer gives to the holder, and what the holder shows (VC-DI-
// ECDSA sections 3.5.2 to 3.5.8).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "vc/proof/sd/select.hpp"

namespace blason::vc::proof::sd {

/// For the holder only: with it everything can be disclosed.
struct BaseProofValue {
    Bytes base_signature;           ///< by the issuer's key, 64 bytes
    Bytes public_key;               ///< of this proof alone: multicodec and compressed P-256 point, 35 bytes
    Bytes hmac_key;                 ///< 32 bytes
    std::vector<Bytes> signatures;  ///< one for each statement that is not mandatory, 64 bytes each
    Pointers mandatory;
};

/// For verifiers.
struct DerivedProofValue {
    Bytes base_signature;
    Bytes public_key;
    std::vector<Bytes> signatures;                       ///< of the statements that are disclosed and not mandatory
    std::vector<std::pair<std::int64_t, Bytes>> labels;  ///< N of "c14nN" in what is disclosed -> HMAC, 32 bytes
    std::vector<std::int64_t> mandatory;                 ///< indexes of the mandatory statements among the disclosed
};

std::string serialize(const BaseProofValue& value);
std::string serialize(const DerivedProofValue& value);

enum class ProofKind { Base, Derived, Neither };
/// By the first letter and the three bytes of the header.
ProofKind kind_of(std::string_view proof_value);

/// Every size is checked, and that public_key is a point of the curve. The standard's text speaks of keys of 36 bytes;
/// its algorithm and its vectors make 35. Error "proof-value-malformed".
Result<BaseProofValue> parse_base(std::string_view proof_value);
Result<DerivedProofValue> parse_derived(std::string_view proof_value);

}  // namespace blason::vc::proof::sd
