#include "vc/model/credential.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::model {

namespace {

/// Section 4.13.1: an enveloped credential is an object whose id is a data: URL.
void check_enveloped(const json::Value& enveloped, const json::Path& path, Findings& findings) {
    const json::Value* id = json::find(enveloped, "id");
    if (json::find(enveloped, "@context") == nullptr) {
        findings.error("missing-context", "An enveloped credential must have an @context.", path);
    } else if (edition_of(enveloped) != Edition::V2) {
        findings.error("first-context", "An enveloped credential needs the base context.",
                       json::Path(&path, "@context"));
    }
    if (id == nullptr || !id->is_string() || !json::view(*id).starts_with("data:")) {
        findings.error("invalid-enveloped-credential", "An enveloped credential must have a data: URL as its id.",
                       json::Path(&path, "id"));
    }
}

void check_inner(const json::Value& credential, const json::Path& path, Findings& findings) {
    if (!credential.is_object()) {
        findings.error("invalid-credential", "Each credential of a presentation must be an object.", path);
    } else if (has_type(credential, "EnvelopedVerifiableCredential")) {
        check_enveloped(credential, path, findings);
    } else {
        check_credential(credential, path, findings);
    }
}

}  // namespace

void check_presentation(const json::Value& presentation, const json::Path& path, Findings& findings) {
    if (!presentation.is_object()) {
        return findings.error("not-an-object", "A presentation must be a JSON object.", path);
    }
    const json::Object& object = presentation.get_object();
    check_contexts(object, path, findings);
    check_type(object, "VerifiablePresentation", path, findings);
    check_id(object, path, findings);
    if (const json::Value* holder = json::find(object, "holder")) {
        check_party(*holder, "holder", json::Path(&path, "holder"), findings);
    }
    check_typed_objects(object, "termsOfUse", false, path, findings);
    check_typed_objects(object, "proof", false, path, findings);
    if (const json::Value* credentials = json::find(object, "verifiableCredential")) {
        const json::Path here(&path, "verifiableCredential");
        for_each_value(*credentials, [&](const json::Value& one, std::optional<std::size_t> index) {
            check_inner(one, index ? json::Path(&here, *index) : here, findings);
        });
    }
}

}  // namespace blason::vc::model
