#include "wallet-server/web/badge_image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "wallet-server/web/xml_text.hpp"

namespace blason::web {

namespace {

/// A heraldic colour in three tones: the field, its shade for divisions and the chief, and the metal of the charge.
struct Tincture {
    std::string_view name;
    std::string_view field;
    std::string_view shade;
    std::string_view metal;
};
constexpr std::array kTinctures{
    Tincture{"azure", "#2456a6", "#1a4080", "#f7f3e8"}, Tincture{"gules", "#b0303a", "#872029", "#fbf0dc"},
    Tincture{"vert", "#23774f", "#175a3a", "#f6f3e2"},  Tincture{"purpure", "#6c3b8e", "#50286d", "#f8eedb"},
    Tincture{"sable", "#3a4152", "#262c3b", "#f1d48a"}, Tincture{"tenne", "#b5591a", "#8b410f", "#fdf3df"},
    Tincture{"teal", "#16727c", "#0e555d", "#f5f2e4"}};

/// How the field is divided, in heraldry's terms; drawn in the shade, clipped to the shield.
constexpr std::array<std::string_view, 6> kDivisions{
    R"(<path d="M256 0h256v512H256z"/>)",                                                                 // per pale
    R"(<path d="M0 92L512 480V512H0z"/>)",                                                                // per bend
    R"(<path d="M84 92h344L256 420z"/>)",                                                                 // pile
    R"(<path d="M0 400L256 170 512 400v112H0z"/>)",                                                       // per chevron
    R"(<path d="M0 0h256v236H0zM256 236h256v276H256z"/>)",                                                // quarterly
    R"(<path d="M84 92h57.300v420H84zM198.700 92h114.600v420H198.700zM370.700 92H430v420h-59.300z"/>)"};  // paly

constexpr std::string_view kShield =
    "M100 28H412Q428 28 428 44V232C428 342 350 428 256 484C162 428 84 342 84 232V44Q84 28 100 28Z";
constexpr std::string_view kInnerLine =
    "M108 40H404Q416 40 416 52V232C416 334 344 414 256 470C168 414 96 334 96 232V52Q96 40 108 40Z";

/// FNV-1a: spreads ids over our choices, no more is asked of it.
std::uint32_t spread(std::string_view text, std::uint32_t seed) {
    std::uint32_t state = 2166136261U ^ seed;
    for (const char c : text) state = (state ^ static_cast<std::uint8_t>(c)) * 16777619U;
    return state ^ (state >> 15U);
}

template <typename Table>
const auto& choose(const Table& table, std::string_view name, std::uint32_t number) {
    const auto named = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.name == name; });
    return named != table.end() ? *named : table[number % table.size()];
}

std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The first `count` letters (code points), with an ellipsis when something is left out.
std::string shortened(std::string_view text, std::size_t count) {
    if (letters(text) <= count) return std::string(text);
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size(); ++end) {
        if ((static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U && seen++ == count - 1) break;
    }
    return std::string(text.substr(0, end)) + "…";
}

/// Words into at most three lines of at most `width` letters; what does not fit ends in an ellipsis.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    constexpr std::size_t max_lines = 3;
    std::vector<std::string> lines;
    std::string line;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t space = std::min(text.find_first_of(" \t\r\n", start), text.size());
        const std::string_view word = text.substr(start, space - start);
        start = space + 1;
        if (word.empty()) continue;
        if (!line.empty() && letters(line) + 1 + letters(word) > width) {
            lines.push_back(std::move(line));
            line.clear();
            if (lines.size() == max_lines) {
                lines.back() = shortened(lines.back() + " …", width);
                return lines;
            }
        }
        if (!line.empty()) line += ' ';
        line += shortened(word, width);
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

std::string coloured(std::string_view drawing, const Tincture& tincture) {
    std::string out;
    for (const char c : drawing) {
        if (c == '@') {
            out += tincture.metal;
        } else if (c == '%') {
            out += tincture.field;
        } else {
            out += c;
        }
    }
    return out;
}

/// The ribbon across the shield's lower half, with folded ends and the name on it.
std::string ribbon(std::string_view name, const Tincture& tincture) {
    const std::vector<std::string> lines = wrapped(name, letters(name) > 34 ? 22 : 18);
    std::size_t longest = 1;
    for (const std::string& line : lines) longest = std::max(longest, letters(line));
    // A bold letter of this face is about 0.65 of its size wide, and the ribbon has room for 400 units.
    const int size = static_cast<int>(std::clamp<std::size_t>(620 / longest, 24, 38));
    const int line_height = size + 6;
    const int height = static_cast<int>(lines.size()) * line_height + 28;
    const int top = 352 - std::max(0, (height - 110) / 2);
    const int bottom = top + height;

    std::string out = fmt::format(
        R"(<g fill="{0}"><path d="M14 {1}H80V{2}H14l22-{3}z"/><path d="M498 {1}H432V{2}H498l-22-{3}z"/></g>)"
        R"(<g fill="#0d1526" fill-opacity=".55"><path d="M48 {4}h32v18z"/><path d="M464 {4}h-32v18z"/></g>)"
        R"(<rect x="48" y="{5}" width="416" height="{6}" rx="3" fill="#fffdf7" stroke="{0}" stroke-width="3"/>)",
        tincture.shade, top + 18, bottom + 18, (height + 1) / 2, bottom, top, height);
    out += fmt::format(
        R"(<g font-family="Georgia, 'DejaVu Serif', serif" font-weight="700" font-size="{}" fill="#1b2438" text-anchor="middle">)",
        size);
    int baseline = top + 14 + size - 3;
    for (const std::string& line : lines) {
        out += fmt::format(R"(<text x="256" y="{}">{}</text>)", baseline, xml_text(line));
        baseline += line_height;
    }
    return out + "</g>";
}

}  // namespace

std::string badge_svg(const BadgeImage& badge) {
    const Tincture& tincture = choose(kTinctures, badge.tincture, spread(badge.id, 1));
    const Charge& charge = choose(badge_charges(), badge.charge, spread(badge.id, 2));
    const std::string_view division = kDivisions[spread(badge.id, 3) % kDivisions.size()];
    const std::string issuer = shortened(badge.issuer, 30);
    // A letter of this face is about 0.6 of its size wide; the chief has room for 290 units.
    const std::size_t issuer_size = std::clamp<std::size_t>(480 / std::max<std::size_t>(1, letters(issuer)), 15, 24);

    std::string svg = fmt::format(
        R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" role="img" )svg"
        R"svg(aria-labelledby="t d" xml:lang="{}"><title id="t">{}</title><desc id="d">{}</desc>)svg",
        xml_text(badge.language), xml_text(badge.name), xml_text(badge.issuer));
    svg += fmt::format(
        R"svg(<defs><clipPath id="s"><path d="{0}"/></clipPath></defs><path d="{0}" fill="{1}"/>)svg"
        R"svg(<g clip-path="url(#s)"><g fill="{2}" fill-opacity=".45">{3}</g><path fill="{2}" d="M84 0h344v92H84z"/>)svg"
        R"svg(<path fill="{4}" d="M84 92h344v5H84z"/></g>)svg"
        R"svg(<path d="{5}" fill="none" stroke="{4}" stroke-width="3" stroke-opacity=".85"/>)svg",
        kShield, tincture.field, tincture.shade, division, tincture.metal, kInnerLine);
    svg += fmt::format(
        R"svg(<text x="256" y="{}" font-family="'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif" font-size="{}" fill="{}" )svg"
        R"svg(text-anchor="middle">{}</text>)svg",
        70 + issuer_size / 8, issuer_size, tincture.metal, xml_text(issuer));
    svg +=
        fmt::format(R"svg(<g transform="translate(160 126) scale(8)">{}</g>)svg", coloured(charge.drawing, tincture));
    svg += ribbon(badge.name, tincture);
    return svg + "</svg>\n";
}

}  // namespace blason::web
