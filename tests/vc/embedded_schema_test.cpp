// JSON Schema draft 7, as filters are written: what it has and the later drafts do not, and the reverse; formats.
#include <gtest/gtest.h>

#include "tests/vc/samples.hpp"
#include "vc/schema/embedded.hpp"
#include "vc/schema/format.hpp"

namespace blason::vc::schema {
namespace {

/// "yes", "no", or the code of the error.
std::string accepts(std::string_view schema, std::string_view instance, Dialect dialect = Dialect::Draft7) {
    const auto read = EmbeddedSchema::read(test::parse(schema), dialect);
    if (!read) return read.error().code;
    FilterWork work;
    const auto answer = read->accepts(test::parse(instance), work);
    if (!answer) return answer.error().code;
    return *answer ? "yes" : "no";
}

struct Case {
    const char* schema;
    const char* fits;
    const char* does_not;
};

TEST(Draft7, KeywordsBothWays) {
    const Case cases[] = {
        {R"({"type":"string","const":"a"})", R"("a")", R"("b")"},
        {R"({"type":"array","contains":{"const":"OpenBadgeCredential"}})", R"(["a","OpenBadgeCredential"])",
         R"(["a"])"},
        {R"({"dependencies":{"a":["b"]}})", R"({"a":1,"b":1})", R"({"a":1})"},
        {R"({"dependencies":{"a":{"required":["c"]}}})", R"({"a":1,"c":1})", R"({"a":1})"},
        {R"({"items":[{"type":"string"}],"additionalItems":{"type":"number"}})", R"(["a",1])", R"(["a","b"])"},
        {R"({"items":{"type":"number"}})", "[1,2]", "[1,\"a\"]"},
        {R"({"if":{"type":"string"},"then":{"minLength":2}})", R"("ab")", R"("a")"},
        {R"({"propertyNames":{"maxLength":1}})", R"({"a":1})", R"({"ab":1})"},
        {R"({"exclusiveMinimum":10000})", "10001", "10000"},
        {R"({"not":{"enum":["red","blue"]}})", R"("green")", R"("red")"},
        {R"({"definitions":{"a":{"type":"string"}},"allOf":[{"$ref":"#/definitions/a"}]})", R"("a")", "1"},
        {R"({"$defs":{"a":{"type":"string"}},"$ref":"#/$defs/a"})", R"("a")", "1"},
        {R"({"definitions":{"a":{"$id":"#here","type":"string"}},"allOf":[{"$ref":"#here"}]})", R"("a")", "1"},
        {R"({"$id":"https://x.example/root","definitions":{"a":{"$id":"sub","type":"string"}},"allOf":[{"$ref":"sub"}]})",
         R"("a")", "1"},
        {"true", "1", nullptr},
        {"false", nullptr, "1"},
        {"{}", "null", nullptr},
    };
    for (const Case& one : cases) {
        if (one.fits != nullptr) {
            EXPECT_EQ(accepts(one.schema, one.fits), "yes") << one.schema;
        }
        if (one.does_not != nullptr) {
            EXPECT_EQ(accepts(one.schema, one.does_not), "no") << one.schema;
        }
    }
}

TEST(Draft7, BesideAReferenceNothingCounts) {
    const char* schema = R"({"properties":{"a":{"$ref":"#/definitions/s","maxLength":1}},
                             "definitions":{"s":{"type":"string"}}})";
    EXPECT_EQ(accepts(schema, R"({"a":"long"})"), "yes");
    EXPECT_EQ(accepts(schema, R"({"a":"long"})", Dialect::Draft2019), "no");
    // Nor does an $id there begin a resource.
    EXPECT_EQ(accepts(R"({"allOf":[{"$id":"https://other.example/","$ref":"#/definitions/s"}],
                          "definitions":{"s":{"type":"string"}}})",
                      "1"),
              "no");
}

TEST(Draft7, KeywordsOfLaterDraftsAreNotKnown) {
    for (const char* schema : {R"({"unevaluatedProperties":false})", R"({"dependentRequired":{"a":["b"]}})",
                               R"({"dependentSchemas":{"a":false}})"}) {
        EXPECT_EQ(accepts(schema, R"({"a":1})"), "yes") << schema;
        EXPECT_EQ(accepts(schema, R"({"a":1})", Dialect::Draft2019), "no") << schema;
    }
    EXPECT_EQ(accepts(R"({"contains":{"const":1},"minContains":2})", "[1]"), "yes");
    EXPECT_EQ(accepts(R"({"prefixItems":[false]})", "[1]"), "yes");
    EXPECT_EQ(accepts(R"({"dependencies":{"a":["b"]}})", R"({"a":1})", Dialect::Draft2020), "yes");
    EXPECT_EQ(accepts(R"({"allOf":[{"$ref":"#here"}],"definitions":{"a":{"$anchor":"here"}}})", "1"),
              "schema-reference");
}

TEST(Draft7, WhatItIsSaysTheSchema) {
    EXPECT_EQ(accepts(R"({"$schema":"http://json-schema.org/draft-07/schema#","dependencies":{"a":["b"]}})",
                      R"({"a":1})", Dialect::Draft2020),
              "no");
    EXPECT_EQ(accepts(R"({"$schema":"http://json-schema.org/draft-04/schema#"})", "1"), "schema-dialect-unknown");
    EXPECT_EQ(accepts("17", "1"), "schema-malformed");
}

TEST(Draft7, StaysWithinItself) {
    EXPECT_EQ(accepts(R"({"$ref":"http://json-schema.org/draft-07/schema#"})", "1"), "schema-reference-outside");
    EXPECT_EQ(accepts(R"({"$ref":"file:///etc/passwd"})", "1"), "schema-reference-outside");
    EXPECT_EQ(accepts(R"({"$ref":"other.json"})", "1"), "schema-reference-outside");
    EXPECT_EQ(accepts(R"({"$ref":"#"})", "1"), "schema-too-complex");
    EXPECT_EQ(accepts(R"({"pattern":"(a)\\1"})", R"("aa")"), "schema-pattern-unsupported");
    // Exponential for a matcher that goes back.
    EXPECT_EQ(accepts(R"({"pattern":"^(a+)+$"})", "\"" + std::string(50'000, 'a') + "b\""), "no");
}

TEST(Draft7, TheWorkIsCounted) {
    const auto schema = EmbeddedSchema::read(test::parse(R"({"items":{"type":"number"}})"), Dialect::Draft7);
    FilterWork work;
    work.steps = 6;
    EXPECT_TRUE(*schema->accepts(test::parse("[1,2]"), work));
    EXPECT_EQ(work.steps, 3U);
    EXPECT_TRUE(*schema->accepts(test::parse("[1,2]"), work));
    EXPECT_EQ(work.steps, 0U);
    EXPECT_EQ(schema->accepts(test::parse("[]"), work).error().code, "schema-too-complex");
}

TEST(Draft7, PatternsCostWhatTheyAre) {
    std::string many;
    for (int i = 0; i < 300; ++i) many += (i == 0 ? "" : ",") + (R"({"pattern":"^p)" + std::to_string(i) + "$\"}");
    EXPECT_EQ(accepts(R"({"anyOf":[)" + many + "]}", R"("p299")"), "yes") << "more than are kept";
    const auto large = EmbeddedSchema::read(test::parse(R"({"pattern":"((a{100}){10}|b)c"})"), Dialect::Draft7);
    FilterWork work;
    const std::size_t before = work.steps;
    EXPECT_FALSE(*large->accepts(test::parse(R"("a")"), work));
    EXPECT_GT(before - work.steps, 100U);
    const std::size_t compiled = work.steps;
    EXPECT_FALSE(*large->accepts(test::parse(R"("a")"), work));
    EXPECT_EQ(compiled - work.steps, 1U) << "it was kept";
}

TEST(Draft7, FormatsAssert) {
    const Case cases[] = {
        {"date", "2024-02-29", "2023-02-29"},
        {"date", "1999-12-31", "1999-1-01"},
        {"date", "2000-02-29", "1900-02-29"},
        {"date-time", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00"},
        {"date-time", "2024-01-01t23:59:60.123+01:30", "2024-01-01 00:00:00Z"},
        {"time", "10:00:00.5-05:00", "25:00:00Z"},
        {"time", "10:00:00z", "10:00:00."},
        {"email", "a@b.example", "a@b@c"},
        {"email", "a@b", "@b"},
        {"hostname", "a-1.example", "-a.example"},
        {"hostname", "a", "a..b"},
        {"ipv4", "127.0.0.1", "256.0.0.1"},
        {"ipv6", "::1", ":::1"},
        {"uri", "https://a.example/x?y#z", "a b"},
        {"uri", "did:example:1", "/relative"},
        {"uri-reference", "/relative", "a b"},
        {"iri", "https://a.example/\xC3\xA9", "\xC3\xA9"},
        {"iri-reference", "\xC3\xA9", "<>"},
        {"json-pointer", "/a~1b", "a"},
        {"json-pointer", "", "/~2"},
        {"uuid", "00000000-0000-4000-8000-00000000000F", "00000000-0000-4000-8000-00000000000g"},
    };
    for (const Case& one : cases) {
        const std::string schema = R"({"type":"string","format":")" + std::string(one.schema) + "\"}";
        EXPECT_EQ(accepts(schema, "\"" + std::string(one.fits) + "\""), "yes") << one.schema << " " << one.fits;
        EXPECT_EQ(accepts(schema, "\"" + std::string(one.does_not) + "\""), "no") << one.schema << " " << one.does_not;
    }
    EXPECT_EQ(accepts(R"({"format":"of-my-own"})", R"("anything")"), "yes");
    EXPECT_EQ(accepts(R"({"format":"date"})", "17"), "yes");
}

TEST(Draft7, DatesHaveBounds) {
    const char* adult = R"({"type":"string","format":"date","formatMaximum":"1999-05-16"})";
    EXPECT_EQ(accepts(adult, R"("1999-05-16")"), "yes");
    EXPECT_EQ(accepts(adult, R"("1999-05-17")"), "no");
    const char* later = R"({"format":"date-time","formatExclusiveMinimum":"2020-12-31T23:59:59Z"})";
    EXPECT_EQ(accepts(later, R"("2021-01-01T00:59:59+01:00")"), "no");
    EXPECT_EQ(accepts(later, R"("2021-01-01T01:00:00+01:00")"), "yes");
    // Presentation Exchange 1.0.0 writes it so.
    const char* first = R"({"type":"string","format":"date-time","minimum":"2020-12-31T23:59:59.000Z"})";
    EXPECT_EQ(accepts(first, R"("2020-12-31T23:59:59Z")", Dialect::Draft2019), "yes");
    EXPECT_EQ(accepts(first, R"("2020-12-31T23:59:58Z")", Dialect::Draft2019), "no");
    EXPECT_EQ(accepts(R"({"format":"date","formatMinimum":"soon"})", R"("2020-01-01")"), "no");
    EXPECT_EQ(compare_format("a", "b", "email"), std::nullopt);
}

}  // namespace
}  // namespace blason::vc::schema
