#include "engine/jsonld/number_literal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace blason::jsonld {

std::string canonical_double(double number) {
    // Fifteen digits after the point, as the standard's "%1.15E" says: not the shortest text that reads back.
    std::array<char, 40> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific, 15).ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const auto e = text.find('e');
    auto mantissa = text.substr(0, e);
    while (mantissa.back() == '0') mantissa.remove_suffix(1);
    std::string out(mantissa);
    if (out.back() == '.') out.push_back('0');
    out.push_back('E');
    auto exponent = text.substr(e + 1);
    if (exponent.front() == '-') out.push_back('-');
    exponent.remove_prefix(1);
    while (exponent.size() > 1 && exponent.front() == '0') exponent.remove_prefix(1);
    return out.append(exponent);
}

std::string integer_digits(double number) {
    if (number == 0) return "0";
    std::array<char, 40> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed, 0).ptr;
    return {buffer.data(), end};
}

}  // namespace blason::jsonld
