#include "vc/jwt/sign.hpp"

#include "engine/jose/jws.hpp"
#include "engine/json/serialize.hpp"
#include "vc/jwt/claims.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"

namespace blason::vc::jwt {

namespace {

using model::text_value;

/// What a presentation adds: who presents, to whom, and why now.
json::Object presentation_claims(const json::Value& presentation, const SignOptions& options) {
    json::Object claims;
    const json::Value* holder = json::find(presentation, "holder");
    const auto id = holder == nullptr ? std::nullopt : model::id_of(*holder);
    if (id) claims.emplace("iss", text_value(*id));
    if (options.domain) claims.emplace("aud", text_value(*options.domain));
    if (options.challenge) claims.emplace("nonce", text_value(*options.challenge));
    claims.emplace("iat", options.created.seconds);
    return claims;
}

/// VC-JOSE-COSE section 3.1: the type says what is inside. Open Badges 3.0 section 8.2.1 knows only "JWT".
std::string_view type_of(const json::Value& document, bool credential) {
    if (!credential) return "vp+jwt";
    return openbadges::is_openbadges_credential(document) ? "JWT" : "vc+jwt";
}

json::Object header_of(const json::Value& document, bool credential, const crypto::PublicKey& key,
                       crypto::SignatureAlgorithm algorithm, std::string_view method) {
    const std::string_view type = type_of(document, credential);
    json::Object header{{"typ", json::key(type)}};
    const bool of_openbadges =
        algorithm == crypto::SignatureAlgorithm::Rs256 || algorithm == crypto::SignatureAlgorithm::Es256;
    if (type == "JWT" && of_openbadges && method.starts_with("did:key:")) {
        header.emplace("jwk", key.jwk());
    } else {
        header.emplace("kid", text_value(method));
    }
    return header;
}

}  // namespace

Result<crypto::SignatureAlgorithm> algorithm_of(const crypto::Signer& signer,
                                                std::optional<crypto::SignatureAlgorithm> wanted) {
    if (wanted) {
        const auto& row = crypto::info(*wanted);
        if (row.key_type == signer.public_key().type()) return *wanted;
        return Error{"key-alg-mismatch", "The key does not sign as " + std::string(row.name) + ".", "",
                     ErrorKind::Usage};
    }
    const auto algorithm = crypto::usual_algorithm(signer.public_key().type());
    if (!algorithm) return Error{"key-unsupported", "A key of this type does not sign.", "", ErrorKind::Usage};
    return *algorithm;
}

Result<std::string> sign(const json::Value& document, const crypto::Signer& signer, const SignOptions& options) {
    const auto algorithm = algorithm_of(signer, options.algorithm);
    if (!algorithm) return algorithm.error();
    const json::Object& members = document.as_object();
    if (const auto free = check_names(members); !free) return free.error();
    const bool credential = options.purpose == did::Purpose::AssertionMethod;
    const json::Object claims =
        credential ? claims_of(document, Format::Jwt, options.created) : presentation_claims(document, options);
    const json::Object header =
        header_of(document, credential, signer.public_key(), *algorithm, options.verification_method);
    return jose::sign_compact(signer, *algorithm, header, as_bytes(json::serialize(members, claims)));
}

}  // namespace blason::vc::jwt
