// For coordinators: POST /workflows, GET /workflows/{workflow}, and their exchanges.
#include "engine/json/parse.hpp"
#include "engine/json/reader.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcalm/answers.hpp"
#include "wallet-server/api/vcalm/handlers.hpp"

namespace blason::api::vcalm {
namespace {

using service::vcalm::Exchange;

const json::Path kRoot;

/// A verifier may set up exchanges, but not have something issued.
Result<void> may_issue(const http::Request& request, Services& services) {
    if (services.demo) return {};
    const auto token = bearer_token(request);
    const auto key = token ? services.access.find(*token)
                           : Result<service::ApiKey>(Error{"api-key-missing", "", "", ErrorKind::Unauthorized});
    if (!key) return key.error();
    if (key->role == service::Role::Issuer || key->role == service::Role::Admin) return {};
    return Error{"role-missing", "This workflow issues credentials, which takes an issuer's key.", "",
                 ErrorKind::Forbidden};
}

Result<service::vcalm::NewExchange> read_exchange_request(const json::Object& body, Instant now) {
    constexpr std::int64_t kLongestTtl = service::vcalm::ExchangeService::kLongestLifetime;
    service::vcalm::NewExchange request;
    for (const auto& [key, value] : body) {
        const std::string_view name(key.data(), key.size());
        const std::string pointer = json::Path(&kRoot, name).pointer();
        if (name == "variables" && value.is_object()) {
            request.variables = value.get_object();
        } else if (name == "expires" && value.is_string()) {
            request.expires = parse_instant(json::view(value));
            if (!request.expires)
                return refused("invalid-date", "This must be a date and time with its zone.", pointer);
        } else if (name == "ttl" && value.is_int64()) {
            // Seconds, as services had it before `expires`.
            if (value.get_int64() < 1 || value.get_int64() > kLongestTtl)
                return refused("exchange-lifetime", "An exchange expires in the future, and within 30 days.", pointer);
            request.expires = Instant{now.seconds + value.get_int64(), 0};
        } else if (name == "variables" || name == "expires" || name == "ttl") {
            return malformed("wrong-type", "This has another type.", pointer);
        } else {
            return refused("option-unknown", "This option is not known here.", pointer);
        }
    }
    return request;
}

json::Object state_of(const Exchange& exchange) {
    json::Object body;
    body["id"] = json::key(exchange.place.exchange);
    body["sequence"] = exchange.sequence;
    body["expires"] = format_instant(exchange.expires);
    body["step"] = json::key(exchange.step);
    body["state"] = json::key(service::vcalm::to_text(exchange.state));
    if (!exchange.last_error.empty())
        if (auto problem = json::parse(exchange.last_error)) body["lastError"] = std::move(*problem);
    body["variables"] = exchange.variables;
    return body;
}

}  // namespace

http::Response create_workflow(const http::Request& request, Services& services) {
    auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto workflow = vc::vcalm::Workflow::read(*body);
    if (!workflow) return fail(workflow.error(), request);
    if (workflow->issues())
        if (auto may = may_issue(request, services); !may) return fail(may.error(), request);
    const auto id = services.exchanges.create_workflow(*org, std::move(*body), actor_of(request, services));
    if (!id) return fail(id.error(), request);
    const auto stored = services.exchanges.configuration(*org, *id);
    if (!stored) return fail(stored.error(), request);
    auto response = answer(201, *stored);
    response.fields.set("Location", services.urls.issuer(*org) + "/workflows/" + *id);
    return response;
}

http::Response get_workflow(const http::Request& request, Services& services) {
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto stored = services.exchanges.configuration(*org, request.params.at("workflow"));
    if (!stored) return fail(stored.error(), request);
    return answer(200, *stored);
}

http::Response create_exchange(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    const auto& workflow = request.params.at("workflow");
    const auto issues = services.exchanges.issues(*org, workflow);
    if (!issues) return fail(issues.error(), request);
    if (*issues)
        if (auto may = may_issue(request, services); !may) return fail(may.error(), request);
    auto wanted = read_exchange_request(body->get_object(), services.clock());
    if (!wanted) return fail(wanted.error(), request);
    const auto made =
        services.exchanges.create_exchange(*org, workflow, std::move(*wanted), actor_of(request, services));
    if (!made) return fail(made.error(), request);
    const auto issuer = services.issuers.issuer(*org);
    if (!issuer) return fail(issuer.error(), request);
    auto state = state_of(*made);
    state["exchangeId"] = json::key(services.exchanges.url(made->place));
    state["interactionUrl"] = json::key(services.exchanges.interaction_url(made->place));
    const auto dcc = services.exchanges.dcc_request(*made, *issuer);
    if (!dcc.empty()) state["dccRequest"] = json::key(dcc);
    auto response = answer(201, state);
    response.fields.set("Location", services.exchanges.url(made->place));
    return response;
}

http::Response get_exchange(const http::Request& request, Services& services) {
    const auto place = place_of(request, services);
    if (!place) return fail(place.error(), request);
    const auto exchange = services.exchanges.exchange(*place);
    if (!exchange) return fail(exchange.error(), request);
    auto response = answer(200, state_of(*exchange));
    response.fields.set("Cache-Control", "no-store");
    return response;
}

}  // namespace blason::api::vcalm
