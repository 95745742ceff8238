// What an exchange asks of wallets of OpenID4VP, and what they answer.
#include "engine/json/pointer.hpp"
#include "vc/envelope.hpp"
#include "vc/model/values.hpp"
#include "vc/presentation/holder_name.hpp"
#include "vc/presentation/presented.hpp"
#include "vc/vcalm/as_dcql.hpp"
#include "vc/vcalm/judge.hpp"
#include "wallet-server/service/vcalm/exchange_service.hpp"
#include "wallet-server/service/vcalm/exchange_steps.hpp"
#include "wallet-server/service/vcalm/step_results.hpp"

namespace blason::service::vcalm {
namespace {

/// The DID whose key has signed. Of an SD-JWT that is the key its issuer has bound it to, whatever it calls the
/// subject.
std::string signer_of(const json::Value& presentation, const vc::presentation::Presented& read) {
    if (read.holder || !presentation.is_string()) return read.holder.value_or("");
    const auto names = vc::presentation::holder_names(read.credential, json::view(presentation));
    return names.size() == 1 ? names.front().did : std::string();
}

/// As it stands in messages of exchanges.
Result<json::Value> in_message(const json::Value& presentation) {
    if (presentation.is_object()) {
        if (vc::model::has_type(presentation, "VerifiablePresentation")) return presentation;
        return vc::vcalm::unsigned_presentation({presentation});
    }
    const auto token = json::view(presentation);
    if (token.find('~') == std::string_view::npos) return vc::envelope(token, "application/vp+jwt");
    auto credential = vc::for_presentation(token);
    if (!credential) return credential;
    return vc::vcalm::unsigned_presentation({std::move(*credential)});
}

/// What was presented by OpenID4VP, as an exchange takes it.
struct Arrived {
    std::vector<vc::presentation::Held> credentials;
    std::string holder;  ///< of all of them; empty: nobody, or several
    json::Array shown;
    json::Object vp_token;
};

Result<Arrived> arrived(const json::Object& answer, const jsonld::Processor& processor) {
    Arrived all;
    bool first = true;
    const auto* queries = json::find(answer, "presentations");
    if (queries == nullptr) return refused("presentation-missing", "A presentation was asked for.");
    for (const auto& query : queries->get_object()) {
        json::Array tokens;
        for (const auto& one : query.value().get_array()) {
            const auto& presentation = one.at("presentation");
            auto read = vc::presentation::read_presented(presentation, processor);
            if (!read) return std::move(read).error();
            read->credential.holder_binding = one.at("holderBound").as_bool();
            const auto holder = read->bound ? signer_of(presentation, *read) : std::string();
            if (first) all.holder = holder;
            if (holder != all.holder) all.holder.clear();
            first = false;
            all.credentials.push_back(std::move(read->credential));
            auto shown = in_message(presentation);
            if (!shown) return std::move(shown).error();
            all.shown.push_back(std::move(*shown));
            tokens.push_back(presentation);
        }
        all.vp_token[query.key()] = std::move(tokens);
    }
    return all;
}

}  // namespace

Result<std::optional<OpenIdRequest>> ExchangeService::asked(const ExchangePlace& place) {
    const auto found = exchange(place);
    if (!found) return found.error();
    const auto steps = workflow(place.org, place.workflow);
    if (!steps) return steps.error();
    const auto step = steps->step(found->step, found->variables);
    if (!step) return step.error();
    return asked(*found, *step);
}

std::optional<OpenIdRequest> ExchangeService::asked(const Exchange& exchange, const vc::vcalm::Step& step) const {
    // Who presents what is somebody else's cannot show that it is theirs.
    if (exchange.is_over() || !asks(exchange, step) || step.bearer) return std::nullopt;
    const auto request = vc::vcalm::read_presentation_request(*step.request, json::Path());
    if (!request) return std::nullopt;
    auto query = vc::vcalm::as_dcql(*request, environment_.jsonld);
    if (!query) return std::nullopt;
    return OpenIdRequest{std::move(*query),
                         ExchangeTie{exchange.place.workflow, exchange.place.exchange, exchange.sequence},
                         exchange.expires};
}

Result<ExchangeAfter> ExchangeService::presented(const std::string& org, const ExchangeTie& tie,
                                                 const json::Object& answer, const Actor& actor) {
    const ExchangePlace place{org, tie.workflow, tie.exchange};
    auto taken = take_answer(place, tie, answer, actor);
    if (!taken && (taken.error().kind == ErrorKind::Refused || taken.error().kind == ErrorKind::Malformed))
        if (auto noted = note(place, taken.error().code, taken.error().detail); !noted) return std::move(noted).error();
    return taken;
}

Result<ExchangeAfter> ExchangeService::take_answer(const ExchangePlace& place, const ExchangeTie& tie,
                                                   const json::Object& answer, const Actor& actor) {
    auto found = open(place);
    if (!found) return std::move(found).error();
    const auto steps = workflow(place.org, place.workflow);
    if (!steps) return steps.error();
    auto step = steps->step(found->step, found->variables);
    if (!step) return std::move(step).error();
    if (found->sequence != tie.sequence || !asks(*found, *step)) return nothing_left(*found, tie);
    const auto request = vc::vcalm::read_presentation_request(*step->request, json::Path());
    if (!request) return request.error();
    auto brought = arrived(answer, environment_.jsonld);
    if (!brought) return std::move(brought).error();
    // The query that the wallet was asked says less than the request.
    if (auto good = vc::vcalm::check_brought(*request, {brought->credentials, brought->holder}); !good)
        return std::move(good).error();
    json::Value shown = brought->shown.size() == 1 ? brought->shown.front() : json::Value(brought->shown);
    if (step->presentation_schema)
        if (auto fits = check_schema(shown, *step->presentation_schema); !fits) return std::move(fits).error();
    auto& results = results_of(found->variables, found->step);
    results["verifiablePresentation"] = std::move(shown);
    results["openId"] =
        json::Object{{"authorizationResponse", json::Object{{"vp_token", std::move(brought->vp_token)}}}};
    if (!brought->holder.empty()) {
        results["did"] = json::key(brought->holder);
        found->holder = brought->holder;
    }
    if (step->issue.empty() && !step->presentation)
        return after(std::move(*found), std::move(*step), *steps, {}, actor);
    // What the step gives cannot be given in this protocol: it waits.
    found->answered = true;
    found->challenge.clear();
    return stored_as(std::move(*found), {}, actor);
}

}  // namespace blason::service::vcalm
