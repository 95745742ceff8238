// The badges that the certification sends and asks for: recipient conformance@imsglobal.org, signed by a key made for
// this one run.
#pragma once

#include <string>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "vc/environment.hpp"
#include "vc/format.hpp"

namespace blason::conformance {

inline constexpr std::string_view kTestRecipient = "conformance@imsglobal.org";
inline constexpr std::string_view kTestProfile = "https://1edtech.org/issuers/cert";

/// A new badge of a new issuer. `id`: the credential's. Errors of vc::issue.
Result<std::string> test_badge(const std::string& id, vc::Format format, Instant now, crypto::Random& random,
                               const vc::Environment& environment);

/// "urn:uuid:..." of 122 random bits.
std::string random_urn(crypto::Random& random);

}  // namespace blason::conformance
