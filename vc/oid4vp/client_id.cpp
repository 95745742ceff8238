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

ClientId make_client_id(ClientIdPrefix prefix, std::string_view identifier) {
    const std::string before = prefix == ClientIdPrefix::PreRegistered ? "" : std::string(to_text(prefix)) + ":";
    return {prefix, before + std::string(identifier), std::string(identifier)};
}

}  // namespace blason::vc::oid4vp
