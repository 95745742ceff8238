// The characters of a base, and the digit each of them stands for.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace blason::text {

struct Alphabet {
    static constexpr std::uint8_t kNone = 0xFF;

    std::string_view characters;
    std::array<std::uint8_t, 256> digits{};  ///< kNone for a character outside the alphabet

    /// `any_case`: upper and lower case letters are read as the same digit.
    constexpr explicit Alphabet(std::string_view text, bool any_case = false) : characters(text) {
        digits.fill(kNone);
        for (std::size_t i = 0; i < text.size(); ++i) {
            digits[static_cast<unsigned char>(text[i])] = static_cast<std::uint8_t>(i);
            if (any_case) digits[static_cast<unsigned char>(other_case(text[i]))] = static_cast<std::uint8_t>(i);
        }
    }
    [[nodiscard]] constexpr std::uint8_t digit(char c) const { return digits[static_cast<unsigned char>(c)]; }
    [[nodiscard]] constexpr unsigned size() const { return static_cast<unsigned>(characters.size()); }

  private:
    static constexpr char other_case(char c) {
        if (c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
        if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
        return c;
    }
};

}  // namespace blason::text
