#include "vc/oid4vp/client_id.hpp"

#include <array>

namespace blason::vc::oid4vp {
namespace {

constexpr std::array<std::string_view, 6> kNames{"pre-registered",       "redirect_uri", "decentralized_identifier",
                                                 "verifier_attestation", "x509_san_dns", "x509_hash"};

Error invalid_client(std::string detail) {
    return refused("invalid_client", std::move(detail), "/client_id");
}

}  // namespace

std::string_view to_text(ClientIdPrefix prefix) {
    return kNames[static_cast<std::size_t>(prefix)];
}

std::optional<ClientIdPrefix> parse_prefix(std::string_view text) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == text) return static_cast<ClientIdPrefix>(i);
    return std::nullopt;
}

Result<ClientId> parse_client_id(std::string_view text) {
    const auto colon = text.find(':');
    const auto before = text.substr(0, colon);
    if (text.empty()) return invalid_client("The verifier does not say who it is.");
    if (colon == std::string_view::npos) return make_client_id(ClientIdPrefix::PreRegistered, text);
    if (before == "origin" || before == "web-origin")
        return invalid_client("Only a browser may say from which origin a request comes.");
    if (before == "openid_federation") return invalid_client("Verifiers of OpenID Federation are not known here.");
    const auto prefix = parse_prefix(before);
    if (!prefix || *prefix == ClientIdPrefix::PreRegistered) return make_client_id(ClientIdPrefix::PreRegistered, text);
    const auto identifier = text.substr(colon + 1);
    if (identifier.empty()) return invalid_client("Nothing follows the prefix of the client identifier.");
    return make_client_id(*prefix, identifier);
}

Result<ClientId> parse_draft_client_id(std::string_view text, std::string_view scheme) {
    const auto bad_scheme = [](std::string detail) {
        return refused("invalid_request", std::move(detail), "/client_id_scheme");
    };
    const bool is_did = text.starts_with("did:");
    if (scheme.empty() && !is_did) return parse_client_id(text);
    if (scheme.empty() || scheme == "did") {
        if (!is_did) return bad_scheme("The client identifier is no DID.");
        return ClientId{ClientIdPrefix::DecentralizedIdentifier, std::string(text), std::string(text)};
    }
    const auto prefix = parse_prefix(scheme);
    if (!prefix) return bad_scheme("Verifiers are not known by this scheme here.");
    if (text.empty()) return invalid_client("The verifier does not say who it is.");
    // Verifiers that speak to wallets of all these drafts give both.
    if (text.starts_with(std::string(scheme) + ":")) return parse_client_id(text);
    return ClientId{*prefix, std::string(text), std::string(text)};
}

ClientId make_client_id(ClientIdPrefix prefix, std::string_view identifier) {
    const std::string before = prefix == ClientIdPrefix::PreRegistered ? "" : std::string(to_text(prefix)) + ":";
    return {prefix, before + std::string(identifier), std::string(identifier)};
}

}  // namespace blason::vc::oid4vp
