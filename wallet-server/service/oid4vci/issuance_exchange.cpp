// Offers that are part of an exchange.
#include "wallet-server/service/oid4vci/issuance.hpp"
#include "wallet-server/service/oid4vci/issuance_steps.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oid4vci {

namespace wire = vc::oid4vci;

/// What is issued, and whether, the exchange says, and it moves with it: all in one transaction.
Result<wire::CredentialResponse> Issuance::issue_in_exchange(const Wanted& wanted, const CheckedProofs& proofs,
                                                             storage::IssuanceRow row, const Asking& asking,
                                                             const Actor& actor) {
    const Offer& offer = wanted.offer;
    if (exchanges_ == nullptr || proofs.keys.size() != 1)
        return denied("This offer is of one credential, for the holder of one key.");
    const auto& key = proofs.keys.front();
    // Another request of the same wallet was faster, or somebody by another protocol.
    const auto beaten = [&](const Error& error) -> Result<wire::CredentialResponse> {
        const auto first = store_.issuance_of(offer.org, offer.id, wanted.configuration.id());
        return first ? again(*first, proofs, asking) : denied(error.detail);
    };
    auto award = exchanges_->award(offer.org, *offer.document.exchange, key.did, actor);
    if (!award) return award.error().kind == ErrorKind::Unavailable ? award.error() : beaten(award.error());
    if (auto theirs = check_recipient(offer, award->order, proofs.keys, asking.access); !theirs)
        return std::move(theirs).error();
    const std::vector<IssueBadge> orders{bound_to(std::move(award->order), wanted, key)};
    std::optional<ExchangeAfter> after;
    const auto issued =
        issuers_.issue_together(offer.org, orders, actor,
                                [&](const std::vector<storage::CredentialRow>& credentials,
                                    const std::vector<storage::Audit>& audits) -> Result<void> {
                                    auto then = award->after(credentials.front().body);
                                    if (!then) return std::move(then).error();
                                    after = std::move(*then);
                                    row.credentials = ids_text(credentials);
                                    auto all = audits;
                                    all.push_back(audit(offer.org, "offer.issue", offer.id, actor, clock_()));
                                    const auto move = after->move();
                                    return store_.begin_issuance({row, proofs.nonces, credentials, all, &move});
                                });
    if (!issued) {
        const auto& code = issued.error().code;
        if (code == "exists" || code == "exchange-moved") return beaten(issued.error());
        return outcome(issued.error());
    }
    exchanges_->moved(*after);
    return answer(row, *issued);
}

}  // namespace blason::service::oid4vci
