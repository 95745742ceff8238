#include "wallet-server/service/receiver/offer_view.hpp"

#include <algorithm>

#include "wallet-server/service/badge_host/foreign_text.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::receiver {
namespace {

std::string name_of(const std::vector<vc::oid4vci::Display>& display) {
    return display.empty() ? std::string() : badge_host::shortened(display.front().name);
}

OfferState state_of(const Receiving& receiving) {
    if (!receiving.failure.empty()) return OfferState::Failed;
    if (receiving.pending) return OfferState::Authorization;
    if (!receiving.awaited.empty()) return OfferState::Awaited;
    return receiving.received.empty() ? OfferState::Offered : OfferState::Received;
}

}  // namespace

std::string_view to_text(OfferState state) {
    switch (state) {
        case OfferState::Offered:
            return "offered";
        case OfferState::Authorization:
            return "authorization";
        case OfferState::Awaited:
            return "awaited";
        case OfferState::Received:
            return "received";
        case OfferState::Failed:
            return "failed";
    }
    return {};
}

OfferView view_of(const storage::SealedRow& row, const Receiving& receiving) {
    const auto& [offer, issuer, server] = receiving.discovered;
    OfferView view;
    view.id = row.id;
    view.state = state_of(receiving);
    view.issuer = issuer.credential_issuer;
    view.name = name_of(issuer.display);
    for (const auto& id : offer.configurations)
        if (const auto* configuration = issuer.configuration(id); configuration != nullptr)
            view.credentials.push_back({id, configuration->format, name_of(configuration->display)});
    if (offer.pre_authorized) view.tx_code = offer.pre_authorized->tx_code;
    view.needs_browser = !offer.pre_authorized;
    if (receiving.pending) view.authorization_url = receiving.pending->url;
    view.received = receiving.received;
    view.failure = receiving.failure;
    view.created = from_ms(row.created_ms);
    return view;
}

}  // namespace blason::service::receiver
