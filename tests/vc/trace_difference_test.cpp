#include "vc/trace_difference.hpp"

#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"

namespace blason::vc {
namespace {

ProofTrace trace() {
    return {"/proof", "eddsa-rdfc-2022", "<a> <b> \"un\" .\n<a> <c> \"été\" .\n", "<p> <q> <r> .\n", "00ff",
            "1234",   "123400ff"};
}

TEST(TraceDifference, TheSameTextIsEqualWhateverItsLineEnds) {
    const auto found = compare_trace("<a> <b> \"un\" .\r\n<a> <c> \"été\" .", trace());
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().value, "canonicalDocument");
    EXPECT_TRUE(found->front().equal);
}

TEST(TraceDifference, NamesLineAndColumnInCharacters) {
    const auto found = compare_trace("<a> <b> \"un\" .\n<a> <c> \"étè\" .\n", trace());
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->front().equal);
    EXPECT_EQ(found->front().line, 2U);
    EXPECT_EQ(found->front().column, 12U) << "é is one character";
    EXPECT_EQ(found->front().expected, "<a> <c> \"étè\" .");
    EXPECT_EQ(found->front().found, "<a> <c> \"été\" .");
}

TEST(TraceDifference, ATextThatEndsEarlyDiffersAtItsEnd) {
    const auto found = compare_trace("<a> <b> \"un\" .", trace());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->front().line, 1U);
    EXPECT_EQ(found->front().column, 15U);
    EXPECT_EQ(found->front().expected, "");
    const auto more = compare_trace("<a> <b> \"un\" .\n<a> <c> \"été\" .\n<d>", trace());
    ASSERT_TRUE(more);
    EXPECT_EQ(more->front().found, "");
}

TEST(TraceDifference, AHashIsComparedWithTheDocuments) {
    EXPECT_TRUE(compare_trace("00FF\n", trace())->front().equal);
    const auto found = compare_trace("01ff", trace());
    EXPECT_EQ(found->front().value, "documentHash");
    EXPECT_EQ(found->front().column, 2U);
}

TEST(TraceDifference, AnObjectSaysWhatIsCompared) {
    const auto found =
        compare_trace(R"({"traces":[{"proofOptionsHash":"1235","canonicalProofOptions":"<p> <q> <r> ."}]})", trace());
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ((*found)[0].value, "canonicalProofOptions");
    EXPECT_TRUE((*found)[0].equal);
    EXPECT_EQ(json::serialize(to_json((*found)[1])),
              R"({"value":"proofOptionsHash","equal":false,"line":1,"column":4,"expected":"1235","found":"1234"})");
}

TEST(TraceDifference, CanonicalJsonIsADocument) {
    ProofTrace jcs = trace();
    jcs.canonical_document = R"({"@context":[],"id":"urn:a"})";
    EXPECT_TRUE(compare_trace(jcs.canonical_document, jcs)->front().equal);
    EXPECT_EQ(compare_trace(R"({"@context":[],"id":"urn:b"})", jcs)->front().column, 26U);
}

TEST(TraceDifference, NothingToCompareIsWrongUsage) {
    for (const char* text : {"", "\n", "{}", R"({"traces":[]})"}) {
        const auto found = compare_trace(text, trace());
        ASSERT_FALSE(found) << text;
        EXPECT_EQ(found.error().code, "expected-value");
    }
}

}  // namespace
}  // namespace blason::vc
