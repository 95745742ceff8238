// Badge images: a coat of arms (blason) drawn from the achievement's name. The same input gives the same bytes.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace blason::web {

struct BadgeImage {
    std::string id;        ///< decides what is left open below: tincture, division, charge
    std::string name;      ///< on the ribbon, wrapped; also the picture's title
    std::string issuer;    ///< on the chief (the band at the top)
    std::string language;  ///< BCP 47, of the two texts
    std::string charge;    ///< a name of badge_charges(); any other text: chosen from `id`
    std::string tincture;  ///< "azure", "gules", "vert", "purpure", "sable", "tenne", "teal"; else chosen from `id`
};

/// A square SVG 1.1 document of 512 units: no script, no style, no reference to anything outside. Texts are escaped for
/// XML, and characters that XML 1.0 does not allow are left out.
std::string badge_svg(const BadgeImage& badge);

/// A figure on the shield. `drawing` is SVG in a square of 24 units; @ stands for the metal (the figure's own colour),
/// % for the colour of the field behind it.
struct Charge {
    std::string_view name;
    std::string_view drawing;
};
std::span<const Charge> badge_charges();

}  // namespace blason::web
