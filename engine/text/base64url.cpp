#include "engine/text/base64url.hpp"

#include "engine/text/bit_base.hpp"

namespace blason::text {
namespace {

constexpr Alphabet kAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

}  // namespace

std::string base64url_encode(ByteView bytes) {
    std::string text;
    append_bit_base(text, kAlphabet, 6, bytes);
    return text;
}

Result<Bytes> base64url_decode(std::string_view text) {
    auto bytes = decode_bit_base(kAlphabet, 6, text);
    if (!bytes) return malformed("base64url-syntax", "This is not base64url without padding.");
    return *std::move(bytes);
}

}  // namespace blason::text
