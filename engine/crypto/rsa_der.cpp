#include "engine/crypto/rsa_der.hpp"

#include <bit>

namespace blason::crypto {
namespace {

constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kSequence = 0x30;

/// Takes one element off the front of `rest` (X.690 sections 8.1 and 10.1: shortest form of the length).
std::optional<ByteView> take(ByteView& rest, std::uint8_t tag) {
    if (rest.size() < 2 || rest[0] != tag) return std::nullopt;
    std::size_t length = rest[1];
    std::size_t header = 2;
    if (length >= 0x80) {
        const std::size_t octets = length - 0x80;
        if (octets < 1 || octets > 2 || rest.size() < 2 + octets) return std::nullopt;
        length = 0;
        for (std::size_t i = 0; i < octets; ++i) length = length << 8U | rest[2 + i];
        if (length < 0x80 || (octets == 2 && length < 0x100)) return std::nullopt;
        header += octets;
    }
    if (rest.size() - header < length) return std::nullopt;
    const ByteView content = rest.subspan(header, length);
    rest = rest.subspan(header + length);
    return content;
}

/// A positive INTEGER in its shortest form (X.690 section 8.3), without the sign octet.
std::optional<Bytes> take_positive(ByteView& rest) {
    const auto content = take(rest, kInteger);
    if (!content || content->empty() || (content->front() & 0x80U) != 0) return std::nullopt;
    ByteView digits = *content;
    if (digits.front() == 0) {
        digits = digits.subspan(1);
        if (digits.empty() || (digits.front() & 0x80U) == 0) return std::nullopt;
    }
    return Bytes(digits.begin(), digits.end());
}

void append(Bytes& out, std::uint8_t tag, ByteView content) {
    out.push_back(tag);
    if (content.size() >= 0x100) out.insert(out.end(), {0x82, static_cast<std::uint8_t>(content.size() >> 8U)});
    if (content.size() >= 0x80 && content.size() < 0x100) out.push_back(0x81);
    out.push_back(static_cast<std::uint8_t>(content.size() & 0xffU));
    out.insert(out.end(), content.begin(), content.end());
}

void append_positive(Bytes& out, const Bytes& digits) {
    Bytes content;
    if (digits.empty() || (digits.front() & 0x80U) != 0) content.push_back(0);
    content.insert(content.end(), digits.begin(), digits.end());
    append(out, kInteger, content);
}

std::size_t bits(const Bytes& digits) {
    return digits.empty() ? 0 : digits.size() * 8 - static_cast<std::size_t>(std::countl_zero(digits.front()));
}

}  // namespace

std::optional<RsaPublic> read_rsa_public(ByteView der) {
    auto inside = take(der, kSequence);
    if (!inside || !der.empty()) return std::nullopt;
    auto modulus = take_positive(*inside);
    if (!modulus) return std::nullopt;
    auto exponent = take_positive(*inside);
    if (!exponent || !inside->empty()) return std::nullopt;
    return RsaPublic{std::move(*modulus), std::move(*exponent)};
}

Bytes write_rsa_public(const RsaPublic& key) {
    Bytes inside;
    append_positive(inside, key.modulus);
    append_positive(inside, key.exponent);
    Bytes out;
    append(out, kSequence, inside);
    return out;
}

bool is_usable_rsa(const RsaPublic& key) {
    const std::size_t modulus_bits = bits(key.modulus);
    const std::size_t exponent_bits = bits(key.exponent);
    return modulus_bits >= 2048 && modulus_bits <= 8192 && (key.modulus.back() & 1U) == 1 && exponent_bits >= 2 &&
           exponent_bits <= 64 && (key.exponent.back() & 1U) == 1;
}

}  // namespace blason::crypto
