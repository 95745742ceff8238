#include "wallet-server/service/vcalm/exchange_issue.hpp"

#include <algorithm>

#include "engine/json/reader.hpp"
#include "engine/json/serialize.hpp"
#include "vc/proof/suite.hpp"
#include "vc/vcalm/presentation_request.hpp"
#include "wallet-server/service/badge_request.hpp"

namespace blason::service::vcalm {
namespace {

const json::Path kRoot;

Result<Form> read_form(const json::Value& made) {
    Form form;
    const auto* options = json::find(made, "options");
    if (options == nullptr) return form;
    const json::Path path(&kRoot, "options");
    if (!options->is_object()) return malformed("wrong-type", "The options are an object.", path.pointer());
    for (const auto& [key, value] : options->get_object()) {
        const std::string_view name(key.data(), key.size());
        const json::Path here(&path, name);
        if (name == "mandatoryPointers" && value.is_array()) {
            for (const auto& pointer : value.get_array())
                if (pointer.is_string()) form.mandatory_pointers.emplace_back(json::view(pointer));
            continue;
        }
        if (!value.is_string() || (name != "cryptosuite" && name != "format"))
            return refused("option-unknown", "This option is not known here.", here.pointer());
        form.is_said = true;
        if (name == "cryptosuite") {
            form.cryptosuite = vc::vcalm::suite_name(json::view(value));
            continue;
        }
        const auto format = vc::parse_format(json::view(value));
        if (!format) return refused("option-unknown", "This format is not known here.", here.pointer());
        form.format = *format;
    }
    return form;
}

std::optional<vc::Format> format_of_envelope(std::string_view media_type) {
    if (media_type == "application/jwt" || media_type == "application/vc+jwt") return vc::Format::Jwt;
    if (media_type == "application/vc+sd-jwt" || media_type == "application/dc+sd-jwt" ||
        media_type == "application/sd-jwt")
        return vc::Format::SdJwt;
    return std::nullopt;
}

bool is_accepted(const Form& form, const AcceptedForms& accepted) {
    if (accepted.any()) return true;
    if (form.format == vc::Format::DataIntegrity) {
        const std::string_view suite =
            form.cryptosuite.empty() ? "eddsa-rdfc-2022" : std::string_view(form.cryptosuite);
        return std::any_of(accepted.cryptosuites.begin(), accepted.cryptosuites.end(),
                           [&](const std::string& one) { return vc::vcalm::suite_name(one) == suite; });
    }
    return std::any_of(accepted.envelopes.begin(), accepted.envelopes.end(),
                       [&](const std::string& one) { return format_of_envelope(one) == form.format; });
}

/// The client's first wish that we can make.
Result<void> choose_form(Form& form, const AcceptedForms& accepted) {
    if (is_accepted(form, accepted)) return {};
    if (!form.is_said) {
        for (const auto& suite : accepted.cryptosuites) {
            const auto name = vc::vcalm::suite_name(suite);
            if (vc::proof::find_suite_to_create(name) == nullptr) continue;
            form.cryptosuite = name;
            return {};
        }
        for (const auto& envelope : accepted.envelopes) {
            const auto format = format_of_envelope(envelope);
            if (!format) continue;
            form.format = *format;
            return {};
        }
    }
    return refused("form-not-accepted", "What is issued here comes in no form that the client accepts.",
                   "/verifiablePresentationRequest");
}

/// The variables of the exchange, with those of the request over them.
Result<json::Object> variables_of(const Exchange& exchange, const vc::vcalm::IssueRequest& request) {
    json::Object all = exchange.variables;
    if (request.variables.is_null()) return all;
    const json::Value* further = &request.variables;
    if (further->is_string()) {
        further = json::find(exchange.variables, json::view(*further));
        if (further == nullptr)
            return refused("variable-missing",
                           "The exchange has no variable " + std::string(json::view(request.variables)) + ".");
        // The standard's examples name the variable again inside of the template.
        if (!further->is_object()) return all;
    }
    for (const auto& member : further->get_object()) all[member.key()] = member.value();
    return all;
}

Result<StoredCredential> issue_badge(const json::Value& made, const Form& form, const Exchange& exchange,
                                     RequestKey once, IssuerService& issuers, const Actor& actor) {
    json::Object body = made.get_object();
    body.erase("options");
    auto order = read_badge_request(body);
    if (!order) return std::move(order).error();
    if (order->recipient.id.empty()) order->recipient.id = exchange.holder;
    order->org = exchange.place.org;
    order->cryptosuite = form.cryptosuite;
    order->format = form.format;
    order->once = std::move(once);
    return issuers.issue_badge(*order, actor);
}

Result<StoredCredential> issue_credential(const json::Value& made, const Form& form, const Exchange& exchange,
                                          RequestKey once, IssuerService& issuers, const Actor& actor) {
    const auto* credential = json::find(made, "credential");
    if (credential == nullptr) credential = &made;
    if (!credential->is_object()) return malformed("wrong-type", "The template makes no credential.", "/credential");
    IssueCredential request;
    request.org = exchange.place.org;
    request.credential = *credential;
    request.cryptosuite = form.cryptosuite;
    request.format = form.format;
    request.mandatory_pointers = form.mandatory_pointers;
    request.once = std::move(once);
    return issuers.issue_credential(std::move(request), actor);
}

Result<json::Value> made_by(const Exchange& exchange, const vc::vcalm::Workflow& workflow,
                            const vc::vcalm::IssueRequest& request) {
    const auto variables = variables_of(exchange, request);
    if (!variables) return variables.error();
    auto made = workflow.templates()[request.template_index].body.evaluate(*variables);
    if (made && !made->is_object()) return malformed("wrong-type", "The template makes no object.");
    return made;
}

}  // namespace

Result<std::optional<BadgeOrder>> badge_order(const Exchange& exchange, const vc::vcalm::Workflow& workflow,
                                              const vc::vcalm::IssueRequest& request) {
    if (workflow.templates()[request.template_index].kind != vc::vcalm::CredentialTemplate::Kind::Badge)
        return std::optional<BadgeOrder>();
    auto made = made_by(exchange, workflow, request);
    if (!made) return std::move(made).error();
    auto form = read_form(*made);
    if (!form) return std::move(form).error();
    auto order = std::move(made->get_object());
    order.erase("options");
    return std::optional<BadgeOrder>(BadgeOrder{std::move(order), std::move(*form)});
}

RequestKey once_in_exchange(const Exchange& exchange, std::size_t number, std::string_view content,
                            const IssuerService& issuers) {
    return issuers.request_key(
        {"exchange", exchange.place.exchange, std::to_string(exchange.sequence), exchange.step, std::to_string(number)},
        content);
}

Result<StoredCredential> issue_in_exchange(const Exchange& exchange, const vc::vcalm::Workflow& workflow,
                                           const vc::vcalm::IssueRequest& request, std::size_t number,
                                           IssuerService& issuers, const Actor& actor) {
    const auto& body = workflow.templates()[request.template_index];
    const auto made = made_by(exchange, workflow, request);
    if (!made) return made.error();
    auto form = read_form(*made);
    if (!form) return std::move(form).error();
    if (auto chosen = choose_form(*form, exchange.forms); !chosen) return std::move(chosen).error();
    // Whoever comes second under this name is told so, or gets the same credential if they are the same.
    auto once = once_in_exchange(exchange, number,
                                 exchange.holder + "\n" + exchange.challenge + "\n" + json::serialize(*made), issuers);
    if (body.kind == vc::vcalm::CredentialTemplate::Kind::Badge)
        return issue_badge(*made, *form, exchange, std::move(once), issuers, actor);
    return issue_credential(*made, *form, exchange, std::move(once), issuers, actor);
}

}  // namespace blason::service::vcalm
