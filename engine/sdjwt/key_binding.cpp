#include "engine/sdjwt/key_binding.hpp"

#include "engine/jose/jwt.hpp"
#include "engine/sdjwt/disclosure.hpp"

namespace blason::sdjwt {

namespace {

constexpr std::string_view kType = "kb+jwt";

json::Value text_value(std::string_view text) {
    return json::String(text.data(), text.size());
}

}  // namespace

Result<std::string> make_key_binding(std::string_view bound, const KeyBindingClaims& claims, crypto::HashAlgorithm hash,
                                     const crypto::Signer& signer) {
    const auto algorithm = crypto::usual_algorithm(signer.public_key().type());
    if (!algorithm) return Error{"key-unsupported", "A key of this type does not sign.", "", ErrorKind::Usage};
    json::Object payload;
    payload.emplace("iat", claims.created.seconds);
    payload.emplace("aud", text_value(claims.audience));
    payload.emplace("nonce", text_value(claims.nonce));
    payload.emplace("sd_hash", digest(bound, hash));
    if (claims.further != nullptr) {
        for (const auto& claim : *claims.further) payload.insert(claim);
    }
    return jose::sign_jwt(signer, *algorithm, kType, "", payload);
}

Result<json::Object> verify_key_binding(std::string_view key_binding, std::string_view bound,
                                        crypto::HashAlgorithm hash, const jose::Jwk& key, Instant now) {
    const auto jws = jose::parse_compact(key_binding);
    if (!jws) return jws.error();
    if (!jose::same_media_type(jws->typ(), kType))
        return refused("jwt-typ", "This is a token of another kind.", "/typ");
    if (auto good = jose::verify(*jws, key); !good) return std::move(good).error();
    auto claims = jose::parse_claims(jws->payload);
    if (!claims) return claims;
    for (const char* name : {"nonce", "aud", "sd_hash"}) {
        const json::Value* claim = json::find(*claims, name);
        if (claim != nullptr && claim->is_string()) continue;
        return refused("kb-claims", "The key binding needs the texts nonce, aud and sd_hash.", "/" + std::string(name));
    }
    if (json::find(*claims, "iat") == nullptr) return refused("kb-claims", "The key binding is not dated.", "/iat");
    if (json::view(claims->at("sd_hash")) != digest(bound, hash)) {
        return refused("kb-hash", "The holder has signed other disclosures than these.", "/sd_hash");
    }
    const double age = static_cast<double>(now.seconds) - claims->at("iat").to_number<double>();
    if (age > static_cast<double>(kMaxAge) || age < -static_cast<double>(kClockSkew)) {
        return refused("kb-time", "The key binding was not made just now.", "/iat");
    }
    if (auto times = jose::check_times(*claims, now, kClockSkew); !times) return std::move(times).error();
    return claims;
}

}  // namespace blason::sdjwt
