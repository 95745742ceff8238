// What another Open Badges host says of itself: its service description (Open Badges 3.0 section 6.3), and its OAuth
// metadata (RFC 8414) where it has some.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "engine/net/http_client.hpp"

namespace blason::service::badge_host {

struct HostDescription {
    std::string base_url;  ///< without a slash at the end
    std::string title;
    std::string registration_url;
    std::string authorization_url;
    std::string token_url;
    std::string refresh_url;  ///< the token URL when the host names no other
    std::vector<std::string> scopes;
    std::string terms_url;    ///< may be empty
    std::string privacy_url;  ///< may be empty

    // Of RFC 8414, when the host has such a document and it is about the same token endpoint.
    std::string issuer;          ///< empty: none; else the redirection must name it (RFC 9207) where it says so
    bool names_issuer = false;   ///< authorization_response_iss_parameter_supported
    std::string revocation_url;  ///< empty: none

    [[nodiscard]] std::string api(std::string_view path) const { return base_url + "/ims/ob/v3p0" + std::string(path); }
};

/// Reads a ServiceDescriptionDocument. Errors: those of the JSON reader, "service-description" (Malformed) for what is
/// missing or of another type, "host-address".
Result<HostDescription> read_description(std::string_view base_url, std::string_view text);

/// Fetches both documents. `base_url`: see base_address. Errors also of HttpClient::fetch, and "host-status"
/// (Unavailable) when the host has no service description.
Result<HostDescription> discover(std::string_view base_url, net::HttpClient& client);

json::Object to_json(const HostDescription& description);
/// Of what to_json wrote. Error "connection-unreadable".
Result<HostDescription> description_from_json(const json::Value& value);

}  // namespace blason::service::badge_host
