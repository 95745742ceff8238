#include "vc/status/list_cache.hpp"

#include <algorithm>
#include <charconv>

namespace blason::vc::status {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// RFC 9111 section 5.2.2, as far as a list needs it. Nothing: it says nothing.
std::optional<seconds> max_age_of(std::string_view cache_control) {
    std::optional<seconds> age;
    while (!cache_control.empty()) {
        const auto comma = std::min(cache_control.find(','), cache_control.size());
        auto directive = cache_control.substr(0, comma);
        cache_control.remove_prefix(std::min(comma + 1, cache_control.size()));
        while (directive.starts_with(' ')) directive.remove_prefix(1);
        while (directive.ends_with(' ')) directive.remove_suffix(1);
        if (directive == "no-store" || directive == "no-cache") return seconds(0);
        constexpr std::string_view kMaxAge = "max-age=";
        if (!directive.starts_with(kMaxAge)) continue;
        const auto digits = directive.substr(kMaxAge.size());
        std::int32_t value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec == std::errc() && value >= 0) age = seconds(value);
    }
    return age;
}

}  // namespace

milliseconds age_of(const net::FetchReply& reply, std::optional<std::uint64_t> ttl_ms, const CacheLimits& limits) {
    std::optional<milliseconds> said;
    const auto shorter = [&](milliseconds age) { said = said ? std::min(*said, age) : age; };
    for (const auto& [name, value] : reply.headers) {
        if (name != "cache-control") continue;
        if (const auto age = max_age_of(value)) shorter(*age);
    }
    const milliseconds longest = limits.max_age;
    if (ttl_ms) shorter(*ttl_ms < static_cast<std::uint64_t>(longest.count()) ? milliseconds(*ttl_ms) : longest);
    return std::min(said.value_or(limits.default_age), longest);
}

}  // namespace blason::vc::status
