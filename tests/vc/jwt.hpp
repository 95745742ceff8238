// Credentials and presentations as JWT, true and changed, for the tests of tokens.
#pragma once

#include "engine/jose/jwt.hpp"
#include "engine/text/base64url.hpp"
#include "tests/vc/secured.hpp"

namespace blason::test {

inline vc::Secured issued_jwt(json::Value credential, std::uint8_t number = 1) {
    vc::IssueOptions options;
    options.format = vc::Format::Jwt;
    options.created = instant("2025-01-01T00:00:00Z");
    options.set_issuer = true;
    auto secured = vc::issue(std::move(credential), key(number), options, environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(*secured);
}

inline std::string presented_jwt(std::vector<json::Value> credentials, std::uint8_t number = 2) {
    vc::PresentOptions options;
    options.format = vc::Format::Jwt;
    options.created = instant("2025-05-01T00:00:00Z");
    options.challenge = "c-1";
    options.domain = "verifier.example";
    auto secured = vc::present(std::move(credentials), key(number), options, environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return secured->text;
}

inline json::Value part(std::string_view token, std::size_t index) {
    for (; index > 0; --index) token.remove_prefix(token.find('.') + 1);
    return parse(as_text(*text::base64url_decode(token.substr(0, token.find('.')))));
}

/// A character of the signature is another one.
inline std::string changed_at_end(std::string token) {
    char& character = token[token.size() - 9];
    character = character == 'A' ? 'B' : 'A';
    return token;
}

/// Signed truly by the test key of that number, whatever it says.
inline std::string signed_payload(const json::Value& payload, std::uint8_t number = 1, json::Object header = {}) {
    const auto& signer = key(number);
    if (json::find(header, "kid") == nullptr && json::find(header, "jwk") == nullptr) {
        header["kid"] = did::did_key_method(signer.public_key());
    }
    return *jose::sign_compact(signer, crypto::SignatureAlgorithm::EdDsa, header, as_bytes(json::serialize(payload)));
}

}  // namespace blason::test
