// Keys, secured credentials and reports for the tests of issuing and verifying.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "did/did_key.hpp"
#include "engine/base/instant.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/environment.hpp"
#include "tests/vc/samples.hpp"
#include "vc/issue.hpp"
#include "vc/secure.hpp"
#include "vc/verify.hpp"

namespace blason::test {

inline Instant instant(std::string_view text) {
    return parse_instant(text).value();
}

inline vc::Environment environment() {
    static TestEnvironment shared;
    return shared.get();
}

/// Test keys, made from their number: never used for anything else.
inline const crypto::Signer& key(std::uint8_t number) {
    static std::map<std::uint8_t, std::unique_ptr<crypto::Signer>> keys;
    auto& signer = keys[number];
    if (!signer) {
        std::array<std::uint8_t, 32> seed{};
        seed.fill(number);
        auto private_key = crypto::private_key_from_bytes(crypto::KeyType::Ed25519, seed);
        if (!private_key) throw std::runtime_error(private_key.error().code);
        signer = std::move(*crypto::make_signer(std::move(*private_key)));
    }
    return *signer;
}

/// A test key of that type, made from a number.
inline std::unique_ptr<crypto::Signer> test_key(crypto::KeyType type, std::uint8_t number) {
    const Bytes secret(crypto::info(type).secret_size, number);
    auto key = crypto::private_key_from_bytes(type, secret);
    if (!key) throw std::runtime_error(key.error().code);
    return std::move(*crypto::make_signer(std::move(*key)));
}

/// The badge of samples.hpp, issued by the key of that number.
inline json::Value own_badge(std::uint8_t number) {
    json::Value out = badge();
    set(out, "/issuer/id", "\"" + did::did_key(key(number).public_key()) + "\"");
    return out;
}

/// A secured document; the credential's issuer becomes the key.
inline json::Value issued(json::Value credential, std::uint8_t number = 1, std::string_view suite = "eddsa-rdfc-2022") {
    vc::IssueOptions options;
    options.cryptosuite = suite;
    options.created = instant("2025-01-01T00:00:00Z");
    options.set_issuer = true;
    auto secured = vc::issue(std::move(credential), key(number), options, environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(secured->document);
}

/// A badge as somebody else might have signed it: by its key, and without any look at what it says.
inline json::Value signed_unchecked(json::Value credential, std::uint8_t number = 1) {
    set(credential, "/issuer/id", "\"" + did::did_key(key(number).public_key()) + "\"");
    vc::SigningOptions options;
    options.created = instant("2025-01-01T00:00:00Z");
    auto secured = vc::secure(std::move(credential), options, {}, key(number), environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(secured->document);
}

inline vc::VerifyOptions verify_options() {
    vc::VerifyOptions options;
    options.now = instant("2025-06-01T00:00:00Z");
    return options;
}

inline vc::Report verify(std::string_view text, const vc::VerifyOptions& options = verify_options()) {
    return vc::verify(text, options, environment()).operator*();
}
inline vc::Report verify(const json::Value& document, const vc::VerifyOptions& options = verify_options()) {
    return vc::verify(document, options, environment()).operator*();
}

/// A report as people read it when a test fails.
inline std::string show(const vc::Report& report) {
    return json::pretty(to_json(report));
}

/// Whether a report says this of that check at that place.
inline bool has(const vc::Report& report, std::string_view name, vc::Outcome outcome, std::string_view code,
                std::string_view pointer) {
    return std::any_of(report.checks.begin(), report.checks.end(), [&](const vc::Check& check) {
        return check.name == name && check.outcome == outcome && check.code == code && check.pointer == pointer;
    });
}

}  // namespace blason::test
