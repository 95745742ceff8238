// Small images for the tests of baking, and what is baked into them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "tests/vc/secured.hpp"
#include "vc/openbadges/png_chunks.hpp"

namespace blason::test {

inline std::string number(std::uint32_t value) {
    std::string out;
    for (unsigned shift = 32; shift > 0;) out += static_cast<char>((value >> (shift -= 8)) & 0xFFU);
    return out;
}

/// IHDR of an 8-bit RGB image.
inline std::string png_header(std::uint32_t width = 1, std::uint32_t height = 1) {
    return openbadges::make_png_chunk("IHDR", number(width) + number(height) + std::string("\x08\x02\0\0\0", 5));
}

/// A red pixel; `extra`: further chunks, between header and pixels.
inline std::string png(const std::string& extra = {}, const std::string& header = png_header()) {
    // zlib stream of the line 00 FF 00 00, stored.
    const std::string pixels("\x78\x01\x01\x04\x00\xfb\xff\x00\xff\x00\x00\x03\x01\x01\x00", 15);
    return std::string(openbadges::kPngSignature) + header + extra + openbadges::make_png_chunk("IDAT", pixels) +
           openbadges::make_png_chunk("IEND", "");
}

inline std::string international_text(std::string_view keyword, std::string_view text) {
    return openbadges::make_png_chunk("iTXt", std::string(keyword) + std::string(5, '\0') + std::string(text));
}

inline constexpr std::string_view kSvgImage =
    R"(<?xml version="1.0" encoding="UTF-8"?><!-- drawn -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><title>T &amp; U</title>
  <rect width="2" height='2' fill="#c00"/></svg>
)";

inline std::string badge_text() {
    static const std::string text = json::serialize(issued(badge()));
    return text;
}

/// A JWS by form; nobody looks at its signature when it is baked.
inline std::string badge_jws() {
    static const std::string jws = [] {
        const std::string payload = json::serialize(badge());
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(payload.data());
        return "eyJhbGciOiJSUzI1NiJ9." + text::base64url_encode({bytes, payload.size()}) + ".c2ln";
    }();
    return jws;
}

template <typename T>
std::string code_of(const Result<T>& result) {
    return result ? "ok" : result.error().code;
}

}  // namespace blason::test
