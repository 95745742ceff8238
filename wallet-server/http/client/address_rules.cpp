#include "wallet-server/http/client/address_rules.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

namespace blason::http {
namespace {

struct Range {
    std::array<std::uint8_t, 4> begin;
    int bits;
};

constexpr Range kBlockedV4[] = {
    {{0, 0, 0, 0}, 8},        // this network, RFC 791
    {{10, 0, 0, 0}, 8},       // private use, RFC 1918
    {{100, 64, 0, 0}, 10},    // shared address space (carrier-grade NAT), RFC 6598
    {{169, 254, 0, 0}, 16},   // link-local and cloud metadata, RFC 3927
    {{172, 16, 0, 0}, 12},    // private use, RFC 1918
    {{192, 0, 0, 0}, 24},     // protocol assignments, RFC 6890
    {{192, 0, 2, 0}, 24},     // documentation, RFC 5737
    {{192, 88, 99, 0}, 24},   // 6to4 relays, RFC 7526
    {{192, 168, 0, 0}, 16},   // private use, RFC 1918
    {{198, 18, 0, 0}, 15},    // benchmarking, RFC 2544
    {{198, 51, 100, 0}, 24},  // documentation, RFC 5737
    {{203, 0, 113, 0}, 24},   // documentation, RFC 5737
    {{224, 0, 0, 0}, 4},      // multicast, RFC 5771
    {{240, 0, 0, 0}, 4},      // reserved, RFC 1112, and broadcast
};

constexpr Range kBlockedV6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23},  // protocol assignments with Teredo and ORCHID, RFC 2928
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation, RFC 3849
    {{0x20, 0x02, 0x00, 0x00}, 16},  // 6to4, RFC 3056
    {{0x3f, 0xff, 0x00, 0x00}, 20},  // documentation, RFC 9637
};

std::uint32_t first_word(const std::uint8_t* bytes) {
    return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U | std::uint32_t{bytes[2]} << 8U | bytes[3];
}

/// All ranges above end within the first 32 bits of an address.
bool inside(const Range& range, std::uint32_t word) {
    return ((word ^ first_word(range.begin.data())) >> static_cast<unsigned>(32 - range.bits)) == 0;
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
    const std::string terminated(text);
    IpAddress out;
    if (::inet_pton(AF_INET, terminated.c_str(), out.bytes.data()) == 1) return out;
    out.v6 = true;
    if (::inet_pton(AF_INET6, terminated.c_str(), out.bytes.data()) == 1) return out;
    return std::nullopt;
}

Reach reach_of(const IpAddress& address) {
    const auto word = first_word(address.bytes.data());
    const auto blocked = [&](const Range& range) { return inside(range, word); };
    if (!address.v6) {
        if (address.bytes[0] == 127) return Reach::Loopback;
        return std::any_of(std::begin(kBlockedV4), std::end(kBlockedV4), blocked) ? Reach::Blocked : Reach::Public;
    }
    constexpr std::array<std::uint8_t, 16> kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    if (address.bytes == kLoopback) return Reach::Loopback;
    if (word >> 29U != 1) return Reach::Blocked;  // outside 2000::/3
    return std::any_of(std::begin(kBlockedV6), std::end(kBlockedV6), blocked) ? Reach::Blocked : Reach::Public;
}

}  // namespace blason::http
