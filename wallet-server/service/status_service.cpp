#include "wallet-server/service/status_service.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "vc/status/make_list.hpp"
#include "vc/status/revocation_list.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::string_view kRevocation = "revocation";

json::Object entry_json(const StatusKind& kind, const std::string& list_url, std::int64_t index) {
    auto entry = vc::status::make_entry(list_url, kind.purpose, static_cast<std::uint64_t>(index), kind.bits);
    if (!kind.messages.is_null()) entry["statusMessage"] = kind.messages;
    if (!kind.reference.is_null()) entry["statusReference"] = kind.reference;
    return entry;
}

Error at(Error error, std::size_t place) {
    error.pointer = "/" + std::to_string(place);
    return error;
}

/// The lists of an organisation by id, for one call.
using Lists = std::map<std::string, storage::StatusListRow, std::less<>>;

Result<Lists> lists_of(storage::Store& store, std::string_view org) {
    auto rows = store.status_lists(org);
    if (!rows) return std::move(rows).error();
    Lists lists;
    for (auto& row : *rows) lists.emplace(row.id, std::move(row));
    return lists;
}

/// A place cannot be added later: it is signed with the credential.
Error not_assigned(const std::string& purpose) {
    const bool known = purpose == kRevocation || purpose == "suspension";
    return refused("status-not-assigned", "The credential was issued without a place for " +
                                              (known ? purpose : "this purpose") +
                                              "; whoever issues asks for one with the option credentialStatus.");
}

const char* act_of(const SetStatus& change) {
    if (change.purpose == kRevocation) return "credential.revoke";
    if (change.purpose == "suspension") return change.value == 0 ? "credential.restore" : "credential.suspend";
    return "credential.status";
}

}  // namespace

Result<std::vector<storage::StatusEntryRow>> StatusService::assign(const std::string& org,
                                                                   std::string_view credential_id,
                                                                   const StatusPlan& plan, json::Object& credential,
                                                                   const Actor& actor) {
    std::vector<storage::StatusEntryRow> rows;
    json::Array entries;
    const auto now = clock_();
    for (const auto& kind : plan.kinds) {
        auto place = allocator_.take(org, kind.purpose, kind.bits, now, actor);
        if (!place) return std::move(place).error();
        entries.push_back(entry_json(kind, urls_.status_list(org, place->list), place->index));
        rows.push_back({place->list, place->index, std::string(credential_id), 0, {}, to_ms(now)});
    }
    if (plan.revocation_list) {
        entries.push_back(json::Object{{"id", urls_.revocation_list(org)}, {"type", "1EdTechRevocationList"}});
    }
    if (entries.size() == 1) {
        credential["credentialStatus"] = std::move(entries.front());
    } else if (!entries.empty()) {
        credential["credentialStatus"] = std::move(entries);
    }
    return rows;
}

void StatusService::give_back(const std::string& org, const StatusPlan& plan,
                              const std::vector<storage::StatusEntryRow>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        allocator_.give_back(org, plan.kinds[i].purpose, plan.kinds[i].bits, {rows[i].list, rows[i].index});
}

Result<std::vector<bool>> StatusService::set(const std::string& org, const std::vector<SetStatus>& changes,
                                             const Actor& actor) {
    if (changes.size() > kMaxStatusChanges)
        return Error{"status-too-many", "One call sets at most 10,000 statuses.", "", ErrorKind::TooLarge};
    const auto now = clock_();
    const auto lists = lists_of(store_, org);
    if (!lists) return lists.error();

    std::vector<storage::StatusChange> rows;
    std::vector<storage::Audit> audits;
    std::vector<std::size_t> asked;  // which of `changes` a row is for
    std::set<std::string> touched;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto& change = changes[i];
        auto ids = store_.credentials_named(org, change.credential);
        if (!ids) return std::move(ids).error();
        if (ids->empty()) {
            const auto own = urls_.credential(org, "");
            ids->push_back(change.credential.starts_with(own) ? change.credential.substr(own.size())
                                                              : change.credential);
        }
        for (const auto& id : *ids) {
            const auto entries = store_.statuses_of(org, id);
            if (!entries) return entries.error();
            if (entries->empty() && !store_.credential(org, id)) {
                return at({"credential-not-found", "There is no such credential here.", "", ErrorKind::NotFound}, i);
            }
            const auto entry = std::find_if(entries->begin(), entries->end(), [&](const auto& one) {
                const auto list = lists->find(one.list);
                return list != lists->end() && list->second.purpose == change.purpose;
            });
            if (entry == entries->end()) return at(not_assigned(change.purpose), i);
            if ((!change.list.empty() && change.list != urls_.status_list(org, entry->list)) ||
                (!change.index.empty() && change.index != std::to_string(entry->index)))
                return at(refused("status-entry-mismatch", "The credential's entry in the list is another one."), i);
            if (change.value >> lists->find(entry->list)->second.bits != 0)
                return at(refused("status-value", "The status has fewer values than that."), i);
            rows.push_back({entry->list, entry->index, change.value, change.purpose == kRevocation, change.reason});
            audits.push_back(audit(org, act_of(change), id, actor, now));
            asked.push_back(i);
            touched.insert(entry->list);
        }
    }
    auto changed = store_.change_statuses(org, rows, audits);
    if (!changed) {
        auto error = std::move(changed).error();
        if (error.pointer.size() > 1) {
            const auto row = static_cast<std::size_t>(std::stoul(error.pointer.substr(1)));
            return at(std::move(error), asked[row]);
        }
        return error;
    }
    // Also where nothing has changed: an earlier call may have ended between the store and the list.
    for (const auto& list : touched) {
        publisher_.changed(org, list);
        if (on_change_) on_change_(urls_.status_list(org, list));
        const auto shown = publisher_.get(org, list, ListForm::Credential);
        if (!shown) return unavailable("status-not-published", "The status is set; its list could not be signed yet.");
    }
    if (on_change_) on_change_(urls_.revocation_list(org));
    std::vector<bool> answer(changes.size(), false);
    for (std::size_t row = 0; row < rows.size(); ++row)
        if ((*changed)[row]) answer[asked[row]] = true;
    return answer;
}

Result<std::vector<CredentialStatus>> StatusService::statuses_of(const std::string& org,
                                                                 const std::string& credential_id) {
    const auto entries = store_.statuses_of(org, credential_id);
    if (!entries) return entries.error();
    std::vector<CredentialStatus> all;
    for (const auto& entry : *entries) {
        const auto list = store_.status_list(org, entry.list);
        if (!list) return list.error();
        all.push_back({list->purpose, entry.value, entry.reason, from_ms(entry.changed_ms),
                       urls_.status_list(org, entry.list), entry.index});
    }
    return all;
}

Result<json::Object> StatusService::revocation_list(const std::string& org) {
    auto organisation = store_.organisation(org);
    if (!organisation) return issuer_not_found(std::move(organisation).error());
    const auto issuer = read_issuer(*organisation);
    if (!issuer) return issuer.error();
    const auto rows = store_.revoked(org);
    if (!rows) return rows.error();
    std::vector<vc::status::Revocation> revocations;
    for (const auto& row : *rows)
        revocations.push_back({row.doc_id.empty() ? urls_.credential(org, row.credential) : row.doc_id, row.reason});
    return vc::status::make_revocation_list(urls_.revocation_list(org), issuer->id, revocations);
}

Result<std::size_t> StatusService::close_lists(const Actor& actor) {
    auto closed =
        store_.close_status_lists(audit(kInstallation, "status-list.close-all", "status-lists", actor, clock_()));
    if (closed) allocator_.forget();
    return closed;
}

}  // namespace blason::service
