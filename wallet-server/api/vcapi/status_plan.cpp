#include "wallet-server/api/vcapi/status_plan.hpp"

#include <algorithm>

#include "vc/status/bitstring.hpp"

namespace blason::api::vcapi {
namespace {

using service::StatusKind;
using service::StatusPlan;

constexpr std::size_t kMaxKinds = 8;
constexpr std::size_t kMaxPurpose = 64;  // characters

json::Value member_or_null(const json::Value& object, std::string_view name) {
    const auto* value = json::find(object, name);
    return value == nullptr ? json::Value() : *value;
}

/// What the standard asks of the entry is asked before it is made: of this one with a place filled in.
Result<StatusKind> read_kind(const json::Value& value, const json::Path& path) {
    json::Object entry = value.get_object();
    for (const auto* ours : {"statusListIndex", "statusListCredential"}) {
        if (entry.contains(ours))
            return refused("option-not-supported", "The place in a list is given by us.",
                           json::Path(&path, ours).pointer());
    }
    entry["type"] = "BitstringStatusListEntry";
    entry["statusListIndex"] = "0";
    entry["statusListCredential"] = "urn:blason:list";
    const auto read = vc::status::read_entry(entry, path);
    if (!read) return Error{"malformed-value-error", read.error().detail, read.error().pointer};
    if (read->purpose.size() > kMaxPurpose)
        return Error{"malformed-value-error", "The purpose is a short word.",
                     json::Path(&path, "statusPurpose").pointer()};
    return StatusKind{read->purpose, read->size, member_or_null(value, "statusMessage"),
                      member_or_null(value, "statusReference")};
}

Result<void> read_one(const json::Value& value, const json::Path& path, StatusPlan& plan) {
    if (!value.is_object())
        return malformed("wrong-type", "This option is true, false, an object or an array of objects.", path.pointer());
    const auto type = json::text_view(value, "type");
    if (type == "1EdTechRevocationList") {
        plan.revocation_list = true;
        return {};
    }
    if (!type.empty() && type != "BitstringStatusListEntry")
        return refused("option-not-supported", "This kind of status is not issued here.",
                       json::Path(&path, "type").pointer());
    auto kind = read_kind(value, path);
    if (!kind) return std::move(kind).error();
    if (std::any_of(plan.kinds.begin(), plan.kinds.end(), [&](const auto& k) { return k.purpose == kind->purpose; }))
        return refused("option-not-supported", "A credential has one status for each purpose.", path.pointer());
    plan.kinds.push_back(std::move(*kind));
    return {};
}

}  // namespace

Result<std::optional<StatusPlan>> read_status_plan(const json::Value& value, const json::Path& path) {
    if (value.is_bool())
        return value.get_bool() ? std::optional<StatusPlan>() : std::optional<StatusPlan>(StatusPlan{});
    StatusPlan plan;
    if (!value.is_array()) {
        if (auto read = read_one(value, path, plan); !read) return std::move(read).error();
    } else {
        const auto& all = value.get_array();
        if (all.size() > kMaxKinds)
            return refused("option-not-supported", "A credential has at most 8 statuses.", path.pointer());
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (auto read = read_one(all[i], json::Path(&path, i), plan); !read) return std::move(read).error();
        }
    }
    // The list of revocations is made from the entries for revocation.
    const bool revocable = std::any_of(plan.kinds.begin(), plan.kinds.end(),
                                       [](const auto& kind) { return kind.purpose == "revocation"; });
    if (plan.revocation_list && !revocable) plan.kinds.insert(plan.kinds.begin(), StatusKind{"revocation"});
    return std::optional<StatusPlan>(std::move(plan));
}

}  // namespace blason::api::vcapi
