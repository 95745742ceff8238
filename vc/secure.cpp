#include "vc/secure.hpp"

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "vc/jwt/sign.hpp"
#include "vc/proof/create.hpp"
#include "vc/sdjwt/sign.hpp"

namespace blason::vc {

namespace {

std::string method_of(const SigningOptions& options, const crypto::Signer& signer) {
    return options.verification_method.empty() ? did::did_key_method(signer.public_key()) : options.verification_method;
}

Result<Secured> with_proof(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                           const crypto::Signer& signer, const Environment& environment) {
    const proof::Suite* suite = proof::find_suite_to_create(options.cryptosuite);
    if (suite == nullptr) {
        return Error{"cryptosuite-unknown", "There is no cryptographic suite \"" + options.cryptosuite + "\".", "",
                     ErrorKind::Usage};
    }
    const proof::CreateOptions create{signed_for.purpose, method_of(options, signer), options.created,
                                      signed_for.challenge, signed_for.domain};
    const auto added = proof::add_proof(document, *suite, signer, create, environment.jsonld);
    if (!added) return added.error();
    std::string text = json::serialize(document);
    const bool credential = signed_for.purpose == did::Purpose::AssertionMethod;
    return Secured{std::move(document), std::move(text), credential ? "application/vc" : "application/vp"};
}

Result<Secured> as_jwt(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                       const crypto::Signer& signer, const Environment& environment) {
    // A signature over JSON-LD does this on its way; a token would carry words that mean nothing.
    if (auto read = environment.jsonld.expand(document, proof::safe_mode()); !read) return std::move(read).error();
    const jwt::SignOptions sign{signed_for.purpose, method_of(options, signer), options.created, signed_for.challenge,
                                signed_for.domain};
    auto text = jwt::sign(document, signer, sign);
    if (!text) return std::move(text).error();
    const bool credential = signed_for.purpose == did::Purpose::AssertionMethod;
    return Secured{std::move(document), std::move(*text), credential ? "application/vc+jwt" : "application/vp+jwt"};
}

}  // namespace

Result<void> check_unsecured(const json::Value& document, Format format) {
    if (!document.is_object()) return refused("not-an-object", "This must be a JSON object.");
    if (format != Format::Jwt && json::find(document, "proof") != nullptr) {
        return refused("already-secured", "There is a proof already.", "/proof");
    }
    return {};
}

Result<Secured> secure(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                       const crypto::Signer& signer, const Environment& environment) {
    if (options.format == Format::DataIntegrity) {
        return with_proof(std::move(document), options, signed_for, signer, environment);
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
        if (auto read = environment.jsonld.expand(credential, proof::safe_mode()); !read)
            return std::move(read).error();
    }
    const SdJwtOptions& wishes = options.sd_jwt;
    const sdjwt::SignOptions sign{method_of(options, signer), options.created, wishes.disclosable, wishes.decoys,
                                  wishes.holder_key};
    auto made =
        sdjwt::sign(credential, signer, sign, wishes.random == nullptr ? crypto::system_random() : *wishes.random);
    if (!made) return std::move(made).error();
    return Secured{std::move(credential), std::move(made->text), std::move(made->media_type)};
}

}  // namespace blason::vc
