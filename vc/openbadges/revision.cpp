#include "vc/openbadges/revision.hpp"

#include <algorithm>

#include "vc/model/values.hpp"
#include "vc/openbadges/equality.hpp"
#include "vc/openbadges/recipient.hpp"

namespace blason::openbadges {
namespace {

std::vector<const json::Value*> values_of(const json::Value& object, std::string_view member) {
    std::vector<const json::Value*> all;
    if (const auto* values = json::find(object, member); values != nullptr)
        vc::model::for_each_value(*values, [&](const json::Value& value, auto) { all.push_back(&value); });
    return all;
}

bool is_hashed(const json::Value& identity) {
    const auto* hashed = json::find(identity, "hashed");
    return hashed != nullptr && hashed->is_bool() && hashed->get_bool();
}

HashedIdentity hashed_of(const json::Value& identity) {
    return {json::text_view(identity, "identityHash"), json::text_view(identity, "salt")};
}

bool same_identity(const json::Value& one, const json::Value& other) {
    const auto type = json::text_view(one, "identityType");
    if (type != json::text_view(other, "identityType") || type == "name") return false;
    const auto a = hashed_of(one);
    const auto b = hashed_of(other);
    if (a.hash.empty() || b.hash.empty()) return false;
    if (is_hashed(one))
        return is_hashed(other) ? a.hash == b.hash && a.salt == b.salt : is_hash_of(a, b.hash) == Match::Yes;
    if (is_hashed(other)) return is_hash_of(b, a.hash) == Match::Yes;
    return is_same_identity(a.hash, b.hash) == Match::Yes;
}

/// Subjects with ids are told apart by them, others by any identifier but a name.
bool same_subject(const json::Value& one, const json::Value& other) {
    const auto id = vc::model::id_of(one);
    const auto other_id = vc::model::id_of(other);
    if (id && other_id) return id == other_id;
    const auto identities = values_of(one, "identifier");
    const auto others = values_of(other, "identifier");
    // Of a bearer neither says anything.
    if (!id && !other_id && identities.empty() && others.empty()) return true;
    return std::any_of(identities.begin(), identities.end(), [&](const json::Value* identity) {
        return std::any_of(others.begin(), others.end(),
                           [&](const json::Value* candidate) { return same_identity(*identity, *candidate); });
    });
}

std::optional<std::string_view> achievement_of(const json::Value& subject) {
    const auto* achievement = json::find(subject, "achievement");
    return achievement == nullptr ? std::nullopt : vc::model::id_of(*achievement);
}

}  // namespace

bool is_revision_of(const json::Value& newer, const json::Value& older) {
    const auto badge = badge_identity(older);
    if (!badge || badge_identity(newer) != badge) return false;
    const auto subjects = values_of(older, "credentialSubject");
    const auto now = values_of(newer, "credentialSubject");
    return std::equal(subjects.begin(), subjects.end(), now.begin(), now.end(),
                      [](const json::Value* before, const json::Value* after) {
                          return achievement_of(*before) == achievement_of(*after) && same_subject(*before, *after);
                      });
}

}  // namespace blason::openbadges
