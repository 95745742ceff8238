// Which bytes reader and writer of N-Quads must stop at.
#pragma once

#include <array>
#include <string_view>

namespace blason::rdf {

using CharacterTable = std::array<bool, 256>;

constexpr CharacterTable characters(std::string_view listed, unsigned below) {
    CharacterTable table{};
    for (std::size_t c = 0; c < below; ++c) table[c] = true;
    for (const char c : listed) table[static_cast<unsigned char>(c)] = true;
    return table;
}

/// What the IRIREF production leaves out.
inline constexpr CharacterTable kOutsideIri = characters("<>\"{}|^`\\", 0x21);
/// What the STRING_LITERAL_QUOTE production leaves out.
inline constexpr CharacterTable kOutsideLiteral = characters("\"\\\n\r", 0);
/// What a canonical literal does not have as it is (RDFC-1.0 section 5): controls, DEL, `"` and `\`. The byte 0xEF
/// starts U+FFFE and U+FFFF, which XML 1.1 does not count as characters.
inline constexpr CharacterTable kEscapedInLiteral = characters("\"\\\x7f\xef", 0x20);

}  // namespace blason::rdf
