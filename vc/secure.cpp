#include "vc/secure.hpp"

#include <algorithm>
#include <vector>

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "vc/always_disclosed.hpp"
#include "vc/jwt/sign.hpp"
#include "vc/proof/create.hpp"
#include "vc/sdjwt/sign.hpp"

namespace blason::vc {

namespace {

std::string method_of(const SigningOptions& options, const crypto::Signer& signer) {
    return options.verification_method.empty() ? did::did_key_method(signer.public_key()) : options.verification_method;
}

/// One proof of those that are asked for.
struct Wanted {
    const proof::Suite* suite;
    const crypto::Signer* signer;
    std::string verification_method;

    [[nodiscard]] bool selective() const { return suite->disclosure == proof::Disclosure::Selective; }
};

Result<std::vector<Wanted>> wanted_proofs(const SigningOptions& options, const crypto::Signer& signer) {
    std::vector<Wanted> out;
    const auto want = [&](const std::string& name, const crypto::Signer& by, std::string method) -> Result<void> {
        const proof::Suite* suite = proof::find_suite_to_create(name);
        if (suite == nullptr) {
            return Error{"cryptosuite-unknown", "There is no cryptographic suite \"" + name + "\".", "",
                         ErrorKind::Usage};
        }
        out.push_back({suite, &by, std::move(method)});
        return {};
    };
    if (auto first = want(options.cryptosuite, signer, method_of(options, signer)); !first) {
        return std::move(first).error();
    }
    for (const FurtherProof& further : options.further_proofs) {
        auto next = want(further.cryptosuite, *further.signer, did::did_key_method(further.signer->public_key()));
        if (!next) return std::move(next).error();
    }
    return out;
}

Result<void> check_disclosure(const std::vector<Wanted>& wanted, const SigningOptions& options, did::Purpose purpose) {
    const bool selective = std::ranges::any_of(wanted, [](const Wanted& one) { return one.selective(); });
    if (selective && purpose != did::Purpose::AssertionMethod) {
        return Error{"cryptosuite-not-for-presentations", "A presentation is shown whole; choose another suite.", "",
                     ErrorKind::Usage};
    }
    if (!selective && !options.mandatory_pointers.empty()) {
        return Error{"mandatory-pointers-unused", "Only a suite with selective disclosure has mandatory pointers.", "",
                     ErrorKind::Usage};
    }
    return {};
}

Result<Secured> with_proof(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                           const crypto::Signer& signer, const Environment& environment) {
    const auto wanted = wanted_proofs(options, signer);
    if (!wanted) return wanted.error();
    if (auto fits = check_disclosure(*wanted, options, signed_for.purpose); !fits) return std::move(fits).error();
    json::Object& object = document.get_object();
    // What one suite adds to the contexts is signed by all.
    for (const Wanted& one : *wanted) proof::add_own_context(object, *one.suite);
    json::Array proofs;
    for (const Wanted& one : *wanted) {
        proof::CreateOptions create{signed_for.purpose, one.verification_method, options.created, signed_for.challenge,
                                    signed_for.domain};
        if (one.selective()) {
            create.mandatory_pointers = always_disclosed(document);
            for (const std::string& pointer : options.mandatory_pointers) create.mandatory_pointers.push_back(pointer);
        }
        auto made = proof::make_proof(document, *one.suite, *one.signer, create, environment.jsonld);
        if (!made) return std::move(made).error();
        proofs.push_back(std::move(*made));
    }
    object.emplace("proof", proofs.size() == 1 ? std::move(proofs.front()) : json::Value(std::move(proofs)));
    std::string text = json::serialize(document);
    const bool credential = signed_for.purpose == did::Purpose::AssertionMethod;
    return Secured{std::move(document), std::move(text), credential ? "application/vc" : "application/vp"};
}

Result<Secured> as_jwt(json::Value document, const SigningOptions& options, const SignedFor& signed_for,
                       const crypto::Signer& signer, const Environment& environment) {
    // A signature over JSON-LD does this on its way; a token would carry words that mean nothing.
    if (auto read = environment.jsonld.check(document, proof::safe_mode()); !read) return std::move(read).error();
    const jwt::SignOptions sign{signed_for.purpose,   method_of(options, signer), options.created,
                                signed_for.challenge, signed_for.domain,          options.algorithm};
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
