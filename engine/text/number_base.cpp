#include "engine/text/number_base.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace blason::text {
namespace {

/// As many digits as fit so many bits are worked at a time: of 32 bits 58^5, 36^6, 10^9.
struct Chunk {
    unsigned digits = 0;
    std::uint64_t factor = 1;  ///< base to the power of `digits`

    constexpr Chunk(unsigned base, std::uint64_t most) {
        while (factor <= most / base) {
            factor *= base;
            ++digits;
        }
    }
};

std::size_t count_leading(auto first, auto last, auto value) {
    return static_cast<std::size_t>(std::find_if(first, last, [&](auto item) { return item != value; }) - first);
}

/// number = number * factor + addend; limbs are 64 bits, least significant first.
void multiply_add(std::vector<std::uint64_t>& number, std::uint64_t factor, std::uint64_t addend) {
    __extension__ using Wide = unsigned __int128;
    Wide carry = addend;
    for (auto& limb : number) {
        carry += static_cast<Wide>(limb) * factor;
        limb = static_cast<std::uint64_t>(carry);
        carry >>= 64U;
    }
    if (carry != 0) number.push_back(static_cast<std::uint64_t>(carry));
}

/// number = number / divisor; returns the remainder. Limbs are 32 bits, so that a limb and the remainder before it fit
/// one register. Zero limbs at the top are dropped.
template <std::uint64_t divisor>
std::uint64_t divide(std::vector<std::uint32_t>& number) {
    std::uint64_t rest = 0;
    for (auto limb = number.rbegin(); limb != number.rend(); ++limb) {
        const std::uint64_t value = rest << 32U | *limb;
        *limb = static_cast<std::uint32_t>(value / divisor);
        rest = value % divisor;
    }
    while (!number.empty() && number.back() == 0) number.pop_back();
    return rest;
}

std::vector<std::uint32_t> to_limbs(ByteView bytes) {
    std::vector<std::uint32_t> number((bytes.size() + 3) / 4);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        number[i / 4] |= static_cast<std::uint32_t>(bytes[bytes.size() - 1 - i]) << (8 * (i % 4));
    }
    return number;
}

/// Appends the digits of a number, the least significant one first. The base is known when this is compiled, so no
/// division takes the time of one.
template <unsigned base>
void append_digits(std::string& out, const Alphabet& alphabet, std::vector<std::uint32_t> number) {
    constexpr Chunk kChunk(base, UINT32_MAX);
    const std::size_t start = out.size();
    std::array<char, kChunk.digits> digits;
    while (!number.empty()) {
        auto rest = static_cast<std::uint32_t>(divide<kChunk.factor>(number));
        for (char& digit : digits) {
            digit = alphabet.characters[rest % base];
            rest /= base;
        }
        out.append(digits.data(), digits.size());
    }
    // The last chunk is seldom full.
    while (out.size() > start && out.back() == alphabet.characters.front()) out.pop_back();
}

}  // namespace

void append_number_base(std::string& out, const Alphabet& alphabet, ByteView bytes) {
    const auto zeros = count_leading(bytes.begin(), bytes.end(), std::uint8_t{0});
    out.append(zeros, alphabet.characters.front());
    const auto start = static_cast<std::ptrdiff_t>(out.size());
    auto number = to_limbs(bytes.subspan(zeros));
    switch (alphabet.size()) {
        case 10:
            append_digits<10>(out, alphabet, std::move(number));
            break;
        case 36:
            append_digits<36>(out, alphabet, std::move(number));
            break;
        case 58:
            append_digits<58>(out, alphabet, std::move(number));
            break;
        default:
            throw std::logic_error("no alphabet of this size stands for numbers");
    }
    std::reverse(out.begin() + start, out.end());
}

std::optional<Bytes> decode_number_base(const Alphabet& alphabet, std::string_view text) {
    const auto base = alphabet.size();
    const Chunk chunk(base, UINT64_MAX);
    const auto zeros = count_leading(text.begin(), text.end(), alphabet.characters.front());

    std::vector<std::uint64_t> number;
    number.reserve(text.size() / chunk.digits + 1);
    for (std::size_t at = zeros; at < text.size(); at += chunk.digits) {
        std::uint64_t factor = 1;
        std::uint64_t addend = 0;
        for (const char c : text.substr(at, chunk.digits)) {
            const auto digit = alphabet.digit(c);
            if (digit == Alphabet::kNone) return std::nullopt;
            factor *= base;
            addend = addend * base + digit;
        }
        multiply_add(number, factor, addend);
    }

    Bytes bytes;
    bytes.reserve(number.size() * sizeof(std::uint64_t) + zeros);
    for (const auto limb : number) {
        for (unsigned shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<std::uint8_t>(limb >> shift));
    }
    while (!bytes.empty() && bytes.back() == 0) bytes.pop_back();
    bytes.insert(bytes.end(), zeros, 0);
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

}  // namespace blason::text
