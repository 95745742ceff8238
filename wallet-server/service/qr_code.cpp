#include "wallet-server/service/qr_code.hpp"

#include <qrencode.h>

#include <memory>

#include "engine/compress/deflate.hpp"
#include "vc/openbadges/png_chunks.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kQuietZone = 4;
constexpr std::size_t kPixels = 8;  // of a module: with one bit for each, a row of a module is one byte

struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

void append_number(std::string& out, std::size_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((number >> shift) & 0xffU);
}

}  // namespace

Result<QrCode> qr_code(std::string_view text) {
    const std::unique_ptr<QRcode, Free> made(QRcode_encodeData(
        static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
    if (!made) return Error{"qr-size", "This text is too long for a QR code.", "", ErrorKind::TooLarge};
    const auto inner = static_cast<std::size_t>(made->width);
    QrCode code{inner + 2 * kQuietZone, {}};
    code.dark.resize(code.width * code.width);
    for (std::size_t y = 0; y < inner; ++y)
        for (std::size_t x = 0; x < inner; ++x)
            code.dark[(y + kQuietZone) * code.width + x + kQuietZone] = (made->data[y * inner + x] & 1U) != 0;
    return code;
}

std::string svg_of(const QrCode& code) {
    const auto size = std::to_string(code.width);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
                      "\" shape-rendering=\"crispEdges\"><rect width=\"" + size + "\" height=\"" + size +
                      "\" fill=\"#fff\"/><path d=\"";
    // Each run of dark modules of a row is one rectangle.
    for (std::size_t y = 0; y < code.width; ++y) {
        for (std::size_t x = 0; x < code.width;) {
            std::size_t end = x;
            while (end < code.width && code.is_dark(end, y)) ++end;
            if (end == x) {
                ++x;
                continue;
            }
            const auto length = std::to_string(end - x);
            out += "M" + std::to_string(x) + " " + std::to_string(y) + "h" + length + "v1h-" + length + "z";
            x = end;
        }
    }
    return out + "\" fill=\"#000\"/></svg>\n";
}

std::string png_of(const QrCode& code) {
    // PNG, third edition, section 11.2.1: sides, bit depth 1, greyscale, and the only methods that there are.
    std::string header;
    append_number(header, code.width * kPixels);
    append_number(header, code.width * kPixels);
    header.append({1, 0, 0, 0, 0});
    Bytes lines;
    for (std::size_t y = 0; y < code.width; ++y) {
        Bytes line{0};  // filter type None
        for (std::size_t x = 0; x < code.width; ++x) line.push_back(code.is_dark(x, y) ? 0x00 : 0xff);
        for (std::size_t i = 0; i < kPixels; ++i) lines.insert(lines.end(), line.begin(), line.end());
    }
    const auto packed = compress::compress(compress::Wrapping::Zlib, lines);
    std::string out(openbadges::kPngSignature);
    out += openbadges::make_png_chunk("IHDR", header);
    out += openbadges::make_png_chunk("IDAT", as_text(packed));
    return out + openbadges::make_png_chunk("IEND", {});
}

}  // namespace blason::service
