#include "vc/model/credential.hpp"

#include "vc/model/members.hpp"
#include "vc/model/related_resource.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::model {

namespace {

/// Members whose objects must have a type; those whose id is required in 2.0 (section 4.10, 4.11, 5.4 to 5.6) and in
/// 1.1 (sections 4.9, 5.4, 5.5).
struct TypedMember {
    std::string_view name;
    bool id_in_v2;
    bool id_in_v1;
};
constexpr TypedMember kTypedMembers[] = {
    {"credentialStatus", false, true}, {"credentialSchema", true, true}, {"refreshService", false, true},
    {"termsOfUse", false, false},      {"evidence", false, false},       {"proof", false, false},
};

/// Section 4.8: one or many objects, each with at least one member.
void check_subjects(const json::Object& credential, const json::Path& path, Findings& findings) {
    const json::Path here(&path, "credentialSubject");
    const json::Value* subject = json::find(credential, "credentialSubject");
    if (subject == nullptr)
        return findings.error("missing-subject", "The credential says nothing: it has no subject.", path);
    if (subject->is_array() && subject->get_array().empty()) {
        return findings.error("empty-subject", "The credential has no subject.", here);
    }
    for_each_value(*subject, [&](const json::Value& one, std::optional<std::size_t> index) {
        const json::Path place = index ? json::Path(&here, *index) : here;
        if (!one.is_object()) return findings.error("invalid-subject", "A subject must be an object.", place);
        if (one.get_object().empty()) return findings.error("empty-subject", "The subject says nothing.", place);
        check_id(one.get_object(), place, findings);
    });
}

/// Section 4.9: both dates are optional; the first may not come after the second.
void check_validity(const json::Value& credential, const json::Path& path, Findings& findings) {
    const bool v1 = edition_of(credential) == Edition::V1;
    const std::string_view from = v1 ? "issuanceDate" : "validFrom";
    const std::string_view until = v1 ? "expirationDate" : "validUntil";
    const json::Object& object = credential.get_object();
    check_date(object, from, path, findings);
    check_date(object, until, path, findings);
    if (v1 && json::find(object, from) == nullptr) {
        findings.error("missing-issuance-date", "A credential of version 1.1 must have an issuanceDate.", path);
    }
    const auto first = instant_of(credential, from);
    const auto last = instant_of(credential, until);
    if (first && last && *last < *first) {
        findings.error("validity-order", "The credential would end before it begins.", json::Path(&path, until));
    }
}

}  // namespace

void check_credential(const json::Value& credential, const json::Path& path, Findings& findings) {
    if (!credential.is_object()) return findings.error("not-an-object", "A credential must be a JSON object.", path);
    const json::Object& object = credential.get_object();
    check_contexts(object, path, findings);
    check_type(object, "VerifiableCredential", path, findings);
    check_id(object, path, findings);
    check_names(object, path, findings);
    if (const json::Value* issuer = json::find(object, "issuer")) {
        check_party(*issuer, "issuer", json::Path(&path, "issuer"), findings);
    } else {
        findings.error("missing-issuer", "The credential does not say who issued it.", path);
    }
    check_subjects(object, path, findings);
    check_validity(credential, path, findings);
    const bool v1 = edition_of(credential) == Edition::V1;
    for (const TypedMember& member : kTypedMembers) {
        check_typed_objects(object, member.name, v1 ? member.id_in_v1 : member.id_in_v2, path, findings);
    }
    check_related_resources(object, path, findings);
}

}  // namespace blason::vc::model
