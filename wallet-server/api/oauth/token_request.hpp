// What the grants of the token endpoint work on, and those that have a file of their own.
#pragma once

#include <string>

#include "vc/oid4vci/offer.hpp"
#include "wallet-server/api/services.hpp"
#include "wallet-server/service/oauth/client.hpp"
#include "wallet-server/service/oauth/parameters.hpp"

namespace blason::api::oauth {

struct TokenRequest {
    const service::oauth::Parameters& parameters;
    const service::oauth::Client&
        client;              ///< with no id, or one of its own choice: it registered nowhere, if its grant allows
    const std::string& jkt;  ///< thumbprint of the key of the DPoP proof; empty: none came
    const service::Actor& actor;
    const std::string& org;  ///< whose authorization server is asked
};

inline Error missing(std::string_view name) {
    return refused("invalid_request", std::string(name) + " is missing.");
}

/// OpenID4VCI 1.0 section 6.1: whoever has the code of an offer, and what has to be typed beside it.
Result<service::oauth::Tokens> pre_authorized_code(const TokenRequest& request, Services& services);

}  // namespace blason::api::oauth
