#include "wallet-server/service/oauth/authorization.hpp"

#include <algorithm>

#include "engine/text/ascii.hpp"
#include "engine/text/percent.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::size_t kDigestLetters = 43;  // base64url of SHA-256
constexpr std::size_t kMostState = 2048;

bool is_base64url(char c) {
    return text::is_alpha(c) || text::is_digit(c) || c == '-' || c == '_';
}

bool is_digest(std::string_view text) {
    return text.size() == kDigestLetters && std::all_of(text.begin(), text.end(), is_base64url);
}

Error invalid(std::string detail) {
    return refused("invalid_request", std::move(detail));
}

/// What is wrong with the rest of a request whose redirect_uri is good.
Result<void> check_form(const Parameters& parameters, const AuthorizationRules& rules) {
    if (parameters.has_repeated()) return invalid("A parameter is there more than once.");
    if (!parameters.get("request").empty())
        return refused("request_not_supported", "Requests are pushed, not signed (RFC 9126).");
    if (parameters.get("response_type").empty()) return invalid("response_type is missing.");
    if (parameters.get("response_type") != "code")
        return refused("unsupported_response_type", "The response_type known here is code.");
    const auto mode = parameters.get("response_mode");
    if (!mode.empty() && mode != "query") return invalid("The response_mode known here is query.");
    if (!rules.pushed && parameters.get("state").empty()) return invalid("state is missing.");
    // RFC 9700 section 2.1.1: without PKCE, or with a challenge that shows the verifier, a stolen code is worth
    // something.
    if (parameters.get("code_challenge").empty()) return invalid("code_challenge is missing.");
    if (parameters.get("code_challenge_method") != "S256") return invalid("code_challenge_method is S256.");
    if (!is_digest(parameters.get("code_challenge"))) return invalid("code_challenge is no SHA-256 in base64url.");
    const auto jkt = parameters.get("dpop_jkt");
    if (!jkt.empty() && !is_digest(jkt)) return invalid("dpop_jkt is no SHA-256 in base64url.");
    if (parameters.get("issuer_state").size() > kMostState) return invalid("issuer_state is too long.");
    return {};
}

void remember(std::vector<OfferedCredential>& credentials, OfferedCredential credential) {
    const bool known = std::any_of(credentials.begin(), credentials.end(),
                                   [&](const auto& other) { return other.configuration == credential.configuration; });
    if (!known) credentials.push_back(std::move(credential));
}

/// OpenID4VCI 1.0 section 5.1.1.
Result<void> read_details(std::string_view text, std::string_view org, const AuthorizationRules& rules,
                          AuthorizationRequest& request) {
    if (text.empty()) return {};
    auto details = parse_authorization_details(text);
    if (!details) return std::move(details).error();
    const auto refuse = [](const char* detail) { return refused("invalid_authorization_details", detail); };
    if (rules.offered == nullptr) return refuse("There are no credentials to ask for here.");
    const auto issuer = rules.offered->credential_issuer(org);
    for (const auto& detail : *details) {
        const auto& at = detail.locations;
        if (!at.empty() && (at.size() != 1 || at.front() != issuer))
            return refuse("locations names another credential issuer.");
        auto credential = rules.offered->by_configuration(org, detail.configuration);
        if (!credential) return std::move(credential).error();
        if (!*credential) return refuse("There is no such credential_configuration_id.");
        remember(request.credentials, std::move(**credential));
    }
    request.details = std::move(*details);
    return {};
}

/// Scopes of ours that the client registered for, and scopes of credentials, for which nobody has to. Beside a
/// credential what else is unknown is passed over (OpenID4VCI 1.0 section 5.1.2); a request that is about nothing but
/// our own scopes is exact.
Result<void> read_scopes(const Parameters& parameters, std::string_view org, const AuthorizationRules& rules,
                         AuthorizationRequest& request) {
    const auto invalid_scope =
        refused("invalid_scope", "scope names what the client did not register for, or nothing.");
    const auto text = parameters.get("scope");
    if (text.empty() && !request.details.empty()) return {};
    const auto asked = parse_scopes(text);
    if (!asked) return invalid_scope;
    bool all_known = true;
    for (const auto& scope : *asked) {
        if (is_known(scope) && contains(request.client.metadata.scopes, scope)) {
            request.scopes.push_back(scope);
            continue;
        }
        auto credential = std::optional<OfferedCredential>();
        if (rules.offered != nullptr) {
            auto found = rules.offered->by_scope(org, scope);
            if (!found) return std::move(found).error();
            credential = std::move(*found);
        }
        if (credential) {
            request.scopes.push_back(scope);
            remember(request.credentials, std::move(*credential));
        } else {
            all_known = false;
        }
    }
    if (!all_known && request.credentials.empty()) return invalid_scope;
    return {};
}

bool may_answer_at(const std::string& redirect_uri, const Client& client, const ClientService& clients,
                   const AuthorizationRules& rules) {
    const auto& known = client.metadata.redirect_uris;
    // RFC 9126 section 2.4: whom somebody vouches for need not have registered where the answer goes.
    if (rules.pushed && client.metadata.auth_method == AuthMethod::Attestation && known.empty())
        return clients.may_redirect_to(redirect_uri);
    // Letter by letter (RFC 9700 section 2.1).
    return std::find(known.begin(), known.end(), redirect_uri) != known.end();
}

}  // namespace

CheckedAuthorization check_authorization(std::string_view org, const Parameters& parameters, ClientService& clients,
                                         const AuthorizationRules& rules) {
    auto client = clients.client(org, parameters.get("client_id"));
    if (!client) return Refusal{std::move(client).error(), {}, {}};
    const std::string redirect_uri(parameters.get("redirect_uri"));
    if (!may_answer_at(redirect_uri, *client, clients, rules)) {
        return Refusal{refused("redirect-uri-unknown", "The client did not register this redirect_uri."), {}, {}};
    }
    AuthorizationRequest request{std::move(*client),
                                 redirect_uri,
                                 std::string(parameters.get("state")),
                                 std::string(parameters.get("code_challenge")),
                                 {}};
    request.issuer_state = std::string(parameters.get("issuer_state"));
    request.jkt = std::string(parameters.get("dpop_jkt"));
    auto checked = check_form(parameters, rules);
    if (checked) checked = read_details(parameters.get("authorization_details"), org, rules, request);
    if (checked) checked = read_scopes(parameters, org, rules, request);
    if (!checked) return Refusal{std::move(checked).error(), redirect_uri, std::move(request.state)};
    return request;
}

std::string with_parameters(std::string_view uri,
                            const std::vector<std::pair<std::string_view, std::string_view>>& parameters) {
    std::string out(uri);
    char mark = out.find('?') == std::string::npos ? '?' : '&';
    for (const auto& [name, value] : parameters) {
        out += mark;
        out.append(name) += '=';
        out += text::percent_encode(value);
        mark = '&';
    }
    return out;
}

std::string refusal_address(const Refusal& refusal, std::string_view issuer) {
    std::vector<std::pair<std::string_view, std::string_view>> parameters{{"error", refusal.error.code},
                                                                          {"error_description", refusal.error.detail}};
    if (!refusal.state.empty()) parameters.emplace_back("state", refusal.state);
    parameters.emplace_back("iss", issuer);
    return with_parameters(refusal.redirect_uri, parameters);
}

std::string code_address(const AuthorizationRequest& request, std::string_view code, const Scopes& granted,
                         std::string_view issuer) {
    const auto scope = to_text(granted);
    std::vector<std::pair<std::string_view, std::string_view>> parameters{{"code", code}};
    if (!scope.empty()) parameters.emplace_back("scope", scope);
    if (!request.state.empty()) parameters.emplace_back("state", request.state);
    parameters.emplace_back("iss", issuer);
    return with_parameters(request.redirect_uri, parameters);
}

}  // namespace blason::service::oauth
