#include "vc/oid4vci/proof.hpp"

#include <algorithm>
#include <array>

#include "engine/json/serialize.hpp"
#include "vc/jwt/certificate_chain.hpp"
#include "vc/oid4vci/errors.hpp"

namespace blason::vc::oid4vci {
namespace {

constexpr std::int64_t kAhead = 60;
constexpr std::size_t kMaxProof = 32U << 10U;
constexpr std::size_t kMaxKeys = 100;

Error invalid(std::string detail) {
    return refusal(kInvalidProof, std::move(detail));
}

Result<jose::Jws> read_jws(std::string_view text) {
    if (text.size() > kMaxProof) return invalid("This proof is too long.");
    auto jws = jose::parse_compact(text);
    if (!jws) return invalid("This is no signed JWT.");
    return jws;
}

}  // namespace

Result<JwtProof> read_jwt_proof(std::string_view text) {
    auto jws = read_jws(text);
    if (!jws) return std::move(jws).error();
    JwtProof proof;
    proof.jws = std::move(*jws);
    const auto& header = proof.jws.header;
    if (!jose::same_media_type(proof.jws.typ(), kProofJwt))
        return invalid("The type of a proof is openid4vci-proof+jwt.");
    // Neither none nor a MAC is in the table.
    const auto algorithm = proof.jws.algorithm();
    if (!algorithm) return invalid("A proof is signed with an asymmetric algorithm that is known here.");
    proof.algorithm = json::text_of(header, "alg");
    const auto* jwk = json::find(header, "jwk");
    const auto* kid = json::find(header, "kid");
    if (header.contains("trust_chain")) return invalid("Trust chains are not taken.");
    const bool certified = header.contains("x5c");
    if ((jwk != nullptr ? 1 : 0) + (kid != nullptr ? 1 : 0) + (certified ? 1 : 0) != 1)
        return invalid("Exactly one of kid, jwk and x5c says which key it is.");
    if (certified) {
        auto chain = jwt::certificate_chain(header);
        if (!chain) return invalid("x5c is no chain of certificates: " + chain.error().detail);
        proof.jwk = jose::Jwk{chain->front().public_key(), {}, {}, {}, {}};
        proof.certificates = std::move(*chain);
    } else if (jwk != nullptr) {
        if (!jwk->is_object()) return invalid("jwk is an object.");
        auto key = jose::parse_jwk(jwk->get_object());
        if (!key) return invalid("jwk is no public key that is known here.");
        proof.jwk = std::move(*key);
    } else {
        proof.kid = json::text_of(header, "kid");
        if (proof.kid.empty()) return invalid("kid is a text.");
    }
    auto claims = jose::parse_claims(proof.jws.payload);
    if (!claims) return invalid("The claims of this proof cannot be read.");
    proof.claims = std::move(*claims);
    proof.nonce = json::text_of(proof.claims, "nonce");
    proof.issuer = json::text_of(proof.claims, "iss");
    proof.key_attestation = json::text_of(header, "key_attestation");
    if (header.contains("key_attestation") && proof.key_attestation.empty())
        return invalid("key_attestation is a JWT.");
    return proof;
}

Result<void> check_jwt_proof(const JwtProof& proof, const jose::Jwk& key, const ProofRules& rules) {
    if (!jose::verify(proof.jws, key)) return invalid("The signature of this proof is not that of its key.");
    if (!proof.certificates.empty()) {
        if (const auto held = crypto::check_chain(proof.certificates, {}, rules.now); !held)
            return invalid(held.error().detail);
    }
    const auto* audience = json::find(proof.claims, "aud");
    const bool ours = audience != nullptr && jose::is_for(proof.claims, rules.credential_issuer) &&
                      (audience->is_string() || audience->get_array().size() == 1);
    if (!ours) return invalid("The audience of this proof is another issuer.");
    // Appendix F.1: an anonymous wallet has no `iss`.
    if (!proof.issuer.empty() && proof.issuer != rules.client)
        return invalid("The iss of this proof is not the client that asks.");
    const auto* issued = json::find(proof.claims, "iat");
    if (issued == nullptr || !issued->is_number()) return invalid("A proof says when it was made (iat).");
    const auto at =
        issued->is_double() ? static_cast<std::int64_t>(issued->get_double()) : issued->to_number<std::int64_t>();
    if (at < rules.now.seconds - rules.most_seconds_old || at > rules.now.seconds + kAhead)
        return invalid("This proof was not made just now.");
    if (!jose::check_times(proof.claims, rules.now, kAhead)) return invalid("This proof is not valid now.");
    return {};
}

Result<std::string> make_jwt_proof(const crypto::Signer& signer, const NewProof& proof) {
    const auto algorithm = crypto::usual_algorithm(signer.public_key().type());
    if (!algorithm) return Error{"key-unsupported", "A key of this type does not sign.", "", ErrorKind::Usage};
    json::Object header{{"typ", json::key(kProofJwt)}};
    if (proof.kid.empty()) {
        header["jwk"] = signer.public_key().jwk();
    } else {
        header["kid"] = json::key(proof.kid);
    }
    if (!proof.key_attestation.empty()) header["key_attestation"] = json::key(proof.key_attestation);
    json::Object claims{{"aud", json::key(proof.credential_issuer)}, {"iat", proof.now.seconds}};
    if (!proof.client.empty()) claims["iss"] = json::key(proof.client);
    if (!proof.nonce.empty()) claims["nonce"] = json::key(proof.nonce);
    const auto payload = json::serialize(claims);
    return jose::sign_compact(signer, *algorithm, header, as_bytes(payload));
}

Result<KeyAttestation> read_key_attestation(std::string_view text, Instant now, bool expiry_required) {
    auto jws = read_jws(text);
    if (!jws) return std::move(jws).error();
    KeyAttestation attestation;
    attestation.jws = std::move(*jws);
    const auto typ = attestation.jws.typ();
    if (!jose::same_media_type(typ, kKeyAttestation) && !jose::same_media_type(typ, "keyattestation+jwt"))
        return invalid("The type of a key attestation is key-attestation+jwt.");
    if (!attestation.jws.algorithm()) return invalid("A key attestation is signed with an asymmetric algorithm.");
    auto claims = jose::parse_claims(attestation.jws.payload);
    if (!claims) return invalid("The claims of this key attestation cannot be read.");
    attestation.claims = std::move(*claims);
    if (!attestation.claims.contains("iat")) return invalid("A key attestation says when it was made (iat).");
    if (expiry_required && !attestation.claims.contains("exp"))
        return invalid("This key attestation has no end (exp).");
    if (!jose::check_times(attestation.claims, now)) return invalid("This key attestation is not valid now.");
    const auto* keys = json::find(attestation.claims, "attested_keys");
    if (keys == nullptr || !keys->is_array() || keys->get_array().empty() || keys->get_array().size() > kMaxKeys)
        return invalid("A key attestation has 1 to 100 attested_keys.");
    for (const auto& one : keys->get_array()) {
        auto key = one.is_object() ? jose::parse_jwk(one.get_object()) : Result<jose::Jwk>(invalid("not an object"));
        if (!key) return invalid("An attested key is no public key that is known here.");
        const bool twice = std::any_of(attestation.keys.begin(), attestation.keys.end(),
                                       [&](const auto& before) { return before.key == key->key; });
        if (twice) return invalid("A key is attested twice.");
        attestation.keys.push_back(std::move(*key));
    }
    attestation.nonce = json::text_of(attestation.claims, "nonce");
    return attestation;
}

}  // namespace blason::vc::oid4vci
