// QR codes (ISO/IEC 18004), drawn: what a camera takes from a screen.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::service {

/// An SVG picture with the quiet zone of four modules around it, dark on white; it has a view box and no size of its
/// own. Medium error correction. Error "qr-size" for a text of more than about 2,300 bytes.
Result<std::string> qr_svg(std::string_view text);

}  // namespace blason::service
