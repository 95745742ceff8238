// What an exchange issues to wallets of OpenID4VCI.
#include "engine/json/pointer.hpp"
#include "vc/envelope.hpp"
#include "vc/presentation/holder_name.hpp"
#include "vc/vcalm/judge.hpp"
#include "wallet-server/service/badge_request.hpp"
#include "wallet-server/service/oid4vci/formats.hpp"
#include "wallet-server/service/vcalm/exchange_issue.hpp"
#include "wallet-server/service/vcalm/exchange_service.hpp"
#include "wallet-server/service/vcalm/exchange_steps.hpp"
#include "wallet-server/service/vcalm/step_results.hpp"

namespace blason::service::vcalm {
namespace {

using vc::vcalm::Step;
using vc::vcalm::Workflow;

/// An exchange before the one credential that a step issues.
struct Issuing {
    Exchange exchange;
    Step step;
    std::vector<std::string> callbacks;  ///< of the steps before
};

/// A proof of a key is an authentication: it answers a step that asks for no more than that. `did`: whose key was
/// shown; empty: nobody's yet. False: the step asks for something else.
Result<bool> pass_authentication(Exchange& exchange, const Step& step, const std::string& did) {
    const auto request = vc::vcalm::read_presentation_request(*step.request, json::Path());
    if (!request) return request.error();
    std::optional<Error> wrong;
    bool passed = false;
    for (const auto& one : vc::vcalm::alternatives(*request)) {
        if (!one.credentials.empty()) continue;
        passed = passed || one.authentication.empty();
        for (const auto* query : one.authentication) {
            auto accepted = did.empty() ? Result<void>() : vc::vcalm::check_method(*query, did);
            passed = passed || accepted;
            if (!accepted) wrong = std::move(accepted).error();
        }
    }
    if (!passed) return wrong ? Result<bool>(std::move(*wrong)) : Result<bool>(false);
    if (did.empty()) return true;
    // What stands where templates look for who has signed.
    auto presentation = vc::vcalm::unsigned_presentation({}).get_object();
    presentation.erase("verifiableCredential");
    presentation["holder"] = json::key(did);
    auto& results = results_of(exchange.variables, exchange.step);
    results["verifiablePresentation"] = std::move(presentation);
    results["did"] = json::key(did);
    exchange.holder = did;
    return true;
}

/// From where the exchange is to where it issues one credential, if a key is all that it takes. Nothing: it does not.
Result<std::optional<Issuing>> issuing(const Exchange& exchange, const Workflow& workflow, const std::string& did,
                                       crypto::Random& random) {
    const std::optional<Issuing> nothing;
    Issuing at{exchange, {}, {}};
    for (int steps = 0; steps < kMostSteps; ++steps) {
        auto step = workflow.step(at.exchange.step, at.exchange.variables);
        if (!step) return std::move(step).error();
        if (asks(at.exchange, *step)) {
            const auto passed = pass_authentication(at.exchange, *step, did);
            if (!passed) return passed.error();
            if (!*passed) return nothing;
        }
        // Anything else that the step gives has no place in that protocol.
        if (step->invite || step->presentation || step->issue.size() > 1) return nothing;
        if (!step->issue.empty()) {
            at.step = std::move(*step);
            return std::optional<Issuing>(std::move(at));
        }
        if (step->next.empty()) return nothing;
        if (!step->callback_url.empty()) at.callbacks.push_back(step->callback_url);
        if (auto left = leave(at.exchange, *step, workflow, random); !left) return std::move(left).error();
    }
    return nothing;
}

std::vector<std::string> formats_of(const Form& form) {
    std::vector<std::string> names;
    for (const auto& row : oid4vci::kFormats)
        if (!form.is_said || row.format == form.format) names.emplace_back(row.name);
    return names;
}

}  // namespace

Result<std::optional<OpenIdOffer>> ExchangeService::offered(const ExchangePlace& place) {
    const auto found = exchange(place);
    if (!found) return found.error();
    const auto steps = workflow(place.org, place.workflow);
    if (!steps) return steps.error();
    return offered(*found, *steps);
}

std::optional<OpenIdOffer> ExchangeService::offered(const Exchange& exchange, const Workflow& steps) {
    if (exchange.is_over()) return std::nullopt;
    const auto at = issuing(exchange, steps, {}, random_);
    if (!at || !*at) return std::nullopt;
    auto order = badge_order((*at)->exchange, steps, (*at)->step.issue.front());
    if (!order || !*order) return std::nullopt;
    const auto* name = json::find((*order)->order, "achievement");
    const auto& org = exchange.place.org;
    if (name == nullptr || !name->is_string() ||
        !issuers_.achievement(org, issuers_.achievement_name(org, json::view(*name))))
        return std::nullopt;
    return OpenIdOffer{std::move((*order)->order), (*order)->form.cryptosuite, formats_of((*order)->form),
                       ExchangeTie{exchange.place.workflow, exchange.place.exchange, exchange.sequence},
                       exchange.expires};
}

Result<TiedExchanges::Award> ExchangeService::award(const std::string& org, const ExchangeTie& tie,
                                                    const std::string& did, const Actor& actor) {
    const auto found = open({org, tie.workflow, tie.exchange});
    if (!found) return found.error();
    auto steps = workflow(org, tie.workflow);
    if (!steps) return std::move(steps).error();
    auto at = issuing(*found, *steps, did, random_);
    if (!at) return std::move(at).error();
    if (found->sequence != tie.sequence || !*at) return nothing_left(*found, tie);
    const auto order = badge_order((*at)->exchange, *steps, (*at)->step.issue.front());
    if (!order) return order.error();
    if (!*order) return nothing_left(*found, tie);
    auto badge = read_badge_request((*order)->order);
    if (!badge) return std::move(badge).error();
    badge->cryptosuite = (*order)->form.cryptosuite;
    // Whoever has authenticated before is the recipient, whoever fetches it; by whichever name of the same key.
    const auto& holder = (*at)->exchange.holder;
    const auto key = vc::presentation::key_did_of(holder);
    if (badge->recipient.id.empty())
        badge->recipient.id = !key.empty() && key == vc::presentation::key_did_of(did) ? did : holder;
    badge->once = once_in_exchange((*at)->exchange, 0, "openid4vci\n" + did, issuers_);
    return Award{std::move(*badge),
                 [this, at = std::move(**at), steps = std::move(*steps),
                  actor](std::string_view credential) -> Result<ExchangeAfter> {
                     auto exchange = at.exchange;
                     auto value = vc::for_presentation(credential);
                     if (!value) return std::move(value).error();
                     const auto& place = at.step.issue.front().result;
                     if (auto kept = keep_result(exchange.variables, place, std::move(*value)); !kept)
                         return std::move(kept).error();
                     return after(std::move(exchange), at.step, steps, at.callbacks, actor);
                 }};
}

}  // namespace blason::service::vcalm
