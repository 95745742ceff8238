// The addresses by which an exchange reaches a wallet: interaction URLs (VCALM 1.0 section "Initiating Interactions"),
// the by-URL form of the Credential Handler API, and the `dccrequest` links of the Digital Credentials Consortium.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::service::vcalm {

/// An https URL with `iuv=1`, also after "interaction:" or "web+interaction:": it is asked for its protocols.
struct InteractionLink {
    std::string url;
};

/// `?request={"credentialRequestOrigin", "protocols": {...}}`: the protocols themselves.
struct ProtocolsLink {
    std::string origin;  ///< who asks, as the browser saw it; may be empty
    std::map<std::string, std::string> protocols;
};

/// `dccrequest://request?issuer=&vc_request_url=&challenge=&auth_type=bearer`
struct DccRequestLink {
    std::string issuer;
    std::string url;  ///< vc_request_url: takes a signed presentation, answers with a credential
    std::string challenge;
};

/// The address of an exchange itself.
struct ExchangeLink {
    std::string url;
};

using Link = std::variant<InteractionLink, ProtocolsLink, DccRequestLink, ExchangeLink>;

/// What a holder has scanned, pasted or clicked. Errors "link-syntax", "link-version" (an `iuv` that is not 1),
/// "link-auth-type" (a dccrequest of another kind than bearer), "link-too-long" (more than 16 KiB).
Result<Link> read_link(std::string_view text);

/// `{"protocols": {...}}` as it is answered by interaction URLs. Errors "wrong-type", "missing-member".
Result<std::map<std::string, std::string>> read_protocols(const json::Value& body);

std::string dcc_request_url(const DccRequestLink& link);
/// `wallet`: the address that the wallet's manifest names, with or without a query.
std::string wallet_request_url(std::string_view wallet, std::string_view origin, const json::Object& protocols);

/// "https://host:port" of a URL; empty when it has none.
std::string origin_of(std::string_view url);

}  // namespace blason::service::vcalm
