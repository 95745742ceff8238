// POST /credentials/status and /credentials/status/batch.
#include <algorithm>
#include <charconv>

#include "engine/json/parse.hpp"
#include "engine/json/reader.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/status/handlers.hpp"

namespace blason::api::status {
namespace {

using service::SetStatus;

constexpr std::size_t kMaxReason = 500;  // bytes

/// A status: absent means set, true and false, or a number as such or in hexadecimal ("0x2").
Result<unsigned> read_value(const json::Value* value, const json::Path& path) {
    constexpr unsigned kLargest = 255;
    if (value == nullptr) return 1U;
    if (value->is_bool()) return value->get_bool() ? 1U : 0U;
    if (value->is_int64() && value->get_int64() >= 0 && value->get_int64() <= kLargest)
        return static_cast<unsigned>(value->get_int64());
    if (value->is_string() && json::view(*value).starts_with("0x")) {
        const auto digits = json::view(*value).substr(2);
        unsigned number = 0;
        const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
        if (failed == std::errc() && end == digits.data() + digits.size() && number <= kLargest) return number;
    }
    return malformed("wrong-type", "A status is true, false, or a number from 0 to 255.", path.pointer());
}

/// VC-API names the entry: {"type", "statusPurpose", "statusListIndex"?, "statusListCredential"?}.
Result<void> read_entry(const json::Reader& body, SetStatus& change) {
    const auto entry = body.object("credentialStatus");
    if (!entry) return entry.error();
    const json::Path path(&body.path(), "credentialStatus");
    const json::Reader reader(**entry, path);
    const auto type = reader.optional_string("type");
    if (!type) return type.error();
    if (*type && **type != "BitstringStatusListEntry" && **type != "BitstringStatusList" &&
        **type != "1EdTechRevocationList")
        return refused("status-type-unknown", "This kind of status is not kept here.", reader.pointer_to("type"));
    const auto purpose = reader.optional_string("statusPurpose");
    if (!purpose) return purpose.error();
    const auto list = reader.optional_string("statusListCredential");
    if (!list) return list.error();
    const auto index = reader.optional_string("statusListIndex");
    if (!index) return index.error();
    change.purpose = std::string(purpose->value_or("revocation"));
    change.list = std::string(list->value_or(""));
    change.index = std::string(index->value_or(""));
    return {};
}

Result<SetStatus> read_change(const json::Value& value, const json::Path& path) {
    if (!value.is_object()) return malformed("wrong-type", "A status is set by a JSON object.", path.pointer());
    const json::Reader body(value.get_object(), path);
    SetStatus change;
    const auto id = body.string("credentialId");
    if (!id) return id.error();
    change.credential = std::string(*id);
    if (auto entry = read_entry(body, change); !entry) return std::move(entry).error();
    const auto status = read_value(body.find("status"), json::Path(&path, "status"));
    if (!status) return status.error();
    change.value = *status;
    const auto reason = body.optional_string("reason");
    if (!reason) return reason.error();
    if (*reason && (*reason)->size() > kMaxReason)
        return Error{"reason-too-long", "A reason has at most 500 bytes.", body.pointer_to("reason"),
                     ErrorKind::TooLarge};
    change.reason = std::string(reason->value_or(""));
    return change;
}

/// One JSON array, or one object a line.
Result<std::vector<SetStatus>> read_batch(const http::Request& request) {
    const json::Path root;
    std::vector<SetStatus> changes;
    const auto add = [&](const json::Value& value) -> Result<void> {
        auto change = read_change(value, json::Path(&root, changes.size()));
        if (!change) return std::move(change).error();
        changes.push_back(std::move(*change));
        if (changes.size() > service::kMaxStatusChanges)
            return Error{"status-too-many", "One call sets at most 10,000 statuses.", "", ErrorKind::TooLarge};
        return {};
    };
    constexpr json::ParseLimits kLimits{.max_bytes = 4U << 20U, .max_depth = 16, .allow_nul = false};
    const auto type = request.fields.find("Content-Type").value_or("");
    if (type.starts_with("application/x-ndjson") || type.starts_with("application/jsonl")) {
        std::string_view rest = request.body;
        while (!rest.empty()) {
            const auto line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(line.size() + 1, rest.size()));
            if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            auto value = json::parse(line, {}, kLimits);
            if (!value) {
                value.error().pointer = json::Path(&root, changes.size()).pointer() + value.error().pointer;
                return std::move(value).error();
            }
            if (auto added = add(*value); !added) return std::move(added).error();
        }
        return changes;
    }
    if (!type.starts_with("application/json"))
        return refused("unsupported-media-type", "Send application/json, or application/x-ndjson.");
    const auto body = json::parse(request.body, {}, kLimits);
    if (!body) return body.error();
    if (!body->is_array()) return malformed("wrong-type", "The body of this request is a JSON array.");
    for (const auto& value : body->get_array()) {
        if (auto added = add(value); !added) return std::move(added).error();
    }
    return changes;
}

/// The member of a change that an error of the service is about.
std::string_view member_of(const Error& error) {
    if (error.code == "credential-not-found") return "/credentialId";
    return error.code == "status-value" ? "/status" : "/credentialStatus";
}

}  // namespace

http::Response set_status(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const json::Path root;
    auto change = read_change(*body, root);
    if (!change) return fail(change.error(), request);
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto changed = services.statuses.set(*org, {*change}, actor_of(request, services));
    if (!changed) {
        auto error = changed.error();
        error.pointer = member_of(error);
        return fail(error, request);
    }
    json::Object done;
    done["credentialId"] = change->credential;
    done["statusPurpose"] = change->purpose;
    done["status"] = change->value;
    done["changed"] = static_cast<bool>(changed->front());
    return answer(200, done);
}

http::Response set_statuses(const http::Request& request, Services& services) {
    const auto changes = read_batch(request);
    if (!changes) return fail(changes.error(), request);
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto changed = services.statuses.set(*org, *changes, actor_of(request, services));
    if (!changed) {
        auto error = changed.error();
        if (!error.pointer.empty()) error.pointer += member_of(error);  // "/3" is the fourth change
        return fail(error, request);
    }
    json::Object done;
    done["count"] = changed->size();
    done["changed"] = std::count(changed->begin(), changed->end(), true);
    return answer(200, done);
}

}  // namespace blason::api::status
