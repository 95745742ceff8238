// Requests that are as they should be, for tests to spoil.
#pragma once

#include <string>
#include <string_view>

#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/value.hpp"
#include "vc/oid4vp/request.hpp"

namespace blason::vc::oid4vp::test {

inline constexpr std::string_view kAddress = "https://verifier.example/answers/1";

inline json::Object object(std::string_view text) {
    return json::parse(text)->as_object();
}

/// Unsigned, of a verifier that is known by its address only.
inline json::Object request() {
    return object(R"({"response_type": "vp_token", "client_id": "redirect_uri:https://verifier.example/answers/1",
        "response_mode": "direct_post", "response_uri": "https://verifier.example/answers/1",
        "nonce": "n-0S6_WzA2Mj-0123456789", "state": "s-1",
        "dcql_query": {"credentials": [{"id": "badge", "format": "dc+sd-jwt", "meta": {}}]}})");
}

/// The code of the refusal and its place; empty when it is taken.
inline std::string refusal(const json::Object& parameters, Carried carried = Carried::InLink) {
    const auto read = read_request(parameters, carried);
    return read ? "" : read.error().code + " " + read.error().pointer;
}
inline std::string wish_refusal(const json::Object& parameters, const WishRules& rules = {}) {
    const auto read = read_request(parameters, Carried::InLink);
    if (!read) return "unread: " + read.error().code + " " + read.error().pointer;
    const auto wish = read_wish(*read, rules);
    return wish ? "" : wish.error().code + " " + wish.error().pointer;
}

/// Test keys: of the same few bytes each time.
inline std::unique_ptr<crypto::Signer> test_signer(crypto::KeyType type, std::uint8_t seed = 7) {
    return *crypto::make_signer(*crypto::private_key_from_bytes(type, Bytes(crypto::info(type).secret_size, seed)));
}

}  // namespace blason::vc::oid4vp::test
