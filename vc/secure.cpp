#include "vc/secure.hpp"

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "vc/add_proofs.hpp"
#include "vc/jwt/sign.hpp"
#include "vc/proof/transform.hpp"
#include "vc/sdjwt/sign.hpp"

namespace blason::vc {

std::string method_of(const SigningOptions& options, const crypto::Signer& signer) {
    return options.verification_method.empty() ? did::did_key_method(signer.public_key()) : options.verification_method;
}

namespace {

Result<Secured> as_jwt(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                       const crypto::Signer& signer, const Environment& environment) {
    // A signature over JSON-LD does this on its way; a token would carry words that mean nothing.
    if (auto read = environment.jsonld.check(document, proof::safe_mode()); !read) return std::move(read).error();
    const jwt::SignOptions sign{signed_for.purpose, method_of(options, signer), options.created, options.challenge,
                                options.domain,     options.algorithm};
    auto text = jwt::sign(document, signer, sign);
    if (!text) return std::move(text).error();
    const bool credential = signed_for.purpose == did::Purpose::AssertionMethod;
    return Secured{std::move(document), std::move(*text), credential ? "application/vc+jwt" : "application/vp+jwt"};
}

}  // namespace

Result<void> check_unsecured(const json::Value& document, const SigningOptions& options) {
    if (!document.is_object()) return refused("not-an-object", "This must be a JSON object.");
    if (auto fits = check_proof_members(options); !fits) return fits;
    if (options.format == Format::Jwt || options.proof.add || json::find(document, "proof") == nullptr) return {};
    return refused("already-secured", "There is a proof already.", "/proof");
}

Result<Secured> secure(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                       const crypto::Signer& signer, const Environment& environment) {
    if (options.format == Format::DataIntegrity) {
        return add_proofs(std::move(document), options, signed_for, signer, environment);
    }
    if (options.format == Format::SdJwt) {
        return Error{"format-not-supported", "A presentation is no SD-JWT; the SD-JWT itself is presented.", "",
                     ErrorKind::Usage};
    }
    return as_jwt(std::move(document), options, signed_for, signer, environment);
}

Result<Secured> secure_sd_jwt(json::Value credential, const IssueOptions& options, const crypto::Signer& signer,
                              const Environment& environment) {
    if (json::find(credential, "@context") != nullptr) {
        if (auto read = environment.jsonld.check(credential, proof::safe_mode()); !read) return std::move(read).error();
    }
    const SdJwtOptions& wishes = options.sd_jwt;
    const sdjwt::SignOptions sign{method_of(options, signer), options.created,  wishes.disclosable, wishes.decoys,
                                  wishes.holder_key,          options.algorithm};
    auto made =
        sdjwt::sign(credential, signer, sign, wishes.random == nullptr ? crypto::system_random() : *wishes.random);
    if (!made) return std::move(made).error();
    return Secured{std::move(credential), std::move(made->text), std::move(made->media_type)};
}

}  // namespace blason::vc
