#include "engine/rdf/nquads.hpp"

#include <gtest/gtest.h>

namespace blason::rdf {
namespace {

/// What the text becomes when it is read and written again.
std::string again(std::string_view text) {
    const auto dataset = parse_nquads(text);
    return dataset ? to_nquads(*dataset) : dataset.error().code + ": " + dataset.error().detail;
}

TEST(NQuads, ReadsEveryKindOfTerm) {
    const std::string text =
        "<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n"
        "_:b <http://a.example/p> _:c.d <http://a.example/g> .\n"
        "_:0 <http://a.example/p> \"text\" _:g .\n"
        "_:b <http://a.example/p> \"texte\"@fr-BE .\n"
        "_:b <http://a.example/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n"
        "_:b <http://a.example/p> \"\" .\n";
    EXPECT_EQ(again(text), text);

    const auto dataset = parse_nquads(text);
    ASSERT_TRUE(dataset);
    const auto& quads = dataset->quads;
    EXPECT_EQ(quads[0].graph.kind, TermKind::DefaultGraph);
    EXPECT_EQ(quads[1].object, (Term{TermKind::BlankNode, "c.d", {}, {}}));
    EXPECT_EQ(quads[2].object, (Term{TermKind::Literal, "text", kXsdString, {}}));
    EXPECT_EQ(quads[2].graph, (Term{TermKind::BlankNode, "g", {}, {}}));
    EXPECT_EQ(quads[3].object, (Term{TermKind::Literal, "texte", kLangString, "fr-BE"}));
}

TEST(NQuads, SpaceCommentsAndLineEnds) {
    EXPECT_EQ(again("# nothing\r\n\r\n \t\n_:a<tag:p>_:b.# comment\r_:a\t<tag:p>\t\"#\"_:g."),
              "_:a <tag:p> _:b .\n_:a <tag:p> \"#\" _:g .\n");
    EXPECT_EQ(again(""), "");
    EXPECT_EQ(again("_:a <tag:p> \"x\"^^<http://www.w3.org/2001/XMLSchema#string> ."), "_:a <tag:p> \"x\" .\n");
}

// RDFC-1.0 section 5: ECHAR for seven characters, upper-case UCHAR for the other controls and for what XML 1.1 does
// not count as a character, the character itself for everything else.
TEST(NQuads, CanonicalEscapes) {
    EXPECT_EQ(again(R"(_:a <tag:p> "\t\b\n\r\f\"\'\\" .)"), "_:a <tag:p> \"\\t\\b\\n\\r\\f\\\"'\\\\\" .\n");
    EXPECT_EQ(again(R"(_:a <tag:p> "\u0000\u0007\u000b\u000E\u001f\u007f\u0080\u00e9\U0001F600" .)"),
              "_:a <tag:p> \"\\u0000\\u0007\\u000B\\u000E\\u001F\\u007F\xc2\x80\xc3\xa9\xf0\x9f\x98\x80\" .\n");
    EXPECT_EQ(again(R"(_:a <tag:p> "\uFFFD\uFFFE\uFFFF\uF000<>" .)"),
              "_:a <tag:p> \"\xef\xbf\xbd\\uFFFE\\uFFFF\xef\x80\x80<>\" .\n");
    EXPECT_EQ(again(R"(<tag:\u00e9\U0001F600> <tag:p> "a" .)"), "<tag:\xc3\xa9\xf0\x9f\x98\x80> <tag:p> \"a\" .\n");
}

TEST(NQuads, AnIriCannotBreakOutOfItsBrackets) {
    const Term iri{TermKind::Iri, "tag:a> <tag:b> \"x\" .\n", {}, {}};
    std::string out;
    append_term(out, iri);
    EXPECT_EQ(out, R"(<tag:a\u003E\u0020\u003Ctag:b\u003E\u0020\u0022x\u0022\u0020.\u000A>)");
}

TEST(NQuads, Refusals) {
    for (const std::string_view text : {
             "_:a",
             "_:a <tag:p>",
             "_:a <tag:p> _:b",
             "_:a <tag:p> _:b . _:c <tag:p> _:d .",
             "_:a <tag:p> _:b <tag:g> <tag:h> .",
             "_:a <tag:p> _:b \"g\" .",
             "\"s\" <tag:p> _:b .",
             "_:a _:p _:b .",
             "_:a \"p\" _:b .",
             "_:a tag:p _:b .",
             "_: <tag:p> _:b .",
             "_:-a <tag:p> _:b .",
             "_:.a <tag:p> _:b .",
             "_:a <p> _:b .",
             "_:a </p> _:b .",
             "_:a <#p> _:b .",
             "_:a <1tag:p> _:b .",
             "_:a <> _:b .",
             "_:a <tag:p _:b .",
             "_:a <tag: p> _:b .",
             R"(_:a <tag:\u0020p> _:b .)",
             R"(_:a <tag:\np> _:b .)",
             R"(_:a <tag:p> "\u12" .)",
             R"(_:a <tag:p> "\u+123" .)",
             R"(_:a <tag:p> "\uD800" .)",
             R"(_:a <tag:p> "\U00110000" .)",
             R"(_:a <tag:p> "\U0001F60" .)",
             R"(_:a <tag:p> "\x" .)",
             R"(_:a <tag:p> "\)",
             "_:a <tag:p> \"a\nb\" .",
             "_:a <tag:p> \"a .",
             "_:a <tag:p> 'a' .",
             "_:a <tag:p> \"a\"@ .",
             "_:a <tag:p> \"a\"@1 .",
             "_:a <tag:p> \"a\"@fr- .",
             "_:a <tag:p> \"a\"@fr--ltr .",
             "_:a <tag:p> \"a\"^^_:b .",
             "_:a <tag:p> \"a\"^<tag:d> .",
             "_:a <tag:p> \"a\"^^<d> .",
             "_:a <tag:p> \"\xff\" .",
             "@prefix a: <tag:a> .",
         }) {
        const auto dataset = parse_nquads(text);
        ASSERT_FALSE(dataset) << text;
        EXPECT_EQ(dataset.error().code, "nquads-syntax") << text;
    }
}

TEST(NQuads, ErrorsNameTheirPlace) {
    EXPECT_EQ(again("_:a <tag:p> _:b .\n\n_:a <tag:p> oops ."),
              "nquads-syntax: Line 3, column 13: an object is an IRI, a blank node or a literal.");
}

TEST(NQuads, LimitOfQuads) {
    const std::string_view three = "_:a <tag:p> _:b .\n_:a <tag:p> _:c .\n_:a <tag:p> _:d .\n";
    EXPECT_TRUE(parse_nquads(three, {.max_quads = 3}));
    EXPECT_EQ(parse_nquads(three, {.max_quads = 2}).error().code, "nquads-limit");
}

TEST(NQuads, LimitOfSize) {
    const std::string_view one = "_:a <tag:p> _:b .\n";
    EXPECT_TRUE(parse_nquads(one, {.max_bytes = one.size()}));
    const auto refused = parse_nquads(one, {.max_bytes = one.size() - 1});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "nquads-limit");
    EXPECT_EQ(refused.error().kind, ErrorKind::TooLarge);
}

}  // namespace
}  // namespace blason::rdf
