// What a verifier reads, what it asks for and how a submission calls it; and what people can choose between.
#include "vc/pex/formats.hpp"

#include <gtest/gtest.h>

#include "tests/vc/pex/pex.hpp"
#include "vc/pex/alternatives.hpp"

namespace blason::vc::pex {
namespace {

using blason::test::candidate;
using blason::test::definition;
using blason::test::jwt;
using blason::test::parse;

TEST(PexFormats, OfAVerifierAreReadLikeThoseOfADefinition) {
    const auto formats =
        parse_formats(parse(R"({"vp_formats": {"ldp_vc": {"proof_type_values": ["A"]}}})").as_object(), "vp_formats");
    ASSERT_TRUE(formats);
    EXPECT_EQ(formats->at(0).proof_types, std::vector<std::string>{"A"});
    EXPECT_TRUE(parse_formats({}, "vp_formats")->empty());
    EXPECT_EQ(parse_formats(parse(R"({"vp_formats": {"ldp_vc": []}})").as_object(), "vp_formats").error().pointer,
              "/vp_formats/ldp_vc");
}

TEST(PexFormats, TheSubmissionUsesTheWordsOfTheDefinition) {
    const auto credential = candidate(jwt(R"({"vc": {"type": ["VerifiableCredential"]}})"));
    const auto called = [&](const std::string& of_descriptor, const std::string& of_definition) {
        const auto one = definition(R"({"id":"x","constraints":{})" + of_descriptor + "}", of_definition);
        return designation_for(one, one.descriptors.at(0), credential);
    };
    EXPECT_EQ(called("", ""), "jwt_vc_json");
    EXPECT_EQ(called(R"(,"format":{"jwt_vc":{}})", ""), "jwt_vc");
    EXPECT_EQ(called("", R"(,"format":{"jwt":{}})"), "jwt");
    EXPECT_EQ(called(R"(,"format":{"jwt_vc":{}})", R"(,"format":{"jwt_vc_json":{}})"), "jwt_vc");
}

TEST(PexFormats, PresentationsHaveRulesOfTheirOwn) {
    const auto presentation = candidate(jwt(R"({"vp": {"verifiableCredential": []}})"));
    const auto may = [&](const std::string& formats) {
        const auto one = definition(R"({"id":"x","constraints":{}})", R"(,"format":)" + formats);
        return may_be_presented_in(one, one.descriptors.at(0), presentation);
    };
    EXPECT_TRUE(may(R"({"jwt_vc": {}})"));
    EXPECT_TRUE(may(R"({"jwt_vp": {"alg": ["ES256"]}})"));
    EXPECT_FALSE(may(R"({"jwt_vp": {"alg": ["EdDSA"]}})"));
    EXPECT_FALSE(may(R"({"ldp_vp": {}})"));
}

/// Each option as the ids of its descriptors; "?" before what may be left out.
std::string choices_of(std::string_view requirements, std::string_view descriptors) {
    const auto asked = definition(descriptors, R"(,"submission_requirements":)" + std::string(requirements));
    const std::vector<Candidate> wallet{candidate(R"({"type": ["VerifiableCredential"]})")};
    const auto evaluation = evaluate(asked, wallet, {});
    EXPECT_TRUE(evaluation);
    std::string out;
    for (const Alternative& one : alternatives(asked, *evaluation)) {
        out += one.required ? "(" : "?(";
        for (const auto& option : one.options) {
            for (const std::size_t descriptor : option) out += asked.descriptors[descriptor].id;
            out += " ";
        }
        out += ")";
    }
    return out;
}

TEST(PexAlternatives, AreWhatCanBeSubmitted) {
    // Nothing answers "n".
    constexpr auto kDescriptors =
        R"({"id":"a","group":["A"],"constraints":{}},{"id":"b","group":["A"],"constraints":{}},
        {"id":"n","group":["A","N"],"constraints":{"fields":[{"path":["$.none"]}]}},
        {"id":"c","group":["C"],"constraints":{}})";
    EXPECT_EQ(choices_of(R"([{"rule":"pick","count":1,"from":"A"},{"rule":"all","from":"C"}])", kDescriptors),
              "(a b )(c )");
    EXPECT_EQ(choices_of(R"([{"rule":"pick","count":2,"from":"A"}])", kDescriptors), "(ab )");
    EXPECT_EQ(choices_of(R"([{"rule":"all","from":"A"}])", kDescriptors), "()");
    EXPECT_EQ(choices_of(R"([{"rule":"pick","min":0,"from":"C"}])", kDescriptors), "?(c )");
    EXPECT_EQ(choices_of(R"([{"rule":"pick","max":2,"from":"A"}])", kDescriptors), "(a b )");
    EXPECT_EQ(choices_of(R"([{"rule":"all","from_nested":[{"rule":"pick","count":1,"from":"A"},
                            {"rule":"all","from":"C"}]}])",
                         kDescriptors),
              "(ac bc )");
    EXPECT_EQ(choices_of(R"([{"rule":"pick","count":1,"from_nested":[{"rule":"all","from":"N"},
                            {"rule":"all","from":"C"}]}])",
                         kDescriptors),
              "(c )");
}

TEST(PexAlternatives, OfVeryManyTheFirst) {
    std::string descriptors;
    for (int i = 0; i < 100; ++i)
        descriptors += (i == 0 ? "" : ",") + std::string(R"({"id":"i)") + std::to_string(i) +
                       R"(","group":["A"],"constraints":{}})";
    const auto asked = definition(descriptors, R"(,"submission_requirements":[{"rule":"pick","count":50,"from":"A"}])");
    const std::vector<Candidate> wallet{candidate(R"({"type": ["VerifiableCredential"]})")};
    const auto listed = alternatives(asked, *evaluate(asked, wallet, {}));
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].options.size(), 32U);
    EXPECT_EQ(listed[0].options[0].size(), 50U);
}

}  // namespace
}  // namespace blason::vc::pex
