// QR codes (ISO/IEC 18004), drawn: what a camera takes from a screen.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace blason::service {

/// A square of modules, with the quiet zone of four modules around the code. Medium error correction.
struct QrCode {
    std::size_t width = 0;   ///< modules of a side
    std::vector<bool> dark;  ///< row by row

    [[nodiscard]] bool is_dark(std::size_t x, std::size_t y) const { return dark[y * width + x]; }
};
/// Error "qr-size" for a text of more than about 2,300 bytes.
Result<QrCode> qr_code(std::string_view text);

/// Dark on white; it has a view box and no size of its own.
std::string svg_of(const QrCode& code);
/// The same as PNG, of 1-bit greyscale: 8 x 8 pixels for each module.
std::string png_of(const QrCode& code);

}  // namespace blason::service
