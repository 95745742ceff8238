#include "vc/openbadges/rules.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "engine/base/instant.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/clr.hpp"
#include "vc/openbadges/recipient.hpp"

namespace blason::openbadges {

namespace {

using vc::model::Findings;

bool present(const json::Value& object, std::string_view name) {
    const json::Value* member = json::find(object, name);
    if (member == nullptr) return false;
    if (member->is_string()) return !member->get_string().empty();
    return !member->is_array() || !member->get_array().empty();
}

/// The element of `object[list]` whose id is `id`; nullptr when there is none.
const json::Value* find_by_id(const json::Value& object, std::string_view list, std::string_view id) {
    const json::Value* found = nullptr;
    if (const json::Value* elements = json::find(object, list)) {
        vc::model::for_each_value(*elements, [&](const json::Value& element, std::optional<std::size_t>) {
            if (element.is_object() && vc::model::id_of(element) == id) found = &element;
        });
    }
    return found;
}

/// A result is of one of the achievement's result descriptions, and has what that description asks for.
void check_result(const json::Value& result, const json::Value& achievement, const json::Path& path,
                  Findings& findings) {
    const json::Value* link = json::find(result, "resultDescription");
    if (link == nullptr || !link->is_string()) return;
    const json::Value* description = find_by_id(achievement, "resultDescription", json::view(*link));
    if (description == nullptr) {
        return findings.error("unknown-result-description", "The achievement has no result description of this id.",
                              json::Path(&path, "resultDescription"));
    }
    const json::Value* type = json::find(*description, "resultType");
    if (type != nullptr && type->is_string() && json::view(*type) == "Status" && !present(result, "status")) {
        findings.error("missing-result-status", "A result of type Status must have a status.", path);
    }
    const json::Value* allowed = json::find(*description, "allowedValue");
    const json::Value* value = json::find(result, "value");
    if (allowed != nullptr && allowed->is_array() && value != nullptr && value->is_string() &&
        std::ranges::find(allowed->get_array(), *value) == allowed->get_array().end()) {
        findings.advise("value-not-allowed", "The result description does not allow this value.",
                        json::Path(&path, "value"));
    }
    const json::Value* level = json::find(result, "achievedLevel");
    if (level != nullptr && level->is_string() &&
        find_by_id(*description, "rubricCriterionLevel", json::view(*level)) == nullptr) {
        // Neither the standard's text nor its schema asks for this: it is good sense.
        findings.advise("unknown-rubric-level", "The result description has no level of this id.",
                        json::Path(&path, "achievedLevel"));
    }
}

/// What nobody means: less than no credits, an activity that ends before it begins, a result that was not to be had.
void check_sense(const json::Value& subject, const json::Path& path, Findings& findings) {
    const json::Value* credits = json::find(subject, "creditsEarned");
    if (credits != nullptr && credits->is_number() && credits->to_number<double>() < 0)
        findings.advise("negative-credits", "Nobody earns less than no credits.", json::Path(&path, "creditsEarned"));
    const auto moment = [&](std::string_view name) -> std::optional<Instant> {
        const json::Value* value = json::find(subject, name);
        if (value == nullptr || !value->is_string()) return std::nullopt;
        const std::string text(json::view(*value));
        return parse_instant(is_date(text) ? text + "T00:00:00Z" : text, MissingOffset::MeansUtc);
    };
    const auto begin = moment("activityStartDate");
    const auto end = moment("activityEndDate");
    if (begin && end && *end < *begin)
        findings.advise("activity-order", "The activity ends before it begins.", json::Path(&path, "activityEndDate"));
}

void check_subject(const json::Value& subject, const json::Path& path, Findings& findings) {
    if (!present(subject, "id") && !present(subject, "identifier")) {
        findings.error("missing-recipient", "The badge does not say whose it is: neither id nor identifier.", path);
    }
    check_sense(subject, path, findings);
    const json::Value* achievement = json::find(subject, "achievement");
    const json::Value* results = json::find(subject, "result");
    if (achievement == nullptr || !achievement->is_object() || results == nullptr) return;
    const json::Path here(&path, "result");
    vc::model::for_each_value(*results, [&](const json::Value& result, std::optional<std::size_t> index) {
        check_result(result, *achievement, index ? json::Path(&here, *index) : here, findings);
    });
}

void check_criteria(const json::Value& criteria, const json::Path& path, Findings& findings) {
    if (present(criteria, "id") || present(criteria, "narrative")) return;
    findings.error("empty-criteria", "The criteria need an id or a narrative.", path);
}

/// IdentityHash: the algorithm, "$", and the digest in hexadecimal.
void check_identity(const json::Value& identity, const json::Path& path, Findings& findings) {
    const json::Value* hashed = json::find(identity, "hashed");
    const json::Value* hash = json::find(identity, "identityHash");
    if (hash != nullptr && hash->is_string() && is_weak_hash(json::view(*hash))) {
        findings.advise("identity-hash-weak", "The recipient is hashed with MD5, which is easily cheated.",
                        json::Path(&path, "identityHash"));
    }
    if (hashed == nullptr || !hashed->is_bool() || !hashed->get_bool()) return;
    if (hash == nullptr || !hash->is_string()) return;
    const std::string_view text = json::view(*hash);
    const std::size_t digits = text.starts_with("sha256$") ? 64 : text.starts_with("md5$") ? 32 : 0;
    const std::string_view hex = text.substr(std::min(text.find('$') + 1, text.size()));
    if (digits != 0 && hex.size() == digits &&
        hex.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos) {
        return;
    }
    findings.error("identity-hash", "A hashed identity is \"sha256$\" or \"md5$\" and the digest in hexadecimal.",
                   json::Path(&path, "identityHash"));
}

void check_result_description(const json::Value& description, const json::Path& path, Findings& findings) {
    const json::Value* level = json::find(description, "requiredLevel");
    if (level == nullptr || !level->is_string()) return;
    if (find_by_id(description, "rubricCriterionLevel", json::view(*level)) != nullptr) return;
    findings.advise("unknown-rubric-level", "The result description has no level of this id.",
                    json::Path(&path, "requiredLevel"));
}

/// The published schemas of the credential classes know one status, as an object; validators go by them.
void check_status(const json::Value& credential, const json::Path& path, Findings& findings) {
    const json::Value* status = json::find(credential, "credentialStatus");
    if (status == nullptr || !status->is_array()) return;
    findings.remark(
        "status-not-single",
        "The schemas of Open Badges and CLR know one credentialStatus, an object; validators refuse a list.",
        json::Path(&path, "credentialStatus"));
}

struct Rule {
    std::string_view class_name;
    void (*check)(const json::Value&, const json::Path&, Findings&);
};
constexpr Rule kRules[] = {
    {"AchievementCredential", check_status}, {"EndorsementCredential", check_status},
    {"ClrCredential", check_status},         {"AchievementSubject", check_subject},
    {"ClrSubject", check_clr_subject},       {"Criteria", check_criteria},
    {"IdentityObject", check_identity},      {"ResultDescription", check_result_description},
};

}  // namespace

void apply_rules(const json::Value& object, std::string_view class_name, const json::Path& path, Findings& findings) {
    for (const Rule& rule : kRules) {
        if (rule.class_name == class_name) rule.check(object, path, findings);
    }
}

}  // namespace blason::openbadges
