#include "vc/status/revocation_list.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::status {
namespace {

constexpr std::string_view kNames[] = {"revokedCredential", "revokedCredentials"};

Error broken(std::string detail, std::string pointer) {
    return malformed("revocation-list-malformed", std::move(detail), std::move(pointer));
}

/// One entry: an object, or the bare id as some write it.
Result<void> read_one(const json::Value& entry, const json::Path& place, RevocationList& list) {
    if (entry.is_string()) {
        list.revoked.emplace(json::view(entry), std::string());
        return {};
    }
    const auto* id = json::find(entry, "id");
    if (id == nullptr || !id->is_string()) return broken("A revoked credential is named by its id.", place.pointer());
    const auto* revoked = json::find(entry, "revoked");
    if (revoked != nullptr && !revoked->is_bool())
        return broken("This is true or false.", json::Path(&place, "revoked").pointer());
    if (revoked == nullptr || revoked->get_bool())
        list.revoked.emplace(json::view(*id), json::text_of(entry, "revocationReason"));
    return {};
}

}  // namespace

Result<RevocationList> read_revocation_list(std::string_view text) {
    const auto document = json::parse(text);
    if (!document) return broken("The revocation list is no JSON: " + document.error().detail, {});
    if (!document->is_object()) return broken("A revocation list is a JSON object.", {});
    RevocationList list;
    list.id = json::text_of(*document, "id");
    if (const auto* issuer = json::find(*document, "issuer")) {
        if (const auto id = model::id_of(*issuer)) list.issuer = std::string(*id);
    }
    bool found = false;
    const json::Path root;
    for (const auto name : kNames) {
        const auto* entries = json::find(*document, name);
        if (entries == nullptr) continue;
        found = true;
        const json::Path member(&root, name);
        if (!entries->is_array()) return broken("The revoked credentials are an array.", member.pointer());
        for (std::size_t i = 0; i < entries->get_array().size(); ++i) {
            if (auto read = read_one(entries->get_array()[i], json::Path(&member, i), list); !read)
                return std::move(read).error();
        }
    }
    if (!found) return broken("The list of revoked credentials is missing.", "/revokedCredential");
    return list;
}

json::Object make_revocation_list(std::string_view id, std::string_view issuer,
                                  const std::vector<Revocation>& revocations) {
    json::Array entries;
    for (const auto& revocation : revocations) {
        json::Object entry;
        entry["id"] = json::key(revocation.id);
        entry["revoked"] = true;
        if (!revocation.reason.empty()) entry["revocationReason"] = json::key(revocation.reason);
        entries.push_back(std::move(entry));
    }
    json::Object list;
    list["id"] = json::key(id);
    list["type"] = "1EdTechRevocationList";
    list["issuer"] = json::key(issuer);
    for (const auto name : kNames) list[name] = entries;
    return list;
}

}  // namespace blason::vc::status
