#include "engine/text/base58.hpp"

#include <fmt/format.h>

#include "engine/text/number_base.hpp"

namespace blason::text {
namespace {

constexpr Alphabet kAlphabet("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

}  // namespace

std::string base58_encode(ByteView bytes) {
    std::string text;
    append_number_base(text, kAlphabet, bytes);
    return text;
}

Result<Bytes> base58_decode(std::string_view text, std::size_t max_chars) {
    if (text.size() > max_chars) {
        return Error{"base58-size",
                     fmt::format("A base58 text may have {} characters here.", max_chars),
                     {},
                     ErrorKind::TooLarge};
    }
    auto bytes = decode_number_base(kAlphabet, text);
    if (!bytes) return malformed("base58-syntax", "This is not base58 (Bitcoin alphabet).");
    return *std::move(bytes);
}

}  // namespace blason::text
