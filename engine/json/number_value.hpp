// The exact value of a JSON number that is not a 64-bit integer.
#pragma once

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace blason::json {

/// The nearest double (round to even) of the whole number text; nothing when it is too large for a double.
/// A number too small for a double is zero with the sign of the text, as IEEE 754 rounding has it.
/// `estimate`: any value of the right order of magnitude; std::from_chars says "out of range" for too large and too
/// small alike, this tells them apart.
inline std::optional<double> exact_double(std::string_view text, double estimate) {
    double number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code == std::errc::result_out_of_range) {
        if (std::abs(estimate) > 1) return std::nullopt;
        return text.front() == '-' ? -0.0 : 0.0;
    }
    return number;
}

}  // namespace blason::json
