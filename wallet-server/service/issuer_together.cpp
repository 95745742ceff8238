// Badges of one step of a protocol: signed first, and stored in the transaction that the step is.
#include "wallet-server/service/issuer_service.hpp"

#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {

Result<std::vector<StoredCredential>> IssuerService::issue_together(const std::string& org,
                                                                    std::span<const IssueBadge> requests,
                                                                    const Actor& actor, const Keep& keep) {
    const auto signing = issuer(org);
    if (!signing) return signing.error();
    std::vector<Signed> made;
    const auto give_back = [&] {
        for (const auto& one : made) statuses_.give_back(org, one.status, one.row.statuses);
    };
    for (const auto& request : requests) {
        auto earned = achievement(org, achievement_name(org, request.achievement));
        auto one = earned ? sign_badge(*signing, *earned, request, actor) : Result<Signed>(earned.error());
        if (!one) {
            give_back();
            return std::move(one).error();
        }
        made.push_back(std::move(*one));
    }
    std::vector<storage::CredentialRow> rows;
    std::vector<storage::Audit> audits;
    std::vector<StoredCredential> stored;
    for (const auto& one : made) {
        rows.push_back(one.row);
        audits.push_back(audit(org, "credential.issue", one.row.id, actor, from_ms(one.row.issued_ms)));
        stored.push_back(stored_credential(one.row, urls_));
    }
    if (auto kept = keep(rows, audits); !kept) {
        // After a write of unknown outcome the places may be taken: then they are lost, never given twice.
        if (kept.error().code != "store-outcome-unknown") give_back();
        return kept.error();
    }
    return stored;
}

Result<void> IssuerService::try_badge(IssueBadge request, const Actor& actor) {
    const auto signing = issuer(request.org);
    if (!signing) return signing.error();
    auto earned = achievement(request.org, achievement_name(request.org, request.achievement));
    if (!earned) return std::move(earned).error();
    request.status = StatusPlan{};
    auto made = sign_badge(*signing, *earned, request, actor);
    if (!made) return std::move(made).error();
    return {};
}

std::string IssuerService::achievement_name(const std::string& org, std::string_view named) const {
    const auto own = urls_.achievement(org, "");
    return std::string(named.starts_with(own) ? named.substr(own.size()) : named);
}

}  // namespace blason::service
