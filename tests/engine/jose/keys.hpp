// Test keys and ways to build what an attacker would send.
#pragma once

#include <fmt/format.h>

#include "engine/crypto/private_key.hpp"
#include "engine/jose/jwk_set.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/base64url.hpp"

namespace blason::jose::test {

struct Pair {
    std::unique_ptr<crypto::Signer> signer;
    Jwk jwk;
};

inline Pair test_pair(crypto::KeyType type) {
    auto key = *crypto::generate_key(type, crypto::system_random());
    Jwk jwk{key.public_key, "test", {}, {}, {}};
    return {*crypto::make_signer(std::move(key)), std::move(jwk)};
}

inline std::string encoded(std::string_view text) {
    return text::base64url_encode(as_bytes(text));
}

/// A compact JWS over exactly these texts, signed truly.
inline std::string signed_text(const Pair& pair, crypto::SignatureAlgorithm algorithm, std::string_view header,
                               std::string_view payload) {
    const auto input = fmt::format("{}.{}", encoded(header), encoded(payload));
    return fmt::format("{}.{}", input, text::base64url_encode(*pair.signer->sign_with(algorithm, as_bytes(input))));
}

inline json::Object object(std::string_view text) {
    return json::parse(text)->as_object();
}

}  // namespace blason::jose::test
