#include "vc/openbadges/check.hpp"

#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/clr.hpp"
#include "vc/openbadges/walk.hpp"

namespace blason::openbadges {

namespace {

using vc::model::Edition;
using vc::model::Findings;

void check_context(const json::Value& credential, const json::Path& path, Findings& findings) {
    const json::Value* contexts = json::find(credential, "@context");
    if (contexts == nullptr || !contexts->is_array()) return;  // the data model has said so
    const json::Array& list = contexts->get_array();
    if (list.size() >= 2 && list[1].is_string() && is_openbadges_context(json::view(list[1]))) return;
    const json::Path here(&path, "@context");
    findings.error("openbadges-context", "The second context must be that of Open Badges 3.0.",
                   list.size() >= 2 ? json::Path(&here, 1) : here);
}

/// Open Badges 3.0: nulls and empty lists are left out.
void check_empty_values(const json::Value& value, const json::Path& path, Findings& findings) {
    if (value.is_null()) return findings.error("null-value", "A property without a value must be left out.", path);
    if (value.is_array()) {
        const json::Array& list = value.get_array();
        if (list.empty()) return findings.error("empty-list", "An empty list must be left out.", path);
        for (std::size_t i = 0; i < list.size(); ++i) check_empty_values(list[i], json::Path(&path, i), findings);
    } else if (value.is_object()) {
        for (const auto& member : value.get_object()) {
            const std::string_view name(member.key().data(), member.key().size());
            // A context has a syntax of its own, where null means something.
            // Credentials inside a CLR are judged by themselves.
            if (name != "@context" && name != "verifiableCredential")
                check_empty_values(member.value(), json::Path(&path, name), findings);
        }
    }
}

/// What the credential class asks for only in one edition of the data model.
void check_edition(const json::Value& credential, const json::Path& path, Findings& findings) {
    const bool v1 = vc::model::edition_of(credential) == Edition::V1;
    const json::Value* issuer = json::find(credential, "issuer");
    const bool named_only = issuer != nullptr && issuer->is_string();
    // The second edition allows a URL (ProfileRef); the public validator asks for a Profile all the same.
    if (!v1 && named_only && !is_endorsement_credential(credential)) {
        findings.advise("issuer-not-profile",
                        "The issuer should be a Profile, an object: validators refuse a bare URL.",
                        json::Path(&path, "issuer"));
    }
    const auto require = [&](std::string_view name) {
        if (json::find(credential, name) != nullptr) return;
        findings.error("missing-property", "The credential must have " + std::string(name) + ".", path);
    };
    if (!v1) return require("validFrom");
    require("name");
    if (named_only) {
        findings.error("wrong-type", "The issuer must be an object of class Profile.", json::Path(&path, "issuer"));
    }
}

}  // namespace

/// `https://purl.imsglobal.org/spec/ob/v3p0/context.json`, `context-3.0.3.json` and so on, and the name the
/// implementation guide uses.
bool is_openbadges_context(std::string_view url) {
    constexpr std::string_view kStem = "https://purl.imsglobal.org/spec/ob/v3p0/context";
    if (!url.starts_with(kStem)) return false;
    const std::string_view rest = url.substr(kStem.size());
    if (rest == ".json" || rest == "/ob_v3p0.jsonld") return true;
    const auto digit = [&](std::size_t i) { return rest[i] >= '0' && rest[i] <= '9'; };
    return rest.size() == 11 && rest.starts_with("-3.") && digit(3) && rest[4] == '.' && digit(5) &&
           rest.ends_with(".json");
}

bool is_achievement_credential(const json::Value& credential) {
    return vc::model::has_type(credential, "AchievementCredential") ||
           vc::model::has_type(credential, "OpenBadgeCredential");
}

bool is_endorsement_credential(const json::Value& credential) {
    return vc::model::has_type(credential, "EndorsementCredential");
}

bool is_openbadges_credential(const json::Value& credential) {
    return is_achievement_credential(credential) || is_endorsement_credential(credential) ||
           is_clr_credential(credential);
}

void check(const json::Value& credential, const json::Path& path, Findings& findings) {
    if (is_clr_credential(credential)) {
        check_clr_contexts(credential, path, findings);
        check_empty_values(credential, path, findings);
        check_edition(credential, path, findings);
        return walk(credential, *find_class("ClrCredential"), path, findings);
    }
    const bool achievement = is_achievement_credential(credential);
    if (!achievement && !is_endorsement_credential(credential)) return;
    check_context(credential, path, findings);
    check_empty_values(credential, path, findings);
    check_edition(credential, path, findings);
    walk(credential, *find_class(achievement ? "AchievementCredential" : "EndorsementCredential"), path, findings);
}

void check_profile(const json::Value& profile, const json::Path& path, Findings& findings) {
    check_empty_values(profile, path, findings);
    walk(profile, *find_class("Profile"), path, findings);
}

}  // namespace blason::openbadges
