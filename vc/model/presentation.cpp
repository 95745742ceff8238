#include "vc/model/credential.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/rules.hpp"

namespace blason::vc::model {

namespace {

/// `v1`: version 1.1 has credentials as compact JWS too (section 6.3.1).
void check_inner(const json::Value& credential, bool v1, const json::Path& path, Findings& findings) {
    if (v1 && credential.is_string() && openbadges::is_compact_jws(json::view(credential))) return;
    if (!credential.is_object()) {
        findings.error("invalid-credential", "Each credential of a presentation must be an object.", path);
    } else if (has_type(credential, "EnvelopedVerifiableCredential")) {
        check_enveloped(credential, path, findings);
    } else {
        check_credential(credential, path, findings);
    }
}

}  // namespace

void check_enveloped(const json::Value& enveloped, const json::Path& path, Findings& findings) {
    const json::Value* id = json::find(enveloped, "id");
    if (json::find(enveloped, "@context") == nullptr) {
        findings.error("missing-context", "An envelope must have an @context.", path);
    } else if (edition_of(enveloped) != Edition::V2) {
        findings.error("first-context", "An envelope needs the base context.", json::Path(&path, "@context"));
    }
    if (id == nullptr || !id->is_string() || !json::view(*id).starts_with("data:")) {
        findings.error("invalid-enveloped-credential", "An envelope must have a data: URL as its id.",
                       json::Path(&path, "id"));
    }
}

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
        const bool v1 = edition_of(presentation) == Edition::V1;
        for_each_value(*credentials, [&](const json::Value& one, std::optional<std::size_t> index) {
            check_inner(one, v1, index ? json::Path(&here, *index) : here, findings);
        });
    }
}

}  // namespace blason::vc::model
