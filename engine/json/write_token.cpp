#include "engine/json/write_token.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
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

/// Whether any of eight bytes has an escape: a control, the quote or the backslash. Subtracting sets the top bit of a
/// byte that is too small; what it borrows changes the bytes above only when there is such a byte.
bool any_escape(std::uint64_t eight) {
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    constexpr std::uint64_t kTops = 0x8080808080808080U;
    const std::uint64_t control = eight - kOnes * 0x20;
    const std::uint64_t quote = (eight ^ kOnes * '"') - kOnes;
    const std::uint64_t backslash = (eight ^ kOnes * '\\') - kOnes;
    return ((control | quote | backslash) & ~eight & kTops) != 0;
}

std::uint64_t eight_at(std::string_view text, std::size_t at) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    return word;
}

/// The first byte from `at` on that must be escaped. Most strings have none, so eight are looked at together, and the
/// last eight once more rather than what is left of them one by one.
std::size_t next_escape(std::string_view text, std::size_t at) {
    while (text.size() - at >= 8 && !any_escape(eight_at(text, at))) at += 8;
    const bool nearly_done = at != 0 && at < text.size() && text.size() - at < 8;
    if (nearly_done && text.size() >= 8 && !any_escape(eight_at(text, text.size() - 8))) return text.size();
    while (at < text.size() && kEscapes[static_cast<unsigned char>(text[at])] == 0) ++at;
    return at;
}

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
    for (std::size_t at = 0; at < text.size();) {
        const auto escape = next_escape(text, at);
        out.append(text.data() + at, escape - at);
        if (escape == text.size()) break;
        append_escape(out, static_cast<unsigned char>(text[escape]));
        at = escape + 1;
    }
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
