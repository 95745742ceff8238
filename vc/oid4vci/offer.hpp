// Credential offers (OpenID4VCI 1.0 section 4.1): what an issuer holds ready, and how a wallet may get it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::oid4vci {

inline constexpr std::string_view kPreAuthorizedCode = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
inline constexpr std::string_view kAuthorizationCode = "authorization_code";

/// What the person has to type beside the code. It is asked for even where nothing is said about it.
struct TxCode {
    std::string input_mode = "numeric";  ///< "numeric", "text"
    std::optional<std::uint64_t> length;
    std::string description;  ///< at most 300 characters
};

struct PreAuthorizedGrant {
    std::string code;
    std::optional<TxCode> tx_code;
    std::string authorization_server;  ///< empty: the only one
};

struct AuthorizationCodeGrant {
    std::string issuer_state;          ///< to be sent along with the authorization request; empty: none
    std::string authorization_server;  ///< empty: the only one
};

struct CredentialOffer {
    std::string credential_issuer;            ///< its identifier, letter by letter
    std::vector<std::string> configurations;  ///< `credential_configuration_ids`: at least one, each once
    std::optional<AuthorizationCodeGrant> authorization_code;
    std::optional<PreAuthorizedGrant> pre_authorized;
    // With neither, the wallet asks the metadata of the authorization server.
};

/// Unknown members are passed over. The forms of drafts 11 to 13 are read too: `credentials` as a list of texts,
/// `user_pin_required`. Error "invalid-offer", with its pointer.
Result<CredentialOffer> parse_offer(const json::Value& value);
json::Object to_json(const CredentialOffer& offer);

/// An offer as it travels: the offer itself, or where it is.
struct OfferLink {
    std::optional<CredentialOffer> offer;
    std::string uri;  ///< of `credential_offer_uri`: https, or http as the caller allows; empty: the offer is here
};
/// `openid-credential-offer://?credential_offer=...` and `...?credential_offer_uri=...`, with any scheme in front (a
/// wallet may have an https address of its own, HAIP has haip-vci). Errors "invalid-offer" (neither of the two, both,
/// or twice; an unreadable offer), those of json::parse.
Result<OfferLink> parse_offer_link(std::string_view link);

inline constexpr std::string_view kOfferScheme = "openid-credential-offer://";
/// `endpoint`: the scheme, or the address of a wallet.
std::string offer_link(const CredentialOffer& offer, std::string_view endpoint = kOfferScheme);
std::string offer_link_by_reference(std::string_view uri, std::string_view endpoint = kOfferScheme);

}  // namespace blason::vc::oid4vci
