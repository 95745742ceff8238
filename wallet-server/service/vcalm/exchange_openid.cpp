// An exchange by the protocols of OpenID: what its step is to them, and how it moves when a wallet has taken or shown
// something by one of them.
#include "vc/oid4vci/offer.hpp"
#include "vc/oid4vp/client_id.hpp"
#include "vc/oid4vp/link.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/service/vcalm/exchange_service.hpp"
#include "wallet-server/service/vcalm/exchange_steps.hpp"

namespace blason::service::vcalm {

using vc::vcalm::Step;
using vc::vcalm::Workflow;

/// Why a tie leads nowhere any more.
Error ExchangeService::nothing_left(const Exchange& exchange, const ExchangeTie& tie) {
    return exchange.sequence == tie.sequence ? refused("nothing-offered", "Nothing is offered or asked here now.")
                                             : exchange_moved();
}

/// Both names of each: wallets that know the versioned one take it, and the older one stands for any version.
Result<void> ExchangeService::add_openid(json::Object& protocols, const Exchange& exchange, const Workflow& steps,
                                         const Step& step) {
    if (offered(exchange, steps)) {
        const auto link = vc::oid4vci::offer_link_by_reference(url(exchange.place) + kOfferPath);
        protocols["oid4vci-1.0"] = json::key(link);
        protocols["OID4VCI"] = json::key(link);
    }
    if (asked(exchange, step)) {
        const auto issuer = issuers_.issuer(exchange.place.org);
        if (!issuer) return issuer.error();
        const auto client = vc::oid4vp::make_client_id(vc::oid4vp::ClientIdPrefix::DecentralizedIdentifier, issuer->id);
        const auto link = vc::oid4vp::write_link(
            std::string(vc::oid4vp::kScheme) + "://",
            {{"client_id", json::key(client.text)}, {"request_uri", json::key(url(exchange.place) + kRequestPath)}});
        protocols["oid4vp-1.0"] = json::key(link);
        protocols["OID4VP"] = json::key(link);
    }
    return {};
}

/// The step is done: on to the next that asks or gives something, or to the end.
Result<ExchangeAfter> ExchangeService::after(Exchange exchange, Step step, const Workflow& steps,
                                             std::vector<std::string> callbacks, const Actor& actor) {
    ExchangeAfter then;
    then.callbacks = std::move(callbacks);
    for (int count = 0; count < kMostSteps; ++count) {
        if (!step.callback_url.empty()) then.callbacks.push_back(step.callback_url);
        then.redirect_url = step.redirect_url;
        if (auto left = leave(exchange, step, steps, random_); !left) return std::move(left).error();
        if (exchange.is_over()) break;
        auto next = steps.step(exchange.step, exchange.variables);
        if (!next) return std::move(next).error();
        if (next->request || next->invite || next->presentation || !next->issue.empty()) break;
        step = std::move(*next);
    }
    return stored_as(std::move(exchange), std::move(then), actor);
}

ExchangeAfter ExchangeService::stored_as(Exchange exchange, ExchangeAfter then, const Actor& actor) {
    ++exchange.sequence;
    exchange.last_error.clear();
    if (exchange.state == ExchangeState::Pending) exchange.state = ExchangeState::Active;
    then.row = to_row(exchange);
    then.audit = audit(exchange.place.org, "exchange.advance", exchange.place.exchange, actor, clock_());
    return then;
}

void ExchangeService::moved(const ExchangeAfter& then) {
    const ExchangePlace place{then.row.org, then.row.workflow, then.row.id};
    for (const auto& callback : then.callbacks) callbacks_.tell(callback, url(place));
}

}  // namespace blason::service::vcalm
