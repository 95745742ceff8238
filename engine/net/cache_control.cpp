#include "engine/net/cache_control.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace blason::net {
namespace {

using std::chrono::seconds;

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

std::optional<seconds> max_age(const FetchReply& reply) {
    std::optional<seconds> shortest;
    for (const auto& [name, value] : reply.headers) {
        if (name != "cache-control") continue;
        if (const auto age = max_age_of(value)) shortest = shortest ? std::min(*shortest, *age) : *age;
    }
    return shortest;
}

}  // namespace blason::net
