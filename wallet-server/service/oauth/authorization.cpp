#include "wallet-server/service/oauth/authorization.hpp"

#include <algorithm>

namespace blason::service::oauth {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";
constexpr std::size_t kChallengeLetters = 43;  // base64url of SHA-256

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_challenge(std::string_view text) {
    return text.size() == kChallengeLetters && std::all_of(text.begin(), text.end(), is_unreserved);
}

void append_encoded(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (is_unreserved(c) || c == '.' || c == '~') {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHexDigits[byte >> 4U];
            out += kHexDigits[byte & 15U];
        }
    }
}

/// What is wrong with the rest of a request whose redirect_uri is good.
Result<Scopes> check_rest(const Parameters& parameters, const Client& client) {
    const auto invalid = [](std::string detail) { return refused("invalid_request", std::move(detail)); };
    if (parameters.has_repeated()) return invalid("A parameter is there more than once.");
    if (parameters.get("response_type").empty()) return invalid("response_type is missing.");
    if (parameters.get("response_type") != "code")
        return refused("unsupported_response_type", "The response_type known here is code.");
    const auto mode = parameters.get("response_mode");
    if (!mode.empty() && mode != "query") return invalid("The response_mode known here is query.");
    if (parameters.get("state").empty()) return invalid("state is missing.");
    // RFC 9700 section 2.1.1: without PKCE, or with a challenge that shows the verifier, a stolen code is worth
    // something.
    if (parameters.get("code_challenge").empty()) return invalid("code_challenge is missing.");
    if (parameters.get("code_challenge_method") != "S256") return invalid("code_challenge_method is S256.");
    if (!is_challenge(parameters.get("code_challenge"))) return invalid("code_challenge is no SHA-256 in base64url.");
    const auto scopes = parse_scopes(parameters.get("scope"));
    if (!scopes || !is_subset(*scopes, client.metadata.scopes))
        return refused("invalid_scope", "scope names what the client did not register for, or nothing.");
    return *scopes;
}

}  // namespace

std::variant<AuthorizationRequest, Refusal> check_authorization(std::string_view org, const Parameters& parameters,
                                                                ClientService& clients) {
    auto client = clients.client(org, parameters.get("client_id"));
    if (!client) return Refusal{std::move(client).error(), {}, {}};
    // Letter by letter (RFC 9700 section 2.1).
    const auto& known = client->metadata.redirect_uris;
    const std::string redirect_uri(parameters.get("redirect_uri"));
    if (std::find(known.begin(), known.end(), redirect_uri) == known.end()) {
        return Refusal{refused("redirect-uri-unknown", "The client did not register this redirect_uri."), {}, {}};
    }
    std::string state(parameters.get("state"));
    auto scopes = check_rest(parameters, *client);
    if (!scopes) return Refusal{std::move(scopes).error(), redirect_uri, std::move(state)};
    return AuthorizationRequest{std::move(*client), redirect_uri, std::move(state),
                                std::string(parameters.get("code_challenge")), std::move(*scopes)};
}

std::string with_parameters(std::string_view uri,
                            const std::vector<std::pair<std::string_view, std::string_view>>& parameters) {
    std::string out(uri);
    char mark = out.find('?') == std::string::npos ? '?' : '&';
    for (const auto& [name, value] : parameters) {
        out += mark;
        out.append(name) += '=';
        append_encoded(out, value);
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
    return with_parameters(request.redirect_uri,
                           {{"code", code}, {"scope", scope}, {"state", request.state}, {"iss", issuer}});
}

}  // namespace blason::service::oauth
