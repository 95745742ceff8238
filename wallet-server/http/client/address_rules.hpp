// Which addresses an outbound request may reach. A server that fetches what strangers name must not become their way
// into the network it stands in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace blason::http {

struct IpAddress {
    bool v6 = false;
    std::array<std::uint8_t, 16> bytes{};  ///< the first four for IPv4; network order
};

/// The textual forms of RFC 4291 section 2.2 and dotted decimal with four parts; nothing for any other text.
std::optional<IpAddress> parse_ip(std::string_view text);

enum class Reach {
    Public,
    Loopback,  ///< 127.0.0.0/8 and ::1
    Blocked    ///< private, link-local, shared, multicast, documentation, translation and reserved ranges
};

/// By the IANA special-purpose address registries (RFC 6890 and successors). Of IPv6 only global unicast (2000::/3) is
/// public, without the ranges that embed or tunnel other addresses.
Reach reach_of(const IpAddress& address);

}  // namespace blason::http
