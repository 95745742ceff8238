// What a holder gets from an issuer, before it is kept.
#pragma once

#include <string_view>

#include "vc/verify.hpp"

namespace blason::vc {

/// As verify; of a credential with a base proof of ecdsa-sd-2023, which is the holder's alone and is refused everywhere
/// else, what can be derived from it is verified: all of it. The report's credential has that derived proof.
Result<Report> verify_received(std::string_view text, const VerifyOptions& options, const Environment& environment);
Result<Report> verify_received(const json::Value& document, const VerifyOptions& options,
                               const Environment& environment);

/// The text as a verifier takes it: with the proof derived from a base proof in its place, all revealed. Anything else,
/// tokens too, stays as it is to the byte. Errors of shown_whole.
Result<std::string> as_verifiers_take_it(std::string_view text, const Environment& environment);

}  // namespace blason::vc
