// What a proof says, read strictly before anything is computed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "did/document.hpp"
#include "engine/base/bytes.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/proof/suite.hpp"

namespace blason::vc::proof {

/// Views into the proof, which must outlive it.
struct Fields {
    const Suite* suite;
    crypto::KeyType key;  ///< of the suite's key types, the one that makes signatures of this size
    std::string_view verification_method;
    Bytes signature;                         ///< of a suite without selective disclosure
    std::string_view proof_value;            ///< as it is written
    std::vector<std::string_view> previous;  ///< ids of the proofs this one builds on
    std::optional<Instant> created;
};

/// A proof may be made by a clock that is a little ahead of ours, in seconds.
inline constexpr std::int64_t kClockSkew = 300;

/// VC Data Integrity section 4.3. `purpose` is what the proof must be for, `now` judges `created` and `expires`.
/// Errors point into the proof: "not-an-object", "proof-type-missing", "cryptosuite-missing", "proof-purpose-missing",
/// "proof-purpose-mismatch", "verification-method-missing", "invalid-verification-method", "invalid-date",
/// "proof-from-the-future", "proof-expired", "proof-value-missing", "proof-value-malformed",
/// "previous-proof-malformed"; with selective disclosure
/// "base-proof" (the holder has shown what is theirs alone) and "previous-proof-unsupported"; of kind Unavailable,
/// because nothing is known about such a proof: "cryptosuite-unknown".
Result<Fields> read_fields(const json::Value& proof, did::Purpose purpose, Instant now);

}  // namespace blason::vc::proof
