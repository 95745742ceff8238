#include "did/did_key.hpp"
#include "vc/add_proofs.hpp"
#include "vc/issue.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/document_rules.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/secure.hpp"

namespace blason::vc {

namespace {

using model::text_value;

Result<void> check(const json::Value& presentation) {
    const json::Path root;
    model::Findings findings;
    model::check_presentation(presentation, root, findings);
    model::check_names_say_what_they_mean(presentation, root, findings);
    // Credentials of the older edition may be presented; a presentation of it is not made any more.
    for (const model::Finding& finding : findings.all()) {
        const bool older_credential = finding.severity == model::Severity::Advisory && finding.pointer != "/@context/0";
        if (!older_credential) return refused(finding.code, finding.message, finding.pointer);
    }
    return {};
}

Result<void> check_holder_key(const json::Value& presentation, const crypto::Signer& signer,
                              const PresentOptions& options) {
    const json::Value* holder = json::find(presentation, "holder");
    if (holder == nullptr || !options.verification_method.empty()) return {};
    if (model::id_of(*holder) == did::did_key(signer.public_key())) return {};
    return refused("holder-key-mismatch",
                   "The holder is not the owner of this key; name a verification method of theirs.",
                   holder->is_object() ? "/holder/id" : "/holder");
}

}  // namespace

Result<Secured> prove_presentation(json::Value presentation, const crypto::Signer& signer,
                                   const PresentOptions& options, const Environment& environment) {
    if (const auto unsecured = check_unsecured(presentation, options); !unsecured) return unsecured.error();
    const SignedFor signed_for{did::Purpose::Authentication, take_proofs(presentation, options)};
    if (const auto checked = check(presentation); !checked) return checked.error();
    if (const auto bound = check_holder_key(presentation, signer, options); !bound) return bound.error();
    return secure(std::move(presentation), options, signed_for, signer, environment);
}

Result<Secured> present(std::vector<json::Value> credentials, const crypto::Signer& signer,
                        const PresentOptions& options, const Environment& environment) {
    const std::string holder = options.holder.empty() ? did::did_key(signer.public_key()) : options.holder;
    json::Object presentation;
    presentation.emplace("@context", json::Array{text_value(model::kContextV2)});
    presentation.emplace("type", json::Array{"VerifiablePresentation"});
    presentation.emplace("holder", text_value(holder));
    if (!credentials.empty()) {
        json::Array& inner = presentation.emplace("verifiableCredential", json::Array()).first->value().get_array();
        for (json::Value& credential : credentials) inner.push_back(std::move(credential));
    }
    return prove_presentation(std::move(presentation), signer, options, environment);
}

}  // namespace blason::vc
