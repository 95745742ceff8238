// did:webvh 1.0, "DID Witnesses": others who approve each version before it is published.
#pragma once

#include <cstddef>
#include <string_view>

#include "did/webvh/log.hpp"

namespace blason::did::webvh {

inline constexpr std::size_t kMaxWitnessBytes = 1U << 20U;  ///< of did-witness.json
inline constexpr std::size_t kMaxWitnessProofs = 4096;      ///< proofs looked at in one file

/// Whether any version has to be witnessed.
bool needs_witnesses(const Log& log);

/// "Verifying Witness Proofs During Resolution": `text` is did-witness.json. A version that too few of its witnesses
/// approved, in its own name or in that of a later version of this same log, ends the log there. Proofs that do not
/// fit, and those for versions that are not in the log, count for nothing.
void check_witnesses(Log& log, std::string_view text, Instant now);

}  // namespace blason::did::webvh
