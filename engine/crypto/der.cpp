#include "engine/crypto/der.hpp"

#include "engine/crypto/secret_bytes.hpp"

namespace blason::crypto::der {

/// X.690 sections 8.1 and 10.1: the shortest form of the length.
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

/// X.690 section 8.3: the shortest form.
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
    content.reserve(1 + digits.size());
    if (digits.empty() || (digits.front() & 0x80U) != 0) content.push_back(0);
    content.insert(content.end(), digits.begin(), digits.end());
    append(out, kInteger, content);
    wipe(content);
}

}  // namespace blason::crypto::der
