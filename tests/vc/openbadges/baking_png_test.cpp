// PNG badges. Names with IM and a number are the cases of the security requirements.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engine/compress/deflate.hpp"
#include "tests/vc/openbadges/images.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/picture.hpp"

namespace blason::openbadges {
namespace {

using test::badge_jws;
using test::badge_text;
using test::code_of;
using test::international_text;
using test::png;

std::string unbaked(std::string_view image) {
    const auto baked = unbake(image);
    return baked ? baked->text : baked.error().code;
}

TEST(BakingPng, WhatWasBakedComesOut) {
    for (const std::string& credential : {badge_text(), badge_jws()}) {
        const auto image = bake(png(), credential);
        ASSERT_TRUE(image) << image.error().detail;
        EXPECT_EQ(unbaked(*image), credential);
        EXPECT_EQ(unbake(*image)->kind, BakedKind::OpenBadges3);
    }
}

TEST(BakingPng, TheChunkIsAsTheStandardSays) {
    const auto image = bake(png(), badge_jws());
    ASSERT_TRUE(image);
    EXPECT_NE(image->find("iTXtopenbadgecredential" + std::string(5, '\0') + badge_jws()), std::string::npos);
}

TEST(BakingPng, EveryOtherByteStays) {
    const std::string original = png(test::international_text("Title", "Été"));
    const auto image = bake(original, badge_text());
    ASSERT_TRUE(image);
    std::string without = *image;
    const std::string chunk = international_text("openbadgecredential", badge_text());
    ASSERT_NE(without.find(chunk), std::string::npos);
    without.erase(without.find(chunk), chunk.size());
    EXPECT_EQ(without, original);
}

TEST(BakingPng, BakingAgainReplaces) {
    const auto once = bake(png(), badge_jws());
    const auto twice = bake(*once, badge_text());
    ASSERT_TRUE(twice);
    EXPECT_EQ(*twice, *bake(png(), badge_text()));
    EXPECT_EQ(
        *bake(png(international_text("openbadges", "{}") + international_text("clrcredential", "{}")), badge_text()),
        *twice);
}

TEST(BakingPng, TheVerifierReadsTheImage) {
    const vc::Report report = test::verify(*bake(png(), badge_text()));
    EXPECT_EQ(report.verdict(), vc::Verdict::Valid) << test::show(report);
    EXPECT_EQ(report.kind, "OpenBadgeCredential");
    std::string changed = badge_text();
    changed.replace(changed.find("Teamwork"), 8, "Teamwank");
    EXPECT_EQ(test::verify(*bake(png(), changed)).verdict(), vc::Verdict::Invalid);
}

TEST(BakingPng, OtherKindsHaveTheirOwnKeywords) {
    const std::string assertion =
        R"({"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://issuer.example/a/1"})";
    const auto image = bake(png(), assertion);
    ASSERT_TRUE(image) << image.error().detail;
    EXPECT_NE(image->find("iTXtopenbadges" + std::string(5, '\0')), std::string::npos);
    EXPECT_EQ(unbake(*image)->kind, BakedKind::OpenBadges2);
    const auto report = test::verify(*image);
    EXPECT_EQ(report.verdict(), vc::Verdict::Unknown) << test::show(report);
    EXPECT_EQ(test::verify(assertion).verdict(), vc::Verdict::Unknown);

    const auto record = bake(png(), R"({"type":["VerifiableCredential","ClrCredential"],"proof":{}})");
    ASSERT_TRUE(record);
    EXPECT_NE(record->find("iTXtclrcredential" + std::string(5, '\0')), std::string::npos);
    EXPECT_EQ(unbake(*record)->kind, BakedKind::Clr2);
}

TEST(BakingPng, TheAddressOfTheFirstBadgesIsRead) {
    const std::string address = "https://issuer.example/assertion.json";
    const auto baked = unbake(png(make_png_chunk("tEXt", std::string("openbadges\0", 11) + address)));
    ASSERT_TRUE(baked);
    EXPECT_EQ(baked->kind, BakedKind::OpenBadges2);
    EXPECT_EQ(baked->text, address);
}

TEST(Baking, RefusesWhatIsNoSecuredBadge) {
    EXPECT_EQ(code_of(bake(png(), json::serialize(test::badge()))), "credential-unsecured");
    EXPECT_EQ(code_of(bake(png(), R"({"type":["VerifiableCredential"],"proof":{}})")), "credential-not-bakeable");
    EXPECT_EQ(code_of(bake(png(), "{")), "json-syntax");
    EXPECT_EQ(code_of(bake("GIF89a", badge_text())), "image-type");
    EXPECT_EQ(code_of(unbake("GIF89a")), "image-type");
    EXPECT_EQ(code_of(unbake(png())), "image-without-credential");
    EXPECT_EQ(code_of(bake(png(), std::string(kMaxBakedCredential + 1, 'a'))), "credential-too-large");
}

TEST(BakingPng, IM1_EveryDamagedByteIsNoticed) {
    const std::string image = *bake(png(), badge_jws());
    for (std::size_t i = 0; i < image.size(); ++i) {
        std::string damaged = image;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x21);
        const auto baked = unbake(damaged);
        EXPECT_FALSE(baked) << i;
    }
    for (std::size_t length = 0; length < image.size(); ++length)
        EXPECT_FALSE(unbake(image.substr(0, length))) << length;
}

/// A header of that colour type, bit depth and interlacing (PNG section 11.2.1).
std::string header_of(int colour, int depth, int interlaced) {
    const char form[] = {static_cast<char>(depth), static_cast<char>(colour), 0, 0, static_cast<char>(interlaced)};
    return openbadges::make_png_chunk("IHDR", test::number(1) + test::number(1) + std::string(form, sizeof form));
}

/// Every form that the standard has, and every one it has not: table 11.1.
TEST(BakingPng, IM1_EveryKindOfPicture) {
    const std::map<int, std::set<int>> depths{
        {0, {1, 2, 4, 8, 16}}, {2, {8, 16}}, {3, {1, 2, 4, 8}}, {4, {8, 16}}, {6, {8, 16}}};
    for (int colour = 0; colour < 10; ++colour) {
        for (int depth = 0; depth < 18; ++depth) {
            for (int interlaced = 0; interlaced < 3; ++interlaced) {
                const auto known = depths.find(colour);
                const bool good = known != depths.end() && known->second.contains(depth) && interlaced < 2;
                const auto image = bake(png({}, header_of(colour, depth, interlaced)), badge_jws());
                EXPECT_EQ(code_of(image), good ? "ok" : "png-malformed") << colour << " " << depth << " " << interlaced;
                if (image) {
                    EXPECT_EQ(unbaked(*image), badge_jws());
                }
            }
        }
    }
}

/// The ways in which transfers and hands damage files.
TEST(BakingPng, IM1_DamagedOnTheWay) {
    const std::string whole = *bake(png(), badge_jws());
    const auto replaced = [&](std::string_view from, std::string_view to) {
        std::string out = whole;
        for (std::size_t at = 0; (at = out.find(from, at)) != std::string::npos; at += to.size())
            out.replace(at, from.size(), to);
        return out;
    };
    std::vector<std::string> damaged{replaced("\r\n", "\n"), replaced("\n", "\r\n"), replaced("\r", ""), "\n" + whole,
                                     whole + std::string(1, '\0')};
    for (std::size_t i = 0; i < openbadges::kPngSignature.size(); ++i) {
        damaged.push_back(whole);
        damaged.back()[i] = static_cast<char>(damaged.back()[i] ^ '\x20');
    }
    for (std::size_t size = 0; size < whole.size(); size += 1 + size / 16) damaged.push_back(whole.substr(0, size));
    // The chunks in other orders, missing, and twice.
    const auto chunks = openbadges::read_png(whole);
    ASSERT_TRUE(chunks);
    const auto put_together = [&](const std::vector<std::size_t>& order) {
        std::string out(openbadges::kPngSignature);
        for (const std::size_t i : order) out.append((*chunks)[i].bytes);
        return out;
    };
    ASSERT_EQ(chunks->size(), 4U);
    for (std::size_t left_out = 0; left_out < 4; ++left_out) {
        if ((*chunks)[left_out].type == "iTXt") continue;
        std::vector<std::size_t> others;
        for (std::size_t i = 0; i < 4; ++i)
            if (i != left_out) others.push_back(i);
        damaged.push_back(put_together(others));
    }
    for (const auto& order : std::vector<std::vector<std::size_t>>{{1, 0, 2, 3}, {3, 0, 1, 2}, {0, 0, 1, 2, 3}})
        damaged.push_back(put_together(order));
    for (const auto& image : damaged) {
        const auto read = unbake(image);
        EXPECT_FALSE(read) << image.size();
        EXPECT_TRUE(code_of(read) == "png-malformed" || code_of(read) == "image-type") << code_of(read);
    }
    EXPECT_EQ(unbaked(put_together({0, 1, 2, 3})), badge_jws());
}

TEST(BakingPng, IM2_MalformedChunks) {
    const std::string good = png(international_text("openbadgecredential", badge_jws()));
    ASSERT_EQ(unbaked(good), badge_jws());
    std::string huge = good;
    huge.replace(8, 4, "\xff\xff\xff\xff");
    std::string past_the_end = good;
    past_the_end.replace(8, 4, test::number(100'000));
    std::string wrong_crc = good;
    wrong_crc[8 + 8 + 13] = static_cast<char>(wrong_crc[8 + 8 + 13] ^ 1);
    const std::string no_end = good.substr(0, good.size() - 12);
    const std::string header_later =
        std::string(kPngSignature) + international_text("Title", "x") + good.substr(kPngSignature.size());
    const std::string two_headers = png(test::png_header());
    const std::string no_pixels = std::string(kPngSignature) + test::png_header() + make_png_chunk("IEND", "");
    const std::string bad_colour =
        png({}, make_png_chunk("IHDR", test::number(1) + test::number(1) + std::string("\x08\x01\0\0\0", 5)));
    for (const std::string& image : {huge, past_the_end, wrong_crc, no_end, header_later, two_headers, no_pixels,
                                     bad_colour, png(make_png_chunk("a1b2", "x")), png({}, test::png_header(0, 1))}) {
        EXPECT_EQ(unbaked(image), "png-malformed");
        EXPECT_EQ(code_of(bake(image, badge_jws())), "png-malformed");
        EXPECT_EQ(test::verify(image).find("format")->code, "png-malformed");
    }
}

TEST(BakingPng, IM3_MoreThanOneCredentialIsAmbiguous) {
    const std::string one = international_text("openbadgecredential", badge_jws());
    const std::string plain = make_png_chunk("tEXt", std::string("openbadgecredential\0", 20) + badge_jws());
    EXPECT_EQ(unbaked(png(one + one)), "image-ambiguous");
    EXPECT_EQ(unbaked(png(one + plain)), "image-ambiguous");
    EXPECT_EQ(unbaked(png(one + international_text("openbadges", "{}"))), "image-ambiguous");
    EXPECT_EQ(unbaked(png(one) + one), "png-malformed") << "after the end";
    EXPECT_EQ(unbaked(png(plain)), "baked-malformed");
}

TEST(BakingPng, IM4_LongAndCompressedTexts) {
    const auto compressed = [](const std::string& text) {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
        const Bytes packed = compress::compress(compress::Wrapping::Zlib, {bytes, text.size()});
        return png(make_png_chunk(
            "iTXt", std::string("openbadgecredential\0\1\0\0\0", 24) + std::string(packed.begin(), packed.end())));
    };
    EXPECT_EQ(unbaked(compressed(badge_jws())), badge_jws());
    EXPECT_EQ(unbaked(compressed(std::string(kMaxBakedCredential + 1, 'x'))), "credential-too-large");
    EXPECT_EQ(unbaked(compressed(std::string(100U << 20U, 'x'))), "credential-too-large") << "a bomb";
    const std::string damaged =
        make_png_chunk("iTXt", std::string("openbadgecredential\0\1\0\0\0", 24) + std::string(2000, 'x'));
    EXPECT_EQ(unbaked(png(damaged)), "baked-malformed");
    EXPECT_EQ(unbaked(png(make_png_chunk("zTXt", std::string("openbadgecredential\0\0", 21) + "x"))),
              "baked-malformed");
    EXPECT_EQ(unbaked(png(international_text("openbadgecredential", std::string(kMaxBakedCredential, 'x')))).size(),
              kMaxBakedCredential);
    EXPECT_EQ(unbaked(png(international_text("openbadgecredential", std::string(kMaxBakedCredential + 1, 'x')))),
              "credential-too-large");
    EXPECT_EQ(unbaked(png(international_text("openbadgecredential", std::string(kMaxBakedImage, 'x')))),
              "image-too-large");
    EXPECT_EQ(unbaked(png(make_png_chunk("iTXt", std::string("openbadgecredential\0\0\0fr", 24)))), "baked-malformed");
    EXPECT_EQ(unbaked(png(make_png_chunk("iTXt", "openbadgecredential"))), "baked-malformed");
    EXPECT_EQ(unbaked(png(international_text("openbadgecredential", "\xff\xfe"))), "baked-malformed");
    EXPECT_EQ(unbaked(png(international_text("openbadgecredential", "  "))), "baked-malformed");
}

TEST(BakingPng, IM5_DeclaredSizes) {
    const std::string one = international_text("openbadgecredential", badge_jws());
    EXPECT_EQ(unbaked(png(one, test::png_header(4096, 4096))), badge_jws());
    EXPECT_EQ(unbaked(png(one, test::png_header(4097, 1))), "image-too-large");
    EXPECT_EQ(unbaked(png(one, test::png_header(65'500, 65'500))), "image-too-large");
    std::string frames = make_png_chunk("acTL", test::number(10'000) + test::number(0));
    for (std::uint32_t i = 0; i < 10'000; ++i) frames += make_png_chunk("fcTL", std::string(26, '\0'));
    EXPECT_EQ(unbaked(png(one + frames)), "image-too-large");
    const std::string padding = make_png_chunk("prVt", std::string(kMaxPicture, 'x'));
    EXPECT_EQ(unbaked(png(one + padding)), "image-too-large");
    EXPECT_EQ(code_of(bake(png(padding), badge_jws())), "image-too-large");
}

TEST(BakingPng, IM9_TypesAreToldByContent) {
    EXPECT_EQ(image_type(png()), ImageType::Png);
    EXPECT_EQ(image_type(test::kSvgImage), ImageType::Svg);
    EXPECT_EQ(image_type("{}"), std::nullopt);
    EXPECT_EQ(image_type(""), std::nullopt);
    const std::string one = international_text("openbadgecredential", badge_jws());
    EXPECT_EQ(unbaked(png(one) + "PK\x03\x04 an archive"), "png-malformed");
    EXPECT_EQ(unbaked(png(one) + "<html><script>alert(1)</script></html>"), "png-malformed");
    EXPECT_EQ(code_of(clean_picture(png() + "<html>")), "png-malformed");
}

TEST(PicturePng, IM12_OnlyWhatIsSeenIsPublished) {
    const std::string seen = make_png_chunk("gAMA", test::number(45'455));
    const auto clean = clean_picture(png(make_png_chunk("eXIf", "GPS 48.85 2.35") + seen +
                                         international_text("XML:com.adobe.xmp", "<x:xmpmeta/>") +
                                         international_text("openbadgecredential", badge_jws()) +
                                         make_png_chunk("tEXt", std::string("Author\0Camille", 14))));
    ASSERT_TRUE(clean) << clean.error().detail;
    EXPECT_EQ(clean->type, ImageType::Png);
    EXPECT_EQ(clean->bytes, png(seen));
}

}  // namespace
}  // namespace blason::openbadges
