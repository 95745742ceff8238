// How requests show their client (RFC 6749 section 2.3): one way at a time.
#include <array>

#include "engine/text/base64.hpp"
#include "engine/text/percent.hpp"
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/http/grammar.hpp"
#include "wallet-server/service/oauth/client_assertion.hpp"

namespace blason::api::oauth {
namespace {

using service::oauth::ClientProof;
using service::oauth::Parameters;

constexpr std::string_view kAttestation = "OAuth-Client-Attestation";
constexpr std::string_view kPossession = "OAuth-Client-Attestation-PoP";

Error invalid_client(std::string detail) {
    return {"invalid_client", std::move(detail), "", ErrorKind::Unauthorized};
}

std::vector<std::string_view> fields_named(const http::Request& request, std::string_view wanted) {
    std::vector<std::string_view> found;
    for (const auto& [name, value] : request.fields.all())
        if (text::equal_without_case(name, wanted)) found.emplace_back(value);
    return found;
}

/// RFC 6749 section 2.3.1.
Result<ClientProof> read_basic(std::string_view field) {
    const auto unreadable = invalid_client("The credentials of the client cannot be read.");
    constexpr std::size_t kScheme = 6;  // "Basic "
    if (field.size() <= kScheme || !text::equal_without_case(field.substr(0, kScheme), "Basic "))
        return invalid_client("Of the Authorization schemes clients use Basic.");
    const auto decoded = text::base64_decode(http::trim_ows(field.substr(kScheme)));
    if (!decoded) return unreadable;
    const auto both = as_text(*decoded);
    const auto colon = both.find(':');
    if (colon == std::string_view::npos) return unreadable;
    const auto id = text::percent_decode(both.substr(0, colon), text::Plus::Space);
    const auto secret = text::percent_decode(both.substr(colon + 1), text::Plus::Space);
    if (!id || !secret) return unreadable;
    return ClientProof{*id, *secret, {}, std::nullopt, {}};
}

Result<ClientProof> read_proof(const http::Request& request, const Parameters& parameters) {
    const auto basic = fields_named(request, "Authorization");
    const auto attestations = fields_named(request, kAttestation);
    const auto possessions = fields_named(request, kPossession);
    const auto assertion = parameters.get("client_assertion");
    if (!parameters.get("client_secret").empty()) {
        if (basic.empty()) return invalid_client("A client with a secret authenticates with Authorization: Basic.");
        return refused("invalid_request", "The client authenticates in more than one way.");
    }
    const auto ways = basic.size() + attestations.size() + (assertion.empty() ? 0U : 1U);
    if (ways > 1) return refused("invalid_request", "The client authenticates in more than one way.");

    const auto named = parameters.get("client_id");
    if (!basic.empty()) {
        auto proof = read_basic(basic.front());
        if (proof && !named.empty() && named != proof->id)
            return refused("invalid_request", "client_id is not the client that authenticates.");
        return proof;
    }
    ClientProof proof{std::string(named), std::nullopt, std::string(assertion), std::nullopt, {}};
    if (!assertion.empty()) {
        if (parameters.get("client_assertion_type") != service::oauth::kJwtBearerAssertion)
            return invalid_client("This client_assertion_type is not known here.");
        return proof;
    }
    if (!attestations.empty()) {
        if (possessions.size() != 1) return invalid_client("An attestation comes with one proof of its key.");
        proof.attestation = {std::string(attestations.front()), std::string(possessions.front())};
        return proof;
    }
    if (named.empty()) return invalid_client("The client does not say who it is.");
    return proof;
}

}  // namespace

bool authenticates(const http::Request& request, const Parameters& parameters) {
    return !fields_named(request, "Authorization").empty() || !fields_named(request, kAttestation).empty() ||
           !parameters.get("client_secret").empty() || !parameters.get("client_assertion").empty();
}

Result<service::oauth::Client> client_of(const http::Request& request, const Parameters& parameters,
                                         Services& services) {
    auto proof = read_proof(request, parameters);
    if (!proof) return std::move(proof).error();
    proof->server = server_of(request, services);
    proof->endpoint = url_of(request, services);
    const auto org = organisation_of(request, services);
    if (!org) return org.error();
    return services.authentication.authenticate(*org, *proof, {"client authentication", request.request_id});
}

}  // namespace blason::api::oauth
