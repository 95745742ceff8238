#include "engine/json/write_token.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace blason::json {
namespace {

/// For each byte: 0 copies it, 'u' writes \u00XX, anything else is the letter after the backslash.
constexpr auto kEscapes = [] {
    std::array<char, 256> table{};
    for (std::size_t control = 0; control < 0x20; ++control) table[control] = 'u';
    table['\b'] = 'b';
    table['\t'] = 't';
    table['\n'] = 'n';
    table['\f'] = 'f';
    table['\r'] = 'r';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

void append_escape(std::string& out, unsigned char byte) {
    const char escape = kEscapes[byte];
    out.push_back('\\');
    out.push_back(escape);
    if (escape == 'u') {
        out += "00";
        out.push_back(byte < 0x10 ? '0' : '1');
        out.push_back("0123456789abcdef"[byte & 0x0FU]);
    }
}

/// The shortest decimal digits that read back as the number, and where the decimal point stands:
/// the value is 0.DIGITS times ten to the power of `point` (`n` of ECMA-262).
struct Decimal {
    std::array<char, 17> digits;
    int count = 0;  ///< `k` of ECMA-262
    int point = 0;
};

Decimal shortest(double positive) {
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), positive, std::chars_format::scientific).ptr;
    Decimal decimal;
    const char* at = text.data();
    for (; *at != 'e'; ++at) {
        if (*at != '.') decimal.digits[static_cast<std::size_t>(decimal.count++)] = *at;
    }
    ++at;  // 'e'
    if (*at == '+') ++at;
    int exponent = 0;
    std::from_chars(at, end, exponent);
    decimal.point = exponent + 1;
    return decimal;
}

void append_zeros(std::string& out, int count) {
    out.append(static_cast<std::size_t>(count), '0');
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
    out.push_back('"');
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (kEscapes[byte] == 0) continue;
        out.append(text, copied, at - copied);
        append_escape(out, byte);
        copied = at + 1;
    }
    out.append(text, copied, std::string_view::npos);
    out.push_back('"');
}

// ECMA-262 section 6.1.6.1.20, Number::toString, radix 10; step numbers of the 2023 edition.
void append_double(std::string& out, double number) {
    if (!std::isfinite(number)) throw std::invalid_argument("JSON has no text for infinity or NaN");
    if (number == 0) {  // 2.
        out.push_back('0');
        return;
    }
    if (number < 0) out.push_back('-');               // 3.
    const auto decimal = shortest(std::abs(number));  // 5.
    const int k = decimal.count;
    const int n = decimal.point;
    const std::string_view digits(decimal.digits.data(), static_cast<std::size_t>(k));
    if (k <= n && n <= 21) {  // 6.b digits, then zeros
        out += digits;
        append_zeros(out, n - k);
    } else if (0 < n && n <= 21) {  // 6.c a point inside the digits
        out += digits.substr(0, static_cast<std::size_t>(n));
        out.push_back('.');
        out += digits.substr(static_cast<std::size_t>(n));
    } else if (-6 < n && n <= 0) {  // 6.d a small fraction
        out += "0.";
        append_zeros(out, -n);
        out += digits;
    } else {  // 7. to 11. an exponent
        out.push_back(digits.front());
        if (k > 1) {
            out.push_back('.');
            out += digits.substr(1);
        }
        out += n > 0 ? "e+" : "e-";
        out += std::to_string(std::abs(n - 1));
    }
}

}  // namespace blason::json
