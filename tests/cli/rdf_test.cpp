// blason jsonld and blason canonicalize
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

constexpr std::string_view kDocument =
    R"({"@context":{"name":"http://schema.org/name","knows":{"@id":"http://schema.org/knows","@type":"@id"}},)"
    R"("@id":"http://example.org/a","name":"Ada","knows":{"name":"Bob"}})";

TEST(JsonLd, Expand) {
    const auto outcome = blason({"jsonld", "expand"}, kDocument);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out), parse(R"([{"@id":"http://example.org/a",
        "http://schema.org/name":[{"@value":"Ada"}],
        "http://schema.org/knows":[{"http://schema.org/name":[{"@value":"Bob"}]}]}])"));
}

TEST(JsonLd, BaseAndExpandContext) {
    const Folder folder;
    const std::string context = folder.write("context.json", R"({"@context":{"name":"http://schema.org/name"}})");
    const auto outcome = blason({"jsonld", "expand", "-", "--base", "http://example.org/", "--expand-context", context},
                                R"({"@id":"x","name":"Ada"})");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out),
              parse(R"([{"@id":"http://example.org/x","http://schema.org/name":[{"@value":"Ada"}]}])"));
}

TEST(JsonLd, ToRdf) {
    const auto outcome = blason({"jsonld", "to-rdf"}, kDocument);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("<http://example.org/a> <http://schema.org/name> \"Ada\" .\n"), std::string::npos);
    EXPECT_NE(outcome.out.find("_:b0 <http://schema.org/name> \"Bob\" .\n"), std::string::npos);
    EXPECT_EQ(blason({"jsonld", "to-rdf"}, "{}").out, "");
}

TEST(JsonLd, RdfDirection) {
    const auto outcome = blason({"jsonld", "to-rdf", "--rdf-direction", "i18n-datatype"},
                                R"({"http://schema.org/name":{"@value":"Ada","@direction":"rtl"}})");
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("<https://www.w3.org/ns/i18n#_rtl>"), std::string::npos) << outcome.out;
}

TEST(JsonLd, ErrorsCarryTheStandardsCode) {
    const auto outcome = blason({"jsonld", "expand", "--json"}, R"({"@context":{"a":{"@id":["x"]}}})");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "invalid IRI mapping");
}

TEST(JsonLd, SafeModeNamesThePlace) {
    const auto outcome = blason({"jsonld", "expand", "--safe", "--json"},
                                R"({"@context":{"name":"http://schema.org/name"},"name":"Ada","nickname":"A"})");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "data-loss");
    EXPECT_EQ(error_of(outcome.err).at("pointer"), "/nickname");
    EXPECT_EQ(blason({"jsonld", "expand"}, R"({"nickname":"A"})").status, 0);
}

constexpr std::string_view kQuads =
    "_:z <http://example.org/p> _:y .\n"
    "_:y <http://example.org/q> \"v\" .\n";

TEST(Canonicalize, NQuads) {
    const auto outcome = blason({"canonicalize", "--from", "nquads"}, kQuads);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out,
              "_:c14n0 <http://example.org/q> \"v\" .\n"
              "_:c14n1 <http://example.org/p> _:c14n0 .\n");
}

TEST(Canonicalize, MapNamesTheIssuedIdentifiers) {
    const auto outcome = blason({"canonicalize", "--from", "nquads", "--map"}, kQuads);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out), parse(R"({"y":"c14n0","z":"c14n1"})"));
}

TEST(Canonicalize, Sha384LabelsMayDiffer) {
    const auto outcome = blason({"canonicalize", "--from", "nquads", "--hash", "sha384", "--map"}, kQuads);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(parse(outcome.out).as_object().size(), 2U);
}

TEST(Canonicalize, JsonLdIsSafeByDefault) {
    const auto outcome = blason({"canonicalize", "--json"}, R"({"nickname":"A"})");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "data-loss");
    EXPECT_EQ(blason({"canonicalize", "--lossy"}, R"({"nickname":"A"})").out, "");
    EXPECT_NE(blason({"canonicalize"}, kDocument).out.find("_:c14n0 <http://schema.org/name> \"Bob\" .\n"),
              std::string::npos);
}

TEST(Canonicalize, Jcs) {
    const auto outcome = blason({"canonicalize", "--jcs"}, R"({"b":1.0,"a":[1e3,"€"]})");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, R"({"a":[1000,"€"],"b":1})");
}

TEST(Canonicalize, BadNQuadsNameTheLine) {
    const auto outcome = blason({"canonicalize", "--from", "nquads", "--json"}, "<http://a> <http://b> .\n");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "nquads-syntax");
}

}  // namespace
}  // namespace blason::cli_test
