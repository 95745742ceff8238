#include "wallet-server/service/slug.hpp"

#include <array>

#include "engine/text/ascii.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kMaxSlug = 63;

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// U+00C0 to U+00FF without their accents; '-' for what is no letter.
constexpr std::string_view kLatin1 = "aaaaaaaceeeeiiiidnooooo-ouuuuypsaaaaaaaceeeeiiiidnooooo-ouuuuypy";
static_assert(kLatin1.size() == 64);

}  // namespace

std::string make_slug(std::string_view name) {
    std::string slug;
    const auto append = [&](char written) {
        const char c = text::lower(written);
        if (is_letter(c) || (is_digit(c) && !slug.empty())) {
            slug.push_back(c);
        } else if (!slug.empty() && slug.back() != '-') {
            slug.push_back('-');
        }
    };
    for (std::size_t i = 0; i < name.size() && slug.size() < kMaxSlug; ++i) {
        const auto byte = static_cast<unsigned char>(name[i]);
        if (byte == 0xC3 && i + 1 < name.size()) {  // UTF-8 of U+00C0 to U+00FF
            append(kLatin1[static_cast<unsigned char>(name[++i]) & 0x3FU]);
        } else {
            append(byte < 0x80 ? name[i] : '-');
        }
    }
    while (!slug.empty() && slug.back() == '-') slug.pop_back();
    return slug;
}

bool is_slug(std::string_view text) {
    if (text.empty() || text.size() > kMaxSlug || !is_letter(text.front()) || text.back() == '-') return false;
    for (const char c : text)
        if (!is_letter(c) && !is_digit(c) && c != '-') return false;
    return true;
}

}  // namespace blason::service
