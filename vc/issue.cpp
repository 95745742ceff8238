#include "vc/issue.hpp"

#include "did/did_key.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/add_proofs.hpp"
#include "vc/issue_checks.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/document_rules.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/secure.hpp"

namespace blason::vc {

namespace {

using model::text_value;

/// The DID becomes the id of the issuer, whose other properties stay. Open Badges and CLRs name their issuer as a
/// Profile.
void set_issuer(json::Value& credential, std::string_view did) {
    json::Object& object = credential.get_object();
    json::Value* issuer = object.if_contains("issuer");
    if (issuer != nullptr && issuer->is_object()) {
        issuer->get_object()["id"] = text_value(did);
    } else if (openbadges::is_openbadges_credential(credential)) {
        object["issuer"] = json::Object{{"id", text_value(did)}, {"type", json::Array{"Profile"}}};
    } else {
        object["issuer"] = text_value(did);
    }
}

/// What the data model, Open Badges and we ourselves ask of a credential before we put our name to it.
Result<void> check(const json::Value& credential, const IssueOptions& options) {
    const json::Path root;
    model::Findings findings;
    model::check_credential(credential, root, findings);
    openbadges::check(credential, root, findings);
    model::check_names_say_what_they_mean(credential, root, findings);
    model::check_numbers(credential, root, findings);
    if (auto error = findings.first()) return std::move(*error);
    const auto until = model::instant_of(credential, "validUntil");
    if (options.now && until && *until < *options.now) {
        return refused("already-expired", "The credential would have expired before it is issued.", "/validUntil");
    }
    return {};
}

/// A signature by a key that is not the issuer's verifies, but says nothing about who issued. Whoever names a
/// verification method takes that on themselves: the issuer's document may list it.
Result<void> check_issuer_key(const json::Value& credential, std::string_view did, const IssueOptions& options) {
    const json::Value* issuer = json::find(credential, "issuer");
    if (!options.verification_method.empty() || model::id_of(*issuer) == did) return {};
    return refused(
        "issuer-key-mismatch",
        "The issuer is not the owner of this key; name a verification method of the issuer, or let the key's "
        "own DID be the issuer.",
        issuer->is_object() ? "/issuer/id" : "/issuer");
}

/// An SD-JWT VC: claims instead of a credential of the data model.
Result<Secured> issue_claims(json::Value payload, std::string_view did, const crypto::Signer& signer,
                             const IssueOptions& options, const Environment& environment) {
    json::Object& claims = payload.get_object();
    if (options.set_issuer || json::find(claims, "iss") == nullptr) claims["iss"] = text_value(did);
    const auto read = jose::parse_claims(as_bytes(json::serialize(payload)));
    if (!read) return read.error();
    const json::Value* type = json::find(claims, "vct");
    if (type == nullptr || !type->is_string() || type->get_string().empty()) {
        return refused("missing-vct", "A credential without contexts needs its type as the text \"vct\".", "/vct");
    }
    if (options.verification_method.empty() && json::view(claims.at("iss")) != did) {
        return refused("issuer-key-mismatch", "The issuer is not the owner of this key.", "/iss");
    }
    return secure_sd_jwt(std::move(payload), options, signer, environment);
}

}  // namespace

Result<Secured> issue(json::Value credential, const crypto::Signer& signer, const IssueOptions& options,
                      const Environment& environment) {
    if (const auto unsecured = check_unsecured(credential, options); !unsecured) return unsecured.error();
    if (options.format != Format::DataIntegrity && (options.challenge || options.domain)) {
        return Error{"proof-members-unused", "A credential that is a token answers no challenge.", "",
                     ErrorKind::Usage};
    }
    if (options.format != Format::DataIntegrity && !options.mandatory_pointers.empty()) {
        return Error{"mandatory-pointers-unused", "Only a suite with selective disclosure has mandatory pointers.", "",
                     ErrorKind::Usage};
    }
    const std::string did = did::did_key(signer.public_key());
    if (options.format == Format::SdJwt && json::find(credential, "@context") == nullptr) {
        return issue_claims(std::move(credential), did, signer, options, environment);
    }
    SignedFor signed_for{did::Purpose::AssertionMethod, take_proofs(credential, options)};
    const bool unsigned_yet = signed_for.earlier.empty();
    if (unsigned_yet && (options.set_issuer || json::find(credential, "issuer") == nullptr)) {
        set_issuer(credential, did);
    }
    if (const auto checked = check(credential, options); !checked) return checked.error();
    if (const auto bound = check_issuer_key(credential, did, options); !bound) return bound.error();
    auto others = check_named_documents(credential, options.now.value_or(options.created), environment);
    if (!others) return std::move(others).error();
    auto secured = options.format == Format::SdJwt
                       ? secure_sd_jwt(std::move(credential), options, signer, environment)
                       : secure(std::move(credential), options, signed_for, signer, environment);
    if (secured) secured->remarks = std::move(*others);
    return secured;
}

Result<std::string> issue_text(std::string_view credential, const crypto::Signer& signer, const IssueOptions& options,
                               const Environment& environment, std::vector<Check>* remarks) {
    unsigned char memory[16U << 10U];  // a badge fits; what is longer goes on on the heap
    boost::json::monotonic_resource arena(memory);
    auto document = json::parse(credential, &arena, {.allow_nul = false});
    if (!document) return std::move(document).error();
    auto secured = issue(std::move(*document), signer, options, environment);
    if (!secured) return std::move(secured).error();
    if (remarks != nullptr) *remarks = std::move(secured->remarks);
    return std::move(secured->text);
}

}  // namespace blason::vc
