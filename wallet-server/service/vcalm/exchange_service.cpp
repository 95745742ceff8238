#include "wallet-server/service/vcalm/exchange_service.hpp"

#include <algorithm>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/vcalm/presentation_request.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/service/vcalm/exchange_steps.hpp"
#include "wallet-server/service/vcalm/links.hpp"
#include "wallet-server/service/vcalm/step_results.hpp"

namespace blason::service::vcalm {
namespace {

using vc::vcalm::Workflow;

Error workflow_not_found(Error error) {
    return renamed(std::move(error), "not-found", "workflow-not-found", "There is no such workflow here.");
}
Error exchange_not_found(Error error) {
    return renamed(std::move(error), "not-found", "exchange-not-found", "There is no such exchange here.");
}

/// What may stand in an address as it is.
bool is_local_id(std::string_view text) {
    constexpr std::size_t kLongest = 64;
    return !text.empty() && text.size() <= kLongest && text != "." && text != ".." &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_' || c == '.';
           });
}

/// Only an authentication is asked for: what a `dccrequest` link can carry.
bool asks_authentication_only(const json::Value& request) {
    const auto read = vc::vcalm::read_presentation_request(request, json::Path());
    return read && std::all_of(read->queries.begin(), read->queries.end(), [](const vc::vcalm::Query& query) {
               return query.kind == vc::vcalm::QueryKind::DidAuthentication;
           });
}

}  // namespace

ExchangeService::ExchangeService(storage::Store& store, IssuerService& issuers, const PublicUrls& urls,
                                 net::HttpClient& client, Clock clock, crypto::Random& random,
                                 const vc::Environment& environment)
    : store_(store),
      issuers_(issuers),
      urls_(urls),
      callbacks_(client),
      clock_(std::move(clock)),
      random_(random),
      environment_(environment) {}

Result<std::string> ExchangeService::create_workflow(std::string_view org, json::Value configuration,
                                                     const Actor& actor) {
    const auto workflow = Workflow::read(configuration);
    if (!workflow) return workflow.error();
    std::string id = workflow->id();
    if (id.empty()) id = random_id(random_);
    if (!is_local_id(id))
        return refused("workflow-id-syntax", "The id of a workflow has 1 to 64 letters, digits, or any of - _ .",
                       "/id");
    configuration.get_object()["id"] = json::key(id);
    const auto now = clock_();
    auto added = store_.add_workflow({std::string(org), id, json::serialize(configuration), to_ms(now)},
                                     audit(org, "workflow.create", id, actor, now));
    if (!added) {
        auto error =
            renamed(std::move(added).error(), "exists", "workflow-exists", "There is a workflow of this id already.");
        return issuer_not_found(std::move(error));
    }
    return id;
}

Result<json::Value> ExchangeService::configuration(std::string_view org, std::string_view workflow) {
    const auto row = store_.workflow(org, workflow);
    if (!row) return workflow_not_found(row.error());
    return json::parse(row->doc);
}

Result<Workflow> ExchangeService::workflow(std::string_view org, std::string_view id) {
    const auto stored = configuration(org, id);
    if (!stored) return stored.error();
    return Workflow::read(*stored);
}

Result<bool> ExchangeService::issues(std::string_view org, std::string_view workflow_id) {
    const auto found = workflow(org, workflow_id);
    if (!found) return found.error();
    return found->issues();
}

Result<Exchange> ExchangeService::create_exchange(std::string_view org, std::string_view workflow_id,
                                                  NewExchange request, const Actor& actor) {
    const auto found = workflow(org, workflow_id);
    if (!found) return found.error();
    if (request.variables.contains("results"))
        return refused("variables-reserved", "The variable results is what the steps bring.", "/variables/results");
    const auto now = clock_();
    Exchange exchange;
    exchange.place = {std::string(org), std::string(workflow_id), random_id(random_)};
    exchange.step = found->initial_step();
    exchange.variables = std::move(request.variables);
    exchange.expires = request.expires.value_or(Instant{now.seconds + kUsualLifetime, 0});
    if (exchange.expires <= now || exchange.expires.seconds > now.seconds + kLongestLifetime)
        return refused("exchange-lifetime", "An exchange expires in the future, and within 30 days.", "/expires");
    const auto first = found->step(exchange.step, exchange.variables);
    if (!first) return first.error();
    if (needs_challenge(*first)) exchange.challenge = random_id(random_);
    auto row = to_row(exchange);
    row.created_ms = to_ms(now);
    auto added = store_.add_exchange(row, audit(org, "exchange.create", row.id, actor, now));
    if (!added) return workflow_not_found(std::move(added).error());
    return exchange;
}

Result<Exchange> ExchangeService::exchange(const ExchangePlace& place) {
    const auto row = store_.exchange(place.org, place.exchange);
    if (!row) return exchange_not_found(row.error());
    if (row->workflow != place.workflow)
        return Error{"exchange-not-found", "There is no such exchange here.", "", ErrorKind::NotFound};
    auto exchange = read_exchange(*row);
    if (exchange && !exchange->is_over() && exchange->expires <= clock_()) exchange->state = ExchangeState::Invalid;
    return exchange;
}

Result<ExchangePlace> ExchangeService::find(std::string_view org, std::string_view exchange) {
    const auto row = store_.exchange(org, exchange);
    if (!row) return exchange_not_found(row.error());
    return ExchangePlace{row->org, row->workflow, row->id};
}

/// An exchange that can go on.
Result<Exchange> ExchangeService::open(const ExchangePlace& place) {
    auto found = exchange(place);
    if (!found) return found;
    if (found->state == ExchangeState::Invalid)
        return Error{"exchange-expired", "This exchange has expired.", "", ErrorKind::Refused};
    if (found->state == ExchangeState::Complete)
        return Error{"exchange-complete", "This exchange is complete.", "", ErrorKind::Conflict};
    return found;
}

Result<json::Value> ExchangeService::current_request(const ExchangePlace& place) {
    const auto found = exchange(place);
    if (!found) return found.error();
    if (found->is_over()) return json::Value(json::Object());
    const auto steps = workflow(place.org, place.workflow);
    if (!steps) return steps.error();
    const auto step = steps->step(found->step, found->variables);
    if (!step) return step.error();
    if (!asks(*found, *step)) return json::Value(json::Object());
    return request_of(*step, found->challenge, urls_.base());
}

Result<json::Object> ExchangeService::protocols(const ExchangePlace& place) {
    const auto found = exchange(place);
    if (!found) return found.error();
    json::Object protocols;
    if (found->is_over()) return protocols;
    const auto steps = workflow(place.org, place.workflow);
    if (!steps) return steps.error();
    const auto step = steps->step(found->step, found->variables);
    if (!step) return step.error();
    if (step->invite) {
        protocols["inviteRequest"] = json::key(url(place) + "/invite-request/response");
        return protocols;
    }
    protocols["vcapi"] = json::key(url(place));
    if (auto more = add_openid(protocols, *found, *steps, *step); !more) return std::move(more).error();
    return protocols;
}

Result<Turn> ExchangeService::run(Exchange& exchange, const Workflow& workflow, const vc::vcalm::Message& message,
                                  Door door, const Actor& actor) {
    const auto now = clock_();
    const auto before = exchange.sequence;
    auto done = walk(exchange, workflow, message, door, {issuers_, environment_, urls_, random_, now}, actor);
    if (!done) return std::move(done).error();
    if (!done->moved) {
        if (!done->turn.refused && exchange.state == ExchangeState::Pending)
            if (auto started = store_.start_exchange(exchange.place.org, exchange.place.exchange); !started)
                return std::move(started).error();
        return std::move(done->turn);
    }
    exchange.last_error.clear();
    const auto advanced = store_.advance_exchange(
        to_row(exchange), audit(exchange.place.org, "exchange.advance", exchange.place.exchange, actor, now));
    if (!advanced) return advanced.error();
    if (!*advanced || exchange.sequence != before + 1) return exchange_moved();
    for (const auto& callback : done->callbacks) callbacks_.tell(callback, url(exchange.place));
    return std::move(done->turn);
}

Result<Turn> ExchangeService::take_part(const ExchangePlace& place, const vc::vcalm::Message& message, Door door,
                                        const Actor& actor) {
    auto exchange = open(place);
    if (!exchange) return std::move(exchange).error();
    const auto steps = workflow(place.org, place.workflow);
    if (!steps) return steps.error();
    auto turn = run(*exchange, *steps, message, door, actor);
    const bool went_wrong = !turn || turn->refused;
    if (went_wrong &&
        !(!turn && (turn.error().kind == ErrorKind::Conflict || turn.error().kind == ErrorKind::Unavailable))) {
        const std::string code = turn ? "verification-failed" : turn.error().code;
        const auto noted = note(place, code, turn ? "What was presented does not verify." : turn.error().detail);
        if (!noted) return noted.error();
    }
    return turn;
}

/// For the coordinator who looks at the exchange; the client is told by the answer.
Result<void> ExchangeService::note(const ExchangePlace& place, const std::string& code, const std::string& title) {
    json::Object problem;
    problem["type"] = json::key("urn:blason:error:" + code);
    problem["title"] = json::key(title);
    return store_.note_exchange_error(place.org, place.exchange, json::serialize(problem));
}

Result<void> ExchangeService::invite(const ExchangePlace& place, const Invitation& invitation, const Actor& actor) {
    auto exchange = open(place);
    if (!exchange) return std::move(exchange).error();
    const auto steps = workflow(place.org, place.workflow);
    if (!steps) return steps.error();
    auto step = steps->step(exchange->step, exchange->variables);
    if (!step) return std::move(step).error();
    if (!step->invite) return refused("invitation-not-asked", "Nobody here waits for an invitation.");
    json::Object response;
    response["url"] = json::key(invitation.url);
    response["purpose"] = json::key(invitation.purpose);
    response["referenceId"] = json::key(invitation.reference_id);
    results_of(exchange->variables, exchange->step)["inviteRequest"] =
        json::Object{{"inviteResponse", std::move(response)}};
    // It is what the step was for; the exchange goes on with the next one.
    if (auto next = leave(*exchange, *step, *steps, random_); !next) return std::move(next).error();
    ++exchange->sequence;
    const auto now = clock_();
    const auto advanced =
        store_.advance_exchange(to_row(*exchange), audit(place.org, "exchange.advance", place.exchange, actor, now));
    if (!advanced) return advanced.error();
    if (!*advanced) return exchange_moved();
    if (!step->callback_url.empty()) callbacks_.tell(step->callback_url, url(place));
    return {};
}

std::string ExchangeService::url(const ExchangePlace& place) const {
    return urls_.issuer(place.org) + "/workflows/" + place.workflow + "/exchanges/" + place.exchange;
}

std::string ExchangeService::interaction_url(const ExchangePlace& place) const {
    return urls_.issuer(place.org) + "/interactions/" + place.exchange + "?iuv=1";
}

std::string ExchangeService::dcc_request(const Exchange& exchange, const Issuer& issuer) {
    if (exchange.is_over()) return {};
    const auto request = current_request(exchange.place);
    if (!request || json::find(*request, "query") == nullptr || !asks_authentication_only(*request)) return {};
    return dcc_request_url({issuer.id, url(exchange.place) + "/credential-request", exchange.challenge});
}

}  // namespace blason::service::vcalm
