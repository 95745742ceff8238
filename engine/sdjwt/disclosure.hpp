// Disclosures (RFC 9901 section 4.2): one part of a payload with its salt, as the text that its digest is of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/random.hpp"
#include "engine/json/value.hpp"

namespace blason::sdjwt {

struct Disclosure {
    std::string text;                 ///< base64url, exactly as it was made: never written again
    std::optional<std::string> name;  ///< of the member; nothing: an element of an array
    json::Value value;
};

inline constexpr std::size_t kMaxDisclosureBytes = 256U << 10U;  ///< of the encoded text
inline constexpr std::size_t kSaltBytes = 16;                    ///< section 9.3

/// Reads `[salt, name, value]` or `[salt, value]`. Errors "sd-disclosure-malformed", "sd-reserved-name" (a member named
/// `_sd` or `...`).
Result<Disclosure> parse_disclosure(std::string_view text);
/// With a salt of its own.
Disclosure make_disclosure(std::optional<std::string> name, json::Value value, crypto::Random& random);

/// `_sd_alg`: "sha-256", "sha-384", "sha-512" (the names of the IANA registry of RFC 9901 section 11.3); nothing for
/// any other, the weak ones included.
std::optional<crypto::HashAlgorithm> find_hash(std::string_view name);
std::string_view name_of(crypto::HashAlgorithm hash);
/// base64url of the hash of a text.
std::string digest(std::string_view text, crypto::HashAlgorithm hash);

}  // namespace blason::sdjwt
