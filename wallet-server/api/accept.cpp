#include "wallet-server/api/accept.hpp"

#include <algorithm>
#include <array>

#include "engine/text/ascii.hpp"

namespace blason::api {
namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Takes the part before `separator` off `rest`.
std::string_view next(std::string_view& rest, char separator) {
    const auto part = rest.substr(0, rest.find(separator));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return trim(part);
}

/// RFC 9110 section 12.4.2: "0.5" -> 500; 1000 for anything else.
int weight(std::string_view text) {
    if (text.empty() || text.front() == '1') return 1000;
    if (text.front() != '0') return 1000;
    int value = 0;
    int place = 100;
    for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (c < '0' || c > '9') break;
        value += (c - '0') * place;
        place /= 10;
    }
    return value;
}

std::string_view accept_of(const http::Request& request) {
    return request.fields.find("Accept").value_or("");
}

}  // namespace

std::optional<int> named_weight(std::string_view accept, std::string_view media_type) {
    while (!accept.empty()) {
        auto range = next(accept, ',');
        if (!text::equal_without_case(next(range, ';'), media_type)) continue;
        int found = 1000;
        while (!range.empty()) {
            const auto parameter = next(range, ';');
            if (parameter.starts_with("q=") || parameter.starts_with("Q=")) found = weight(parameter.substr(2));
        }
        return found;
    }
    return std::nullopt;
}

std::string_view choose(const http::Request& request, std::initializer_list<std::string_view> media_types) {
    for (const auto type : media_types)
        if (named_weight(accept_of(request), type).value_or(0) > 0) return type;
    return *media_types.begin();
}

std::string_view name_of(const http::Request& request, std::string_view own) {
    using Names = std::array<std::string_view, 4>;
    constexpr std::array kAll{
        Names{"application/vc", "application/vc+ld+json", "application/ld+json", "application/json"},
        Names{"application/vc+jwt", "application/jwt", "text/plain"},
        Names{"application/vc+sd-jwt", "application/sd-jwt"}};
    const auto* names = std::find_if(kAll.begin(), kAll.end(), [&](const Names& one) { return one.front() == own; });
    std::string_view best = own;
    int most = 0;
    for (const auto name : names == kAll.end() ? Names{} : *names) {
        const int weight = name.empty() ? 0 : named_weight(accept_of(request), name).value_or(0);
        if (weight <= most) continue;
        most = weight;
        best = name;
    }
    return best;
}

}  // namespace blason::api
