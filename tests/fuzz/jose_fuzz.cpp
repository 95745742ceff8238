// JWS, JWT, JWE and JWK from anybody: no input crashes, and what is read once is read the same again.
#include "engine/jose/jwe.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

namespace {

const jose::Jwk& test_key() {
    static const jose::Jwk key{
        crypto::private_key_from_bytes(crypto::KeyType::Ed25519, Bytes(32, 7))->public_key, {}, {}, {}, {}};
    return key;
}

const crypto::KeyAgreement& test_agreement() {
    static const auto agreement =
        *crypto::make_key_agreement(*crypto::private_key_from_bytes(crypto::KeyType::P256, Bytes(32, 7)));
    return *agreement;
}

void check_jws(const jose::Jws& jws) {
    // Nobody has signed with this key.
    fuzz::require(!jose::verify_jwt(jws, test_key(), {.now = {1'800'000'000, 0}}));
    static_cast<void>(jws.kid());
    static_cast<void>(jws.typ());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text(data, size);
    if (const auto jws = jose::parse_compact(input)) {
        // One text, one reading: the strict base64url writes the same text again.
        fuzz::require(input.starts_with(jws->signing_input));
        check_jws(*jws);
    }
    if (const auto jws = jose::parse_detached(input, as_bytes("payload"))) check_jws(*jws);
    static_cast<void>(jose::parse_claims({data, size}));
    fuzz::require(!jose::decrypt_compact(input, test_agreement()) || input.size() > 100);
    static_cast<void>(jose::JwkSet::parse(input));
    if (const auto value = json::parse(input)) {
        if (const auto signatures = jose::parse_json(*value)) {
            for (const auto& jws : *signatures) check_jws(jws);
        }
        if (value->is_object()) static_cast<void>(jose::parse_jwk(value->get_object()));
        static_cast<void>(jose::JwkSet::from_json(*value));
    }
    return 0;
}
