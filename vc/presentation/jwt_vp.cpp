#include "vc/presentation/jwt_vp.hpp"

#include "did/did_key.hpp"
#include "engine/jose/jwt.hpp"
#include "vc/jwt/sign.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::presentation {

Result<std::string> sign_jwt_vp(std::string_view credential, const crypto::Signer& holder,
                                const PresentOptions& options) {
    using model::text_value;
    const auto algorithm = jwt::algorithm_of(holder, options.algorithm);
    if (!algorithm) return algorithm.error();
    const std::string own = did::did_key(holder.public_key());
    const std::string& id = options.holder.empty() ? own : options.holder;
    if (id != own && options.verification_method.empty()) {
        return refused("holder-key-mismatch",
                       "The holder is not the owner of this key; name a verification method of theirs.");
    }
    const std::string method =
        options.verification_method.empty() ? did::did_key_method(holder.public_key()) : options.verification_method;
    json::Object claims{{"iss", text_value(id)}, {"iat", options.created.seconds}, {"nbf", options.created.seconds}};
    if (options.domain) claims.emplace("aud", text_value(*options.domain));
    if (options.challenge) claims.emplace("nonce", text_value(*options.challenge));
    claims.emplace("vp", json::Object{{"@context", json::Array{text_value(model::kContextV1)}},
                                      {"type", json::Array{"VerifiablePresentation"}},
                                      {"holder", text_value(id)},
                                      {"verifiableCredential", json::Array{text_value(credential)}}});
    return jose::sign_jwt(holder, *algorithm, "JWT", method, claims);
}

}  // namespace blason::vc::presentation
