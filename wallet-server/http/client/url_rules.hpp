// Which URLs may be fetched, read strictly so that no later reader can understand another host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/http/client/address_rules.hpp"

namespace blason::http {

struct CheckedUrl {
    bool tls = true;
    std::string host;                  ///< lower case; an IPv6 address without brackets
    std::optional<IpAddress> address;  ///< when the host is an address
    std::uint16_t port = 443;
    std::string url;  ///< written anew from the parts above; without a fragment
};

/// https, or http where `allow_http`. Error "fetch-refused" (Refused): another scheme, user information, a character
/// that must be percent-encoded, an empty or ill-formed host, a host that is a number in any other form than dotted
/// decimal.
Result<CheckedUrl> check_url(std::string_view url, bool allow_http);

}  // namespace blason::http
