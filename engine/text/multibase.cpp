#include "engine/text/multibase.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "engine/text/base58.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/bit_base.hpp"
#include "engine/text/emoji_base.hpp"
#include "engine/text/number_base.hpp"

namespace blason::text {
namespace {

constexpr bool kAnyCase = true;
constexpr Alphabet kBinary("01");
constexpr Alphabet kOctal("01234567");
constexpr Alphabet kDecimal("0123456789");
constexpr Alphabet kHex("0123456789abcdef", kAnyCase);
constexpr Alphabet kBase32("abcdefghijklmnopqrstuvwxyz234567", kAnyCase);
constexpr Alphabet kBase32Hex("0123456789abcdefghijklmnopqrstuv", kAnyCase);
constexpr Alphabet kBase32Z("ybndrfg8ejkmcpqxot1uwisza345h769");
constexpr Alphabet kBase36("0123456789abcdefghijklmnopqrstuvwxyz", kAnyCase);
constexpr Alphabet kBase58Btc("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
constexpr Alphabet kBase58Flickr("123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ");
constexpr Alphabet kBase64("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
constexpr Alphabet kBase64Url("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

constexpr unsigned kNumber = 0;  // in place of bits: the text is one large number

/// A row of the multibase registry.
struct Row {
    std::string_view prefix;
    std::string_view name;
    const Alphabet* alphabet;  ///< nullptr: base256emoji
    unsigned bits;             ///< a character, or kNumber
    std::size_t group;         ///< characters that padding with "=" fills up to; 0: no padding
};

constexpr std::array<Row, 23> kRows{{
    {"0", "base2", &kBinary, 1, 0},
    {"7", "base8", &kOctal, 3, 0},
    {"9", "base10", &kDecimal, kNumber, 0},
    {"f", "base16", &kHex, 4, 0},
    {"F", "base16upper", &kHex, 4, 0},
    {"b", "base32", &kBase32, 5, 0},
    {"B", "base32upper", &kBase32, 5, 0},
    {"c", "base32pad", &kBase32, 5, 8},
    {"C", "base32padupper", &kBase32, 5, 8},
    {"v", "base32hex", &kBase32Hex, 5, 0},
    {"V", "base32hexupper", &kBase32Hex, 5, 0},
    {"t", "base32hexpad", &kBase32Hex, 5, 8},
    {"T", "base32hexpadupper", &kBase32Hex, 5, 8},
    {"h", "base32z", &kBase32Z, 5, 0},
    {"k", "base36", &kBase36, kNumber, 0},
    {"K", "base36upper", &kBase36, kNumber, 0},
    {"z", "base58btc", &kBase58Btc, kNumber, 0},
    {"Z", "base58flickr", &kBase58Flickr, kNumber, 0},
    {"m", "base64", &kBase64, 6, 0},
    {"M", "base64pad", &kBase64, 6, 4},
    {"u", "base64url", &kBase64Url, 6, 0},
    {"U", "base64urlpad", &kBase64Url, 6, 4},
    {"\xF0\x9F\x9A\x80", "base256emoji", nullptr, 8, 0},
}};

constexpr std::size_t kMaxText = 64U << 10U;
constexpr std::size_t kMaxNumberText = 2048;

/// The text without its padding; nothing when the padding is not exactly what fills the last group.
std::optional<std::string_view> strip_padding(std::string_view text, std::size_t group) {
    if (group == 0) return text;
    if (text.size() % group != 0) return std::nullopt;
    const auto end = text.find_last_not_of('=');
    const auto content = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    if (text.size() - content.size() >= group) return std::nullopt;
    return content;
}

std::optional<Bytes> decode(const Row& row, std::string_view text) {
    if (row.alphabet == nullptr) return decode_emoji_base(text);
    if (row.bits == kNumber) return decode_number_base(*row.alphabet, text);
    const auto content = strip_padding(text, row.group);
    if (!content) return std::nullopt;
    return decode_bit_base(*row.alphabet, row.bits, *content);
}

}  // namespace

std::string multibase_encode(Base base, ByteView bytes) {
    const char prefix = static_cast<char>(base);
    return prefix + (base == Base::Base58Btc ? base58_encode(bytes) : base64url_encode(bytes));
}

Result<MultibaseValue> multibase_decode(std::string_view text) {
    const auto* row =
        std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return text.starts_with(r.prefix); });
    if (row == kRows.end()) return malformed("multibase-unknown", "The text begins with no known multibase prefix.");
    const auto content = text.substr(row->prefix.size());
    if (content.size() > (row->bits == kNumber ? kMaxNumberText : kMaxText)) {
        return Error{"multibase-size", fmt::format("The {} text is too long.", row->name), {}, ErrorKind::TooLarge};
    }
    auto bytes = decode(*row, content);
    if (!bytes) return malformed("multibase-syntax", fmt::format("This is not {}.", row->name));
    return MultibaseValue{row->name, *std::move(bytes)};
}

Result<Bytes> multibase_decode(Base base, std::string_view text) {
    if (text.empty() || text.front() != static_cast<char>(base)) {
        return malformed(
            "multibase-unexpected",
            fmt::format("A multibase text that begins with \"{}\" is required here.", static_cast<char>(base)));
    }
    auto value = multibase_decode(text);
    if (!value) return std::move(value).error();
    return std::move(value->bytes);
}

}  // namespace blason::text
