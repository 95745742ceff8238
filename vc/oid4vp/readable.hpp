// What a verifier can read (OpenID4VP 1.0 Appendix B, `vp_formats_supported`), seen against one credential of a wallet
// and the key that shows it.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/key_type.hpp"
#include "engine/json/value.hpp"
#include "vc/format_identifier.hpp"

namespace blason::vc::oid4vp {

/// Whether the verifier reads the credential `text`, which is of `format`, and what a key of the type `holder` signs
/// around it; without `holder` only the first is asked. `formats`: what it says; empty: it reads everything. A list
/// that it does not give limits nothing (B.1.3.1.3, B.1.3.2.3, B.3.4).
bool can_read(const json::Object& formats, FormatIdentifier format, std::string_view text,
              std::optional<crypto::KeyType> holder);

/// The first of our cryptosuites for a key of this type, in a presentation, that the verifier takes; empty: none.
std::string_view presentation_suite(const json::Object& formats, crypto::KeyType holder);

}  // namespace blason::vc::oid4vp
