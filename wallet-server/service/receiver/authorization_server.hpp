// What an issuer's authorization server says about itself (RFC 8414), as far as a wallet has to know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/signature_algorithm.hpp"
#include "engine/json/value.hpp"

namespace blason::service::receiver {

struct AuthorizationServer {
    std::string issuer;
    std::string authorization_endpoint;  ///< empty: none; likewise the others
    std::string token_endpoint;
    std::string par_endpoint;
    std::string registration_endpoint;
    bool par_required = false;
    bool names_issuer = false;  ///< `authorization_response_iss_parameter_supported` (RFC 9207)
    std::vector<std::string> grant_types;
    std::vector<std::string> dpop_algorithms;  ///< empty: no DPoP
    bool takes_details = false;                ///< `authorization_details_types_supported` has openid_credential

    [[nodiscard]] bool has_grant(std::string_view type) const;
};

/// `issuer` must be `expected`, letter by letter (RFC 8414 section 3.3): otherwise another server speaks in its name.
/// Errors "authorization-server-mismatch", "authorization-server-metadata".
Result<AuthorizationServer> read_authorization_server(const json::Value& metadata, std::string_view expected);
/// The same members again, for read_authorization_server.
json::Object to_json(const AuthorizationServer& server);

}  // namespace blason::service::receiver
