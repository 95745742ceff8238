// What clients show of themselves: DPoP proofs, assertions, attestations, authorization_details. The input is taken as
// the token itself, and as claims under a good signature, so that what is checked after it is reached, too.
#include "engine/crypto/private_key.hpp"
#include "engine/jose/dpop.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/fuzz/input.hpp"
#include "wallet-server/service/oauth/authorization_details.hpp"
#include "wallet-server/service/oauth/client_assertion.hpp"
#include "wallet-server/service/oauth/client_attestation.hpp"

using namespace blason;
using namespace blason::service;

namespace {

constexpr Instant kNow{1'800'000'000, 0};
constexpr const char* kUrl = "https://as.example/token";

const crypto::Signer& signer() {
    static const auto key =
        *crypto::make_signer(*crypto::private_key_from_bytes(crypto::KeyType::Ed25519, Bytes(32, 7)));  // a test key
    return *key;
}

json::Object key_set() {
    return {{"keys", json::Array{signer().public_key().jwk()}}};
}

std::string signed_claims(std::string_view claims, const char* type) {
    json::Object header{{"typ", type}, {"jwk", signer().public_key().jwk()}};
    return *jose::sign_compact(signer(), crypto::SignatureAlgorithm::EdDsa, header, as_bytes(claims));
}

void dpop(std::string_view claims, std::string_view proof) {
    const auto checked = jose::check_dpop(proof, {"POST", kUrl, "token"}, kNow);
    if (!checked) return fuzz::require(checked.error().code == "invalid_dpop_proof");
    const auto value = json::parse(claims);
    fuzz::require(value && json::text_view(*value, "htm") == "POST" && !json::text_view(*value, "jti").empty());
    fuzz::require(checked->issued.seconds >= kNow.seconds - 60 && checked->issued.seconds <= kNow.seconds + 60);
}

void assertion(std::string_view claims, std::string_view token) {
    static const oauth::Client client = [] {
        oauth::Client made{"org", "client", {}, {}};
        made.metadata.jwks = key_set();
        return made;
    }();
    const std::string audiences[] = {"https://as.example", kUrl};
    const auto checked = oauth::check_client_assertion(token, client, audiences, kNow);
    if (!checked) return fuzz::require(checked.error().code == "invalid_client");
    const auto value = json::parse(claims);
    fuzz::require(value && json::text_view(*value, "sub") == "client" && json::text_view(*value, "iss") == "client");
    fuzz::require(oauth::claimed_client(token) == "client" && checked->id == json::text_view(*value, "jti"));
}

void attestation(const std::string& token) {
    static const oauth::WalletProviders providers{{"https://provider.example", *jose::JwkSet::from_json(key_set())}};
    const auto checked = oauth::check_attestation({token, token}, providers, "https://as.example", kNow);
    if (!checked) fuzz::require(checked.error().code == "invalid_client_attestation");
}

void details(std::string_view text) {
    const auto read = oauth::parse_authorization_details(text);
    if (!read) return fuzz::require(read.error().code == "invalid_authorization_details");
    const auto stored = oauth::to_text(*read);
    fuzz::require(oauth::to_text(oauth::details_from_text(stored)) == stored);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text(data, size);
    dpop({}, text);
    assertion({}, text);
    attestation(std::string(text));
    details(text);
    if (size > 4096) return 0;
    dpop(text, signed_claims(text, "dpop+jwt"));
    assertion(text, signed_claims(text, "JWT"));
    attestation(signed_claims(text, "oauth-client-attestation+jwt"));
    return 0;
}
