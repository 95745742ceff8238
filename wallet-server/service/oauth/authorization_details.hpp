// Rich authorization requests (RFC 9396) of the one type known here, "openid_credential" (OpenID4VCI 1.0
// section 5.1.1): which credentials a client may fetch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::service::oauth {

inline constexpr std::string_view kOpenidCredential = "openid_credential";

struct AuthorizationDetail {
    std::string configuration;             ///< `credential_configuration_id`
    std::vector<std::string> locations;    ///< credential issuers; empty: the only one
    std::vector<std::string> identifiers;  ///< `credential_identifiers`: set when it is granted
};
using AuthorizationDetails = std::vector<AuthorizationDetail>;

/// The parameter `authorization_details`, at most 16 of them and 16 KiB. What a person is to choose within a credential
/// (`claims`) is passed over: a badge is one whole. Error "invalid_authorization_details" (RFC 9396 section 5) for any
/// other type, and for members of the wrong kind.
Result<AuthorizationDetails> parse_authorization_details(std::string_view text);

/// As it stands in the token response (OpenID4VCI 1.0 section 6.2) and in the store.
json::Array to_json(const AuthorizationDetails& details);
/// What to_json made, as text; an empty text is none.
AuthorizationDetails details_from_text(std::string_view stored);
std::string to_text(const AuthorizationDetails& details);

}  // namespace blason::service::oauth
