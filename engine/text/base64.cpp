#include "engine/text/base64.hpp"

#include "engine/text/bit_base.hpp"

namespace blason::text {
namespace {

constexpr Alphabet kAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

}  // namespace

Result<Bytes> base64_decode(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    auto bytes = decode_bit_base(kAlphabet, 6, text);
    if (!bytes) return malformed("base64-syntax", "This is not base64.");
    return *std::move(bytes);
}

}  // namespace blason::text
