// SVG badges. Names with IM and a number are the cases of the security requirements.
#include <gtest/gtest.h>

#include "tests/vc/openbadges/images.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/picture.hpp"

namespace blason::openbadges {
namespace {

using test::badge_jws;
using test::badge_text;
using test::code_of;
using test::kSvgImage;

std::string unbaked(std::string_view image) {
    const auto baked = unbake(image);
    return baked ? baked->text : baked.error().code;
}

/// An SVG image around some content.
std::string svg(const std::string& content, const std::string& attributes = {}) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" " + attributes + ">" + content + "</svg>";
}
const std::string kBadges = "xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"";
std::string element(const std::string& verify) {
    return "<openbadges:credential verify=\"" + verify + "\"/>";
}

TEST(BakingSvg, WhatWasBakedComesOut) {
    for (const std::string& credential : {badge_text(), badge_jws()}) {
        const auto image = bake(kSvgImage, credential);
        ASSERT_TRUE(image) << image.error().detail;
        EXPECT_EQ(unbaked(*image), credential);
        EXPECT_EQ(unbake(*image)->kind, BakedKind::OpenBadges3);
    }
    EXPECT_EQ(test::verify(*bake(kSvgImage, badge_text())).verdict(), vc::Verdict::Valid);
}

TEST(BakingSvg, TheElementIsAsTheStandardSays) {
    const std::string attribute = *bake(kSvgImage, badge_jws());
    EXPECT_NE(attribute.find("<svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" xmlns="), std::string::npos);
    EXPECT_NE(attribute.find("viewBox=\"0 0 2 2\"><openbadges:credential verify=\"" + badge_jws() + "\"/><title>"),
              std::string::npos);
    EXPECT_NE(bake(kSvgImage, badge_text())
                  ->find("><openbadges:credential><![CDATA[" + badge_text() + "]]></openbadges:credential><title>"),
              std::string::npos);
}

TEST(BakingSvg, EveryOtherByteStays) {
    std::string image = *bake(kSvgImage, badge_text());
    for (const std::string& added :
         {" " + kBadges, "<openbadges:credential><![CDATA[" + badge_text() + "]]></openbadges:credential>"}) {
        ASSERT_NE(image.find(added), std::string::npos);
        image.erase(image.find(added), added.size());
    }
    EXPECT_EQ(image, kSvgImage);
}

TEST(BakingSvg, BakingAgainReplaces) {
    const std::string once = *bake(kSvgImage, badge_jws());
    EXPECT_EQ(*bake(once, badge_text()), *bake(kSvgImage, badge_text()));
    EXPECT_EQ(*bake(*bake(once, badge_text()), badge_jws()), once);
    // The prefix of an older badge stands for another namespace: the new element declares its own.
    const std::string older =
        svg("<openbadges:assertion verify=\"https://issuer.example/a\"></openbadges:assertion><g/>",
            "xmlns:openbadges=\"http://openbadges.org\"");
    EXPECT_EQ(unbake(older)->kind, BakedKind::OpenBadges2);
    const auto renewed = bake(older, badge_jws());
    ASSERT_TRUE(renewed);
    EXPECT_EQ(renewed->find("assertion"), std::string::npos);
    EXPECT_EQ(unbaked(*renewed), badge_jws());
}

TEST(BakingSvg, EveryFormOfRootAndPrefix) {
    for (const std::string& image :
         {std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
          std::string("<s:svg xmlns:s='http://www.w3.org/2000/svg' />"), "\xEF\xBB\xBF" + svg("<g/>"),
          "<?xml version='1.0' encoding='utf-8'?>\n" + svg("text > text", kBadges)}) {
        const auto baked = bake(image, badge_text());
        ASSERT_TRUE(baked) << image << baked.error().detail;
        EXPECT_EQ(unbaked(*baked), badge_text()) << *baked;
    }
    EXPECT_EQ(unbaked(svg("<x:credential xmlns:x='https://purl.imsglobal.org/ob/v3p0' verify='a.b.c'/>")), "a.b.c");
    EXPECT_EQ(
        unbaked(svg("<credential xmlns='https://purl.imsglobal.org/ob/v3p0'> {&quot;a&#x22;:&#49;} </credential>")),
        "{\"a\":1}")
        << "escapes instead of CDATA";
}

TEST(BakingSvg, Badges2AndRecordsHaveTheirOwnPlaces) {
    const std::string assertion =
        R"({"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://issuer.example/a/1"})";
    EXPECT_EQ(unbaked(*bake(kSvgImage, assertion)), assertion);
    EXPECT_EQ(
        unbaked(svg("<o:assertion xmlns:o='http://openbadges.org' verify='https://issuer.example/a'><![CDATA[{}]]>"
                    "</o:assertion>")),
        "{}");
    const std::string record = R"({"type":["VerifiableCredential","ClrCredential"],"proof":{}})";
    EXPECT_NE(bake(kSvgImage, record)->find("<clr:credential><![CDATA["), std::string::npos);
    EXPECT_EQ(unbake(*bake(kSvgImage, record))->kind, BakedKind::Clr2);
}

/// Drawing programs write them. They are passed over where a badge is read, and nowhere else.
TEST(BakingSvg, IM6_ADocumentTypeOfSvgThatDefinesNothingIsPassedOver) {
    const std::string body = svg(element("a.b.c"), kBadges);
    const std::string w3c =
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
    for (const std::string& type :
         {std::string("<!DOCTYPE svg>"), w3c, "<?xml version='1.0'?>\n<!-- x -->" + w3c + "\n",
          std::string("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.0//EN' '\"' >")}) {
        EXPECT_EQ(unbaked(type + body), "a.b.c") << type;
        EXPECT_EQ(code_of(bake(type + body, badge_jws())), "svg-doctype") << type;
        EXPECT_EQ(code_of(clean_picture(type + body)), "svg-doctype") << type;
    }
    EXPECT_EQ(unbaked(w3c + svg("&ns_svg;" + element("a.b.c"), kBadges)), "svg-malformed") << "it defines no entity";
    EXPECT_EQ(unbaked(w3c + w3c + body), "svg-doctype") << "one is enough";
    EXPECT_EQ(unbaked(svg(w3c + element("a.b.c"), kBadges)), "svg-doctype") << "not inside";
    EXPECT_EQ(unbaked(body + w3c), "svg-doctype");
}

TEST(BakingSvg, IM6_NoDocumentTypeAndNoOtherEncoding) {
    const std::string body = svg(element("a.b.c"), kBadges);
    for (const char* type :
         {"<!DOCTYPE svg SYSTEM 'http://issuer.example/x.dtd'>", "<!DOCTYPE html>", "<!DOCTYPE svg", "<!DOCTYPE",
          "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'>", "<!DOCTYPE svg PUBLIC '-//Other//DTD//EN' 'x'>",
          "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x' [<!ATTLIST svg a CDATA 'b'>]>",
          "<!doctype svg SYSTEM 'http://issuer.example/x.dtd'>",
          "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
          "<!DOCTYPE svg [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>", "<!DOCTYPE svg [<!ENTITY % p 'x'> %p;]>"}) {
        EXPECT_EQ(unbaked(type + body), "svg-doctype") << type;
        EXPECT_EQ(code_of(bake(type + body, badge_jws())), "svg-doctype");
        EXPECT_EQ(code_of(clean_picture(type + body)), "svg-doctype");
    }
    EXPECT_EQ(unbaked(svg("&x;" + element("a.b.c"), kBadges)), "svg-malformed") << "no entity is known";
    for (const char* encoding : {"UTF-7", "UTF-16", "ISO-8859-1", ""})
        EXPECT_EQ(unbaked("<?xml version=\"1.0\" encoding=\"" + std::string(encoding) + "\"?>" + body),
                  "svg-malformed");
    EXPECT_EQ(unbaked("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body), "a.b.c");
    EXPECT_EQ(unbaked(svg("\xC3(", kBadges)), "svg-malformed") << "not UTF-8";
    EXPECT_EQ(unbaked(svg("\x01", kBadges)), "svg-malformed");
    EXPECT_EQ(code_of(clean_picture(svg("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='x'/>"))),
              "svg-not-allowed");
}

TEST(PictureSvg, IM7_NothingActiveIsPublished) {
    const std::string link = "xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    for (const std::string& content : {
             std::string("<g><script>alert(1)</script></g>"),
             std::string("<g onload=\"alert(1)\"/>"),
             std::string("<rect OnClick='x()'/>"),
             std::string("<a href=\"javascript:alert(1)\"><text>x</text></a>"),
             std::string("<use href=\"https://evil.example/x.svg#a\"/>"),
             "<use " + link + " xlink:href=\"data:image/svg+xml;base64,PHN2Zz4=#a\"/>",
             "<image " + link + " xlink:href=\"https://evil.example/x.png\"/>",
             std::string("<image href=\"data:text/html,x\"/>"),
             std::string("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
             std::string("<p xmlns='http://www.w3.org/1999/xhtml'>x</p>"),
             std::string("<iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/>"),
             std::string("<style>@import 'https://evil.example/x.css';</style>"),
             std::string("<style>rect { fill: url(https://evil.example/x) }</style>"),
             std::string("<style>rect { fill: u\\72l(https://evil.example/x) }</style>"),
             std::string("<style><![CDATA[@font-face{src:url(//evil.example)}]]></style>"),
             std::string("<rect fill=\"url(https://evil.example/x#a)\"/>"),
             std::string("<rect style=\"fill:URL( 'https://evil.example/x' )\"/>"),
             std::string("<g><animate attributeName=\"href\" to=\"javascript:alert(1)\"/></g>"),
             std::string("<set attributeName='onload' to='x()'/>"),
             std::string("<handler/>"),
             std::string("<?xml-stylesheet href='https://evil.example/x.css'?>"),
             std::string("<g xml:base='https://evil.example/'/>"),
         }) {
        EXPECT_EQ(code_of(clean_picture(svg(content))), "svg-not-allowed") << content;
    }
}

TEST(PictureSvg, DrawingsPassAsTheyAre) {
    const std::string drawing = svg(
        "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata><defs><linearGradient "
        "id='g'><stop offset='0' style='stop-color:#fff'/></linearGradient><filter "
        "id='f'><feGaussianBlur/></filter></defs>"
        "<style>.a { fill: url(#g) }</style><use href='#g'/><rect class='a' fill=\"url('#g')\"/><image "
        "href='data:image/png;base64,iVBORw0KGgo='/>");
    const auto clean = clean_picture(drawing);
    ASSERT_TRUE(clean) << clean.error().detail;
    EXPECT_EQ(clean->bytes, drawing);
    EXPECT_EQ(clean->type, ImageType::Svg);
}

TEST(PictureSvg, ACredentialInsideIsNotPublished) {
    const auto clean = clean_picture(*bake(kSvgImage, badge_text()));
    ASSERT_TRUE(clean) << clean.error().detail;
    EXPECT_EQ(clean->bytes.find("credential"), std::string::npos);
    EXPECT_EQ(*bake(clean->bytes, badge_text()), *bake(kSvgImage, badge_text()));
}

TEST(BakingSvg, IM8_OneCredentialInTheRightNamespace) {
    EXPECT_EQ(unbaked(svg(element("a.b.c") + element("a.b.c"), kBadges)), "image-ambiguous");
    EXPECT_EQ(unbaked(svg(element("a.b.c") + "<assertion xmlns='http://openbadges.org' verify='x'/>", kBadges)),
              "image-ambiguous");
    EXPECT_EQ(unbaked(svg("<openbadges:credential verify='a.b.c'>{}</openbadges:credential>", kBadges)),
              "image-ambiguous");
    EXPECT_EQ(unbaked(svg(element("a.b.c"), "xmlns:openbadges=\"https://evil.example/\"")), "image-without-credential");
    EXPECT_EQ(unbaked(svg(element("a.b.c"))), "svg-malformed") << "the prefix stands for nothing";
    EXPECT_EQ(unbaked(svg("<openbadges:credential/>", kBadges)), "baked-malformed");
    EXPECT_EQ(unbaked(svg("<openbadges:credential><g/></openbadges:credential>", kBadges)), "baked-malformed");
    EXPECT_EQ(unbaked("<html xmlns='http://www.w3.org/1999/xhtml'/>"), "svg-malformed");
}

TEST(BakingSvg, IM8_TheEndOfCdataInsideJson) {
    const json::Value original = test::parse(
        "{\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],\"proof\":{},\"name\":\"]]> ]]]> ]]&gt; "
        "\xEF\xBF\xBF\","
        "\"]]>\":[[1]]}");
    const std::string text = json::serialize(original);
    const auto image = bake(kSvgImage, text);
    ASSERT_TRUE(image);
    const auto baked = unbake(*image);
    ASSERT_TRUE(baked) << baked.error().detail;
    EXPECT_NE(baked->text, text);
    EXPECT_EQ(test::parse(baked->text), original) << "other letters, the same JSON";
}

TEST(BakingSvg, IM9_SomethingElseBehindTheImage) {
    const std::string body = svg(element("a.b.c"), kBadges);
    EXPECT_EQ(unbaked(body + "\n<!-- end -->\n"), "a.b.c");
    EXPECT_EQ(unbaked(body + "PK"), "svg-malformed");
    EXPECT_EQ(unbaked(body + body), "svg-malformed");
}

TEST(BakingSvg, IM10_Limits) {
    const auto nested = [](std::size_t depth) {
        std::string open, close;
        for (std::size_t i = 0; i < depth; ++i) {
            open += "<g>";
            close += "</g>";
        }
        return open + close;
    };
    EXPECT_EQ(code_of(bake(svg(nested(63)), badge_jws())), "ok");
    EXPECT_EQ(code_of(bake(svg(nested(64)), badge_jws())), "svg-limit");
    EXPECT_EQ(code_of(bake(svg(nested(100'000)), badge_jws())), "svg-limit");
    const auto wide = [](std::size_t bytes) { return svg("<path d=\"" + std::string(bytes, 'M') + "\"/>"); };
    EXPECT_EQ(code_of(bake(wide(64U << 10U), badge_jws())), "ok");
    EXPECT_EQ(code_of(bake(wide((64U << 10U) + 1), badge_jws())), "svg-limit");
    EXPECT_EQ(code_of(bake(wide(10'000'000), badge_jws())), "image-too-large");
    const auto many = [](std::size_t count) {
        std::string content;
        for (std::size_t i = 0; i < count; ++i) content += "<g id=\"i\"/>";
        return svg(content);
    };
    EXPECT_EQ(code_of(bake(many(9'999), badge_jws())), "ok") << "and the one of <svg>";
    EXPECT_EQ(code_of(bake(many(10'000), badge_jws())), "svg-limit");
    EXPECT_EQ(code_of(bake(svg(std::string(kMaxPicture, 'x')), badge_jws())), "image-too-large");
    EXPECT_EQ(unbaked(svg(element(std::string(kMaxBakedCredential + 1, 'x')), kBadges)), "svg-limit");
}

TEST(BakingSvg, WhatIsNotWellFormedIsRefused) {
    for (const std::string& image : {std::string("<"),
                                     std::string("<svg"),
                                     svg("<g>"),
                                     svg("</g>"),
                                     svg("<g a='1' a='2'/>"),
                                     svg("<g a=1/>"),
                                     svg("<g a='<'/>"),
                                     svg("<g a='&'/>"),
                                     svg("&#0;"),
                                     svg("&#xD800;"),
                                     svg("&#99999999999;"),
                                     svg("]]>"),
                                     svg("<!-- -- -->"),
                                     svg("<![CDATA[ "),
                                     svg("<x:g/>"),
                                     svg("<g x:a='1'/>"),
                                     svg("<a:b:c xmlns:a='x'/>"),
                                     svg("<?xml version='1.0'?>"),
                                     svg("<!ELEMENT x>"),
                                     svg("<g xmlns:xml='https://evil.example/'/>"),
                                     svg("<g xmlns:p=''/>"),
                                     svg("<g xmlns:a='u' xmlns:b='u' a:x='1' b:x='2'/>"),
                                     "x" + svg(""),
                                     std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg >x"),
                                     std::string("<!-- only a comment -->")}) {
        EXPECT_NE(code_of(unbake(image)), "ok") << image;
        EXPECT_FALSE(bake(image, badge_jws())) << image;
    }
}

}  // namespace
}  // namespace blason::openbadges
