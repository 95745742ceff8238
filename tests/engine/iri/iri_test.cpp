#include "engine/iri/iri.hpp"

#include <gtest/gtest.h>

namespace blason::iri {
namespace {

// RFC 3986 section 5.4, the normal and the abnormal examples.
TEST(IriResolve, ExamplesOfTheStandard) {
    const std::string base = "http://a/b/c/d;p?q";
    const std::pair<const char*, const char*> examples[] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g#s/./x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http:g", "http:g"},
    };
    for (const auto& [reference, expected] : examples) EXPECT_EQ(resolve(base, reference), expected) << reference;
}

TEST(IriResolve, ChangesNothingElse) {
    EXPECT_EQ(resolve("HTTP://EXAMPLE.org/%7Ea/", "b%2f"), "HTTP://EXAMPLE.org/%7Ea/b%2f");
    EXPECT_EQ(resolve("http://example.org", "a"), "http://example.org/a");
    EXPECT_EQ(resolve("", "a/../b"), "a/../b");
}

TEST(IriForm, Absolute) {
    EXPECT_TRUE(is_absolute("urn:uuid:1"));
    EXPECT_TRUE(is_absolute("did:key:z6Mk"));
    EXPECT_TRUE(is_absolute("a:"));
    for (const char* text : {"", ":", "a", "/a:b", "1a:b", "_:b", "a b:c", "http://a/ b", "#a:b"})
        EXPECT_FALSE(is_absolute(text)) << text;
}

TEST(IriForm, WellFormed) {
    EXPECT_TRUE(is_well_formed("https://example.org/ä?q[]=1#f"));
    for (const char* text :
         {"http://a/<", "http://a/>", "http://a/\"", "http://a/{", "http://a/}", "http://a/|", "http://a/\\",
          "http://a/^", "http://a/`", "http://a/ ", "http://a/\x01", "http://a/#a#b", "relative"})
        EXPECT_FALSE(is_well_formed(text)) << text;
}

// RFC 3987 section 2.2, ucschar and iprivate, at both ends of their ranges.
TEST(IriForm, WellFormedBeyondAscii) {
    for (const char* text : {"x:\u00A0", "x:\uD7FF", "x:\uF900", "x:\uFDCF", "x:\uFDF0", "x:\uFFEF", "x:\U00010000",
                             "x:\U0001FFFD", "x:\U000DFFFD", "x:\U000E1000", "x:\U000EFFFD", "x:#\u00E4"})
        EXPECT_TRUE(is_well_formed(text)) << text;
    for (const char* text : {"x:\uE000", "x:\uF8FF", "x:\U000F0000", "x:\U000FFFFD", "x:\U0010FFFD"}) {
        const std::string private_use = text;
        EXPECT_FALSE(is_well_formed(private_use)) << text;
        EXPECT_FALSE(is_well_formed("x:?#" + private_use)) << text;
        EXPECT_TRUE(is_well_formed("x:?" + private_use)) << text;
    }
    for (const char* text :
         {"x:?\xC2\x80", "x:?\xC2\x9F", "x:?\uFDD0", "x:?\uFDEF", "x:?\uFFF0", "x:?\uFFFD", "x:?\uFFFF",
          "x:?\U0001FFFE", "x:?\U000E0000", "x:?\U000E0FFF", "x:?\U0010FFFE", "x:#\U0010FFFF", "x:\xFF", "x:\xC3"})
        EXPECT_FALSE(is_well_formed(text)) << text;
}

TEST(IriRelativize, ComesBackWhenResolved) {
    const char* bases[] = {"http://example.org/a/b/c?q#f", "http://example.org/", "http://example.org",
                           "https://example.org/a//b"};
    const char* targets[] = {
        "http://example.org/a/b/c",   "http://example.org/a/b/c?q",
        "http://example.org/a/b/c?x", "http://example.org/a/b/",
        "http://example.org/a/b/d",   "http://example.org/a/",
        "http://example.org/",        "http://example.org",
        "http://example.org/a/b/c#x", "http://example.org/a/b/x:y",
        "http://example.org//x",      "http://other.org/a",
        "https://example.org/a/b/c",  "urn:a:b",
        "http://example.org/a//b",    "https://example.org/a//c",
        "http://example.org/?q",      "http://example.org/a/b/c?q#",
        "http://example.org/@id",
    };
    for (const char* base : bases)
        for (const char* target : targets)
            EXPECT_EQ(resolve(base, relativize(base, target)), target) << base << " -> " << relativize(base, target);
}

TEST(IriRelativize, IsShort) {
    EXPECT_EQ(relativize("http://example.org/a/b", "http://example.org/a/c"), "c");
    EXPECT_EQ(relativize("http://example.org/a/b", "http://example.org/a/b#x"), "#x");
    EXPECT_EQ(relativize("http://example.org/a/b", "http://example.org/a/b?x"), "?x");
    EXPECT_EQ(relativize("http://example.org/a/b", "http://example.org/d"), "../d");
    EXPECT_EQ(relativize("http://example.org/a/b", "http://example.org/a/"), "./");
    EXPECT_EQ(relativize("http://example.org/a/../b/", "http://example.org/b/c"), "c");
    EXPECT_EQ(relativize("http://example.org/a/../b/", "http://example.org/b/#c"), "./#c");
    EXPECT_EQ(relativize("http://example.org", "http://example.org?x"), "?x");
    EXPECT_EQ(relativize("http://example.org/a/b", "http://other.org/"), "http://other.org/");
}

}  // namespace
}  // namespace blason::iri
