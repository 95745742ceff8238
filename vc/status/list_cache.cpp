#include "vc/status/list_cache.hpp"

#include <algorithm>

#include "engine/net/cache_control.hpp"

namespace blason::vc::status {
using std::chrono::milliseconds;

milliseconds age_of(const net::FetchReply& reply, std::optional<std::uint64_t> ttl_ms, const CacheLimits& limits) {
    std::optional<milliseconds> said;
    const auto shorter = [&](milliseconds age) { said = said ? std::min(*said, age) : age; };
    if (const auto age = net::max_age(reply)) shorter(*age);
    const milliseconds longest = limits.max_age;
    if (ttl_ms) shorter(*ttl_ms < static_cast<std::uint64_t>(longest.count()) ? milliseconds(*ttl_ms) : longest);
    return std::min(said.value_or(limits.default_age), longest);
}

}  // namespace blason::vc::status
