// Plays the certification system against a Host's service provider: discovery, registration, login and consent, tokens,
// read with paging, write, profile, refresh, revoke, error bodies.
#pragma once

#include <functional>
#include <string>

#include "conformance/open_badges/report.hpp"
#include "engine/crypto/random.hpp"
#include "engine/net/http_client.hpp"
#include "vc/environment.hpp"

namespace blason::conformance {

struct ProviderRehearsal {
    std::string target;        ///< base address
    std::string client_url;    ///< of the client that is registered: https, or http on loopback
    std::string redirect_uri;  ///< below client_url
    Instant now;
    bool write = true;  ///< also what changes the wallet: badges and the profile
    /// Brings a person to the address, and answers the query with which the host sends the browser back.
    std::function<Result<std::string>(const std::string& url)> authorize;
};

RehearsalReport rehearse_provider(const ProviderRehearsal& rehearsal, net::HttpClient& client, crypto::Random& random,
                                  const vc::Environment& environment);

}  // namespace blason::conformance
