// The smallest images there are.
#pragma once

#include <string>
#include <string_view>

#include "engine/text/data_uri.hpp"

namespace blason::test {

/// One red pixel.
inline constexpr std::string_view kPngUri =
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQ"
    "DJ/pLvAAAAAElFTkSuQmCC";

inline std::string red_png() {
    return text::parse_data_uri(kPngUri)->bytes;
}

inline constexpr std::string_view kRedSvg =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="red" d="M0 0h1v1H0z"/></svg>)";

}  // namespace blason::test
