#include "wallet-server/service/credential_standing.hpp"

#include <algorithm>

#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"

namespace blason::service {
namespace {

/// One status entry, whatever it is called in its form.
struct Entry {
    std::string list;   ///< URL
    std::string index;  ///< empty: a list of ids (1EdTechRevocationList)
};

std::string text_or_number(const json::Value& object, std::string_view name) {
    const auto* value = json::find(object, name);
    if (value == nullptr) return {};
    if (value->is_int64()) return std::to_string(value->get_int64());
    if (value->is_uint64()) return std::to_string(value->get_uint64());
    return json::text_of(object, name);
}

std::vector<Entry> entries_of(const json::Value& credential) {
    std::vector<Entry> all;
    if (const auto* statuses = json::find(credential, "credentialStatus"); statuses != nullptr) {
        vc::model::for_each_value(*statuses, [&](const json::Value& entry, auto) {
            if (vc::model::has_type(entry, "1EdTechRevocationList")) {
                all.push_back({json::text_of(entry, "id"), {}});
            } else {
                all.push_back({json::text_of(entry, "statusListCredential"), text_or_number(entry, "statusListIndex")});
            }
        });
    }
    // SD-JWT VC: a place in a token status list.
    if (const auto* status = json::find(credential, "status"); status != nullptr) {
        const auto* place = json::find(*status, "status_list");
        all.push_back(place == nullptr ? Entry() : Entry{json::text_of(*place, "uri"), text_or_number(*place, "idx")});
    }
    return all;
}

/// The organisation whose list this is; empty: none of this installation.
std::string org_of(const PublicUrls& urls, const std::string& list) {
    const std::string issuers = urls.issuer("");
    if (!list.starts_with(issuers)) return {};
    const auto end = list.find('/', issuers.size());
    return end == std::string::npos ? std::string() : list.substr(issuers.size(), end - issuers.size());
}

Standing worse(Standing one, Standing other) {
    const auto is = [&](Standing standing) { return one == standing || other == standing; };
    if (is(Standing::Revoked)) return Standing::Revoked;
    if (is(Standing::Suspended)) return Standing::Suspended;
    return is(Standing::Unknown) ? Standing::Unknown : Standing::Good;
}

Standing standing_by(const CredentialStatus& status) {
    if (status.value == 0) return Standing::Good;
    if (status.purpose == "revocation") return Standing::Revoked;
    return status.purpose == "suspension" ? Standing::Suspended : Standing::Good;
}

/// What the rows say about one entry; Unknown when none of them is its place.
Standing standing_at(const Entry& entry, bool is_revocation_list, const std::vector<CredentialStatus>& rows) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const CredentialStatus& one) {
        if (is_revocation_list) return one.purpose == "revocation";
        return one.list == entry.list && std::to_string(one.index) == entry.index;
    });
    return row == rows.end() ? Standing::Unknown : standing_by(*row);
}

/// The statuses of the first and of the newest version that have that address; none when there is none here.
Result<std::vector<CredentialStatus>> rows_of(const std::string& org, const std::string& address,
                                              IssuerService& issuers, StatusService& statuses, const PublicUrls& urls) {
    std::vector<CredentialStatus> rows;
    const std::string own = urls.credential(org, "");
    if (!address.starts_with(own)) return rows;
    const auto first = address.substr(own.size());
    const auto latest = issuers.latest_version(org, first);
    if (!latest && latest.error().kind == ErrorKind::NotFound) return rows;
    if (!latest) return latest.error();
    for (const auto& id : {first, latest->id}) {
        auto some = statuses.statuses_of(org, id);
        if (!some) return std::move(some).error();
        rows.insert(rows.end(), some->begin(), some->end());
    }
    return rows;
}

}  // namespace

Result<Standing> standing_of(const json::Value& credential, IssuerService& issuers, StatusService& statuses,
                             const PublicUrls& urls) {
    if (openbadges::is_ob2_assertion(credential)) return Standing::Unknown;
    auto standing = Standing::Good;
    const std::string id = json::text_of(credential, "id");
    for (const Entry& entry : entries_of(credential)) {
        const std::string org = org_of(urls, entry.list);
        if (org.empty()) {
            standing = worse(standing, Standing::Unknown);
            continue;
        }
        const auto rows = rows_of(org, id, issuers, statuses, urls);
        if (!rows) return rows.error();
        const bool is_revocation_list = entry.index.empty() && entry.list == urls.revocation_list(org);
        standing = worse(standing, standing_at(entry, is_revocation_list, *rows));
    }
    return standing;
}

}  // namespace blason::service
