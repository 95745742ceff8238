#include "wallet-server/service/receiver/discovery.hpp"

#include <algorithm>
#include <optional>

#include "engine/json/parse.hpp"

namespace blason::service::receiver {
namespace {

using vc::oid4vci::CredentialOffer;
using vc::oid4vci::IssuerMetadata;

/// An issuer describes each credential in each format and language: some kilobytes of each.
constexpr json::ParseLimits kLimits{.max_bytes = 8U << 20U, .max_depth = 32, .allow_nul = false};

/// A JSON document; nothing when the server has none at this address.
Result<std::optional<json::Value>> get_json(const std::string& url, net::HttpClient& client) {
    net::FetchRequest request;
    request.url = url;
    request.accept = "application/json";
    request.max_bytes = kLimits.max_bytes;
    const auto reply = client.fetch(request);
    if (!reply) return reply.error();
    if (reply->status != 200) return std::optional<json::Value>();
    auto value = json::parse(reply->body, {}, kLimits);
    if (!value || !value->is_object()) return std::optional<json::Value>();
    return std::optional(std::move(*value));
}

/// RFC 8414 section 3.1 puts the name between host and path; older issuers behind the path.
Result<std::optional<json::Value>> get_well_known(const std::string& issuer, std::string_view name,
                                                  net::HttpClient& client) {
    const auto inserted = vc::oid4vci::inserted_well_known(issuer, name);
    auto found = get_json(inserted, client);
    if (!found || *found) return found;
    const auto appended = vc::oid4vci::appended_well_known(issuer, name);
    return appended == inserted ? std::move(found) : get_json(appended, client);
}

Result<CredentialOffer> read_offer(std::string_view text, net::HttpClient& client) {
    auto link = vc::oid4vci::parse_offer_link(text);
    if (!link) return std::move(link).error();
    if (link->offer) return std::move(*link->offer);
    const auto value = get_json(link->uri, client);
    if (!value) return value.error();
    if (!*value) return unavailable("offer-unavailable", "There is no offer at the address that the link names.");
    return vc::oid4vci::parse_offer(**value);
}

Result<IssuerMetadata> read_issuer(const std::string& issuer, net::HttpClient& client) {
    const auto value = get_well_known(issuer, vc::oid4vci::kIssuerWellKnown, client);
    if (!value) return value.error();
    if (!*value) return unavailable("issuer-metadata-unavailable", "The issuer says nothing about itself.");
    return vc::oid4vci::parse_issuer_metadata(**value, issuer);
}

/// Section 4.1.1: the offer may choose among the issuer's servers, and no other.
Result<std::string> server_of(const CredentialOffer& offer, const IssuerMetadata& issuer) {
    const auto& known = issuer.authorization_servers;
    std::string chosen;
    if (offer.pre_authorized) chosen = offer.pre_authorized->authorization_server;
    if (chosen.empty() && offer.authorization_code) chosen = offer.authorization_code->authorization_server;
    if (chosen.empty()) return known.empty() ? issuer.credential_issuer : known.front();
    const bool is_known = std::find(known.begin(), known.end(), chosen) != known.end() ||
                          (known.empty() && chosen == issuer.credential_issuer);
    if (!is_known)
        return refused("authorization-server-mismatch",
                       "The offer names an authorization server that the issuer does not name.");
    return chosen;
}

}  // namespace

Result<Discovered> discover(std::string_view text, net::HttpClient& client) {
    auto offer = read_offer(text, client);
    if (!offer) return std::move(offer).error();
    auto issuer = read_issuer(offer->credential_issuer, client);
    if (!issuer) return std::move(issuer).error();
    const auto name = server_of(*offer, *issuer);
    if (!name) return name.error();
    const auto metadata = get_well_known(*name, vc::oid4vci::kServerWellKnown, client);
    if (!metadata) return metadata.error();
    if (!*metadata)
        return unavailable("authorization-server-unavailable",
                           "The issuer's authorization server says nothing about itself.");
    auto server = read_authorization_server(**metadata, *name);
    if (!server) return std::move(server).error();
    return Discovered{std::move(*offer), std::move(*issuer), std::move(*server)};
}

}  // namespace blason::service::receiver
