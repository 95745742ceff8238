// QR codes as pictures: both ways to draw them show the same modules.
#include "wallet-server/service/qr_code.hpp"

#include <gtest/gtest.h>

#include "engine/compress/deflate.hpp"
#include "vc/openbadges/png_chunks.hpp"

namespace blason {
namespace {

using service::QrCode;

std::size_t number_at(std::string_view bytes, std::size_t at) {
    std::size_t out = 0;
    for (std::size_t i = 0; i < 4; ++i) out = out << 8U | static_cast<unsigned char>(bytes[at + i]);
    return out;
}

/// The modules of a picture of 1-bit greyscale, each of 8 x 8 pixels of one colour.
QrCode decoded(const std::string& png) {
    const auto chunks = openbadges::read_png(png);
    EXPECT_TRUE(chunks) << chunks.error().detail;
    if (!chunks || chunks->size() != 3) return {};
    const auto header = (*chunks)[0].data;
    const auto side = number_at(header, 0);
    EXPECT_EQ(number_at(header, 4), side);
    EXPECT_EQ(header.substr(8), std::string_view("\1\0\0\0\0", 5));
    const auto lines = compress::decompress(compress::Wrapping::Zlib, as_bytes((*chunks)[1].data), 1U << 20U);
    EXPECT_TRUE(lines);
    QrCode code{side / 8, {}};
    if (!lines || side % 8 != 0 || lines->size() != side * (code.width + 1)) {
        ADD_FAILURE() << "the lines have another length";
        return {};
    }
    for (std::size_t y = 0; y < side; ++y) {
        const auto* line = lines->data() + y * (code.width + 1);
        EXPECT_EQ(line[0], 0) << "no filter";
        for (std::size_t x = 0; x < code.width; ++x) {
            const bool dark = line[x + 1] == 0x00;
            EXPECT_TRUE(dark || line[x + 1] == 0xff);
            if (y % 8 == 0) {
                code.dark.push_back(dark);
            } else {
                EXPECT_EQ(code.is_dark(x, y / 8), dark) << x << " " << y;
            }
        }
    }
    return code;
}

/// The modules that the path of the SVG fills: "MX YhNv1h-Nz".
QrCode drawn(const std::string& svg, std::size_t width) {
    QrCode code{width, std::vector<bool>(width * width)};
    for (auto at = svg.find('M'); at != std::string::npos; at = svg.find('M', at + 1)) {
        std::size_t x = 0;
        std::size_t y = 0;
        std::size_t length = 0;
        EXPECT_EQ(std::sscanf(svg.c_str() + at, "M%zu %zuh%zuv1", &x, &y, &length), 3);
        for (std::size_t i = 0; i < length; ++i) code.dark[y * width + x + i] = true;
    }
    return code;
}

TEST(QrCodePictures, ShowTheSameModules) {
    for (const std::string& text :
         {std::string("x"),
          std::string("openid-credential-offer://?credential_offer_uri=") + "https%3A%2F%2Fbadges.example%2Foffers%2F1",
          std::string(2000, 'a')}) {
        const auto code = service::qr_code(text);
        ASSERT_TRUE(code);
        // ISO/IEC 18004: 17 + 4 * version modules, and a quiet zone of four on every side.
        EXPECT_EQ((code->width - 8 - 17) % 4, 0U);
        for (std::size_t i = 0; i < code->width; ++i)
            for (std::size_t j = 0; j < 4; ++j) EXPECT_FALSE(code->is_dark(i, j) || code->is_dark(j, i));
        EXPECT_TRUE(code->is_dark(4, 4) && code->is_dark(10, 4) && !code->is_dark(5, 5)) << "the finder pattern";
        const auto png = decoded(service::png_of(*code));
        EXPECT_EQ(png.width, code->width);
        EXPECT_EQ(png.dark, code->dark);
        EXPECT_EQ(drawn(service::svg_of(*code), code->width).dark, code->dark);
    }
    EXPECT_EQ(service::qr_code(std::string(3000, 'a')).error().code, "qr-size");
}

}  // namespace
}  // namespace blason
