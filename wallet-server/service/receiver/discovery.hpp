// From an offer to what a wallet has to know before it asks for anything: the offer itself, the issuer's metadata and
// those of its authorization server (OpenID4VCI 1.0 sections 4.1 and 12.2). Everything comes through HttpClient.
#pragma once

#include <string>
#include <string_view>

#include "engine/net/http_client.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/oid4vci/offer.hpp"
#include "wallet-server/service/receiver/authorization_server.hpp"

namespace blason::service::receiver {

struct Discovered {
    vc::oid4vci::CredentialOffer offer;
    vc::oid4vci::IssuerMetadata issuer;
    AuthorizationServer server;
};

/// `offer`: a link, by value or by reference. Metadata are looked for between host and path of the issuer, then behind
/// the path, where issuers up to draft 15 have them; they must name the issuer that was asked, letter by letter.
/// A document has at most 8 MiB.
/// Errors "invalid-offer", "invalid-issuer-metadata", "offer-unavailable", "issuer-metadata-unavailable",
/// "authorization-server-mismatch" (also: the offer names a server that the issuer does not),
/// "authorization-server-metadata", "authorization-server-unavailable", and those of HttpClient::fetch.
Result<Discovered> discover(std::string_view offer, net::HttpClient& client);

}  // namespace blason::service::receiver
