#include "wallet-server/service/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace blason::service {
namespace {

constexpr int kQuietZone = 4;

struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Result<std::string> qr_svg(std::string_view text) {
    const std::unique_ptr<QRcode, Free> code(QRcode_encodeData(
        static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
    if (!code) return Error{"qr-size", "This text is too long for a QR code.", "", ErrorKind::TooLarge};
    const int width = code->width;
    const auto size = std::to_string(width + 2 * kQuietZone);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
                      "\" shape-rendering=\"crispEdges\"><rect width=\"" + size + "\" height=\"" + size +
                      "\" fill=\"#fff\"/><path d=\"";
    // Each run of dark modules of a row is one rectangle.
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width;) {
            int end = x;
            while (end < width && (code->data[y * width + end] & 1U) != 0) ++end;
            if (end == x) {
                ++x;
                continue;
            }
            out += "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) + "h" +
                   std::to_string(end - x) + "v1h-" + std::to_string(end - x) + "z";
            x = end;
        }
    }
    return out + "\" fill=\"#000\"/></svg>\n";
}

}  // namespace blason::service
