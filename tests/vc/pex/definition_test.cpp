// Presentation definitions: what is read, and what is refused where.
#include <gtest/gtest.h>

#include "tests/vc/pex/pex.hpp"

namespace blason::vc::pex {
namespace {

TEST(PexDefinition, EveryMemberIsRead) {
    const auto read = parse_definition(test::parse(R"({"presentation_definition": {
        "id": "d", "name": "N", "purpose": "P", "frame": {"@context": {}}, "unknown": 1,
        "format": {"jwt_vc": {"alg": ["ES256"]}, "ldp_vc": {"proof_type": ["DataIntegrityProof"],
                   "cryptosuite": ["eddsa-rdfc-2022"]}, "vc+sd-jwt": {"sd-jwt_alg_values": ["ES256"]}, "sd_jwt": {}},
        "submission_requirements": [
            {"rule": "pick", "count": 1, "from": "A", "name": "R", "purpose": "Q"},
            {"rule": "all", "from_nested": [{"rule": "pick", "min": 0, "max": 2, "from": "B"}]}],
        "input_descriptors": [
            {"id": "a", "name": "An", "purpose": "Ap", "group": ["A", "B"], "format": {"ldp_vc": {}}, "constraints": {
                "limit_disclosure": "required", "subject_is_issuer": "preferred",
                "is_holder": [{"field_id": ["f"], "directive": "required"}],
                "same_subject": [{"field_id": ["f", "g"], "directive": "preferred"}],
                "statuses": {"active": {"directive": "required"}, "suspended": {"directive": "allowed"},
                             "revoked": {"directive": "disallowed", "type": ["BitstringStatusListEntry"]}},
                "fields": [{"id": "f", "name": "Fn", "purpose": "Fp", "path": ["$.a", "$.vc.a"], "filter": {"type": "string"},
                            "optional": true, "predicate": "preferred", "intent_to_retain": true}]}},
            {"id": "b", "group": ["B"], "constraints": {"fields": [{"id": "g", "path": ["$.b"]}]}}]}})"));
    ASSERT_TRUE(read) << read.error().code << " " << read.error().pointer;
    EXPECT_EQ(read->id, "d");
    EXPECT_EQ(read->name, "N");
    EXPECT_EQ(read->purpose, "P");
    EXPECT_EQ(read->version, Version::V2);
    EXPECT_TRUE(read->frame.is_object());
    ASSERT_EQ(read->formats.size(), 4U);
    EXPECT_EQ(read->formats[0].algorithms, std::vector<std::string>{"ES256"});
    EXPECT_EQ(read->formats[1].cryptosuites, std::vector<std::string>{"eddsa-rdfc-2022"});
    EXPECT_EQ(read->formats[2].algorithms, std::vector<std::string>{"ES256"});
    ASSERT_EQ(read->requirements.size(), 2U);
    EXPECT_EQ(read->requirements[0].from, std::vector<std::size_t>{0});
    EXPECT_EQ(*read->requirements[0].count, 1U);
    EXPECT_EQ(read->requirements[0].name, "R");
    ASSERT_EQ(read->requirements[1].from_nested.size(), 1U);
    EXPECT_EQ(read->requirements[1].from_nested[0].from, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(*read->requirements[1].from_nested[0].max, 2U);
    const InputDescriptor& first = read->descriptors[0];
    EXPECT_EQ(first.groups, (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(first.constraints.limit_disclosure, Directive::Required);
    EXPECT_EQ(first.constraints.subject_is_issuer, Directive::Preferred);
    EXPECT_EQ(first.constraints.is_holder[0].field_ids, std::vector<std::string>{"f"});
    EXPECT_EQ(first.constraints.same_subject[0].directive, Directive::Preferred);
    EXPECT_EQ(first.constraints.active->directive, StatusDirective::Required);
    EXPECT_EQ(first.constraints.suspended->directive, StatusDirective::Allowed);
    EXPECT_EQ(first.constraints.revoked->types, std::vector<std::string>{"BitstringStatusListEntry"});
    const Field& field = first.constraints.fields[0];
    EXPECT_EQ(field.paths[1].text(), "$.vc.a");
    EXPECT_TRUE(field.optional && field.intent_to_retain && field.filter);
    EXPECT_EQ(field.predicate, Directive::Preferred);
}

TEST(PexDefinition, TheFirstVersionHasSchemas) {
    const auto read = parse_definition(test::parse(
        R"({"id":"d","input_descriptors":[{"id":"a","schema":[{"uri":"https://s.example","required":true}]}]})"));
    ASSERT_TRUE(read) << read.error().code;
    EXPECT_EQ(read->version, Version::V1);
    EXPECT_EQ(read->descriptors[0].schemas[0].uri, "https://s.example");
    EXPECT_TRUE(read->descriptors[0].schemas[0].required);
    // Where only some have one, it is a member that version 2 does not know.
    const auto mixed = parse_definition(test::parse(
        R"({"id":"d","input_descriptors":[{"id":"a","schema":17,"constraints":{}},{"id":"b","constraints":{}}]})"));
    ASSERT_TRUE(mixed) << mixed.error().code;
    EXPECT_EQ(mixed->version, Version::V2);
}

struct Refusal {
    const char* text;
    const char* code;
    const char* pointer;
};

/// A definition with one descriptor with these constraints.
std::string constrained(const std::string& constraints) {
    return R"({"id":"d","input_descriptors":[{"id":"a","constraints":{)" + constraints + "}}]}";
}
std::string field(const std::string& members) {
    return constrained(R"("fields":[{)" + members + "}]");
}
std::string required(const std::string& requirement) {
    return R"({"id":"d","input_descriptors":[{"id":"a","group":["A"],"constraints":{}}],"submission_requirements":[)" +
           requirement + "]}";
}

void expect_refused(const std::string& text, const char* code, const std::string& pointer) {
    const auto read = parse_definition(test::parse(text));
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, code) << text;
    EXPECT_EQ(read.error().pointer, pointer) << text;
}

TEST(PexDefinition, RefusalsNameThePlace) {
    const Refusal cases[] = {
        {"17", "wrong-type", ""},
        {R"({"input_descriptors":[]})", "missing-member", "/id"},
        {R"({"id":1,"input_descriptors":[]})", "wrong-type", "/id"},
        {R"({"id":"d"})", "missing-member", "/input_descriptors"},
        {R"({"id":"d","input_descriptors":{}})", "wrong-type", "/input_descriptors"},
        {R"({"id":"d","input_descriptors":[1]})", "wrong-type", "/input_descriptors/0"},
        {R"({"id":"d","input_descriptors":[],"purpose":1})", "wrong-type", "/purpose"},
        {R"({"id":"d","input_descriptors":[],"frame":1})", "wrong-type", "/frame"},
        {R"({"id":"d","input_descriptors":[],"format":1})", "wrong-type", "/format"},
        {R"({"id":"d","input_descriptors":[],"format":{"jwt_vc":[]}})", "wrong-type", "/format/jwt_vc"},
        {R"({"id":"d","input_descriptors":[],"format":{"jwt_vc":{"alg":[]}}})", "pex-value", "/format/jwt_vc/alg"},
        {R"({"id":"d","input_descriptors":[],"format":{"jwt_vc":{"alg":[1]}}})", "wrong-type", "/format/jwt_vc/alg/0"},
        {R"({"id":"d","input_descriptors":[{"constraints":{}}]})", "missing-member", "/input_descriptors/0/id"},
        {R"({"id":"d","input_descriptors":[{"id":"a"}]})", "missing-member", "/input_descriptors/0/constraints"},
        {R"({"id":"d","input_descriptors":[{"id":"a","constraints":[]}]})", "wrong-type",
         "/input_descriptors/0/constraints"},
        {R"({"id":"d","input_descriptors":[{"id":"a","group":"A","constraints":{}}]})", "wrong-type",
         "/input_descriptors/0/group"},
        {R"({"id":"d","input_descriptors":[{"id":"a","constraints":{}},{"id":"a","constraints":{}}]})",
         "pex-id-repeated", "/input_descriptors/1/id"},
        {R"({"presentation_definition":{"id":"d"}})", "missing-member", "/presentation_definition/input_descriptors"},
        {R"({"presentation_definition":{"id":"d","input_descriptors":[{"id":"a","constraints":{}},
             {"id":"a","constraints":{}}]}})",
         "pex-id-repeated", "/presentation_definition/input_descriptors/1/id"},
        {R"({"id":"d","input_descriptors":[{"id":"a","schema":{}}]})", "wrong-type", "/input_descriptors/0/schema"},
        {R"({"id":"d","input_descriptors":[{"id":"a","schema":[{}]}]})", "missing-member",
         "/input_descriptors/0/schema/0/uri"},
    };
    for (const Refusal& one : cases) expect_refused(one.text, one.code, one.pointer);
    const std::string at = "/input_descriptors/0/constraints";
    expect_refused(constrained(R"("limit_disclosure":"maybe")"), "pex-value", at + "/limit_disclosure");
    expect_refused(constrained(R"("subject_is_issuer":true)"), "wrong-type", at + "/subject_is_issuer");
    expect_refused(constrained(R"("fields":{})"), "wrong-type", at + "/fields");
    expect_refused(constrained(R"("statuses":[])"), "wrong-type", at + "/statuses");
    expect_refused(constrained(R"("statuses":{"active":{}})"), "missing-member", at + "/statuses/active/directive");
    expect_refused(constrained(R"("statuses":{"revoked":{"directive":"preferred"}})"), "pex-value",
                   at + "/statuses/revoked/directive");
    expect_refused(constrained(R"("is_holder":[{"field_id":["f"],"directive":"required"}])"), "pex-field-unknown", at);
    expect_refused(constrained(R"("is_holder":[{"directive":"required"}])"), "missing-member",
                   at + "/is_holder/0/field_id");
    expect_refused(constrained(R"("same_subject":[{"field_id":["f"],"directive":"both"}])"), "pex-value",
                   at + "/same_subject/0/directive");
    expect_refused(field(R"("id":"f")"), "missing-member", at + "/fields/0/path");
    expect_refused(field(R"("path":[])"), "pex-value", at + "/fields/0/path");
    expect_refused(field(R"("path":"$.a")"), "wrong-type", at + "/fields/0/path");
    expect_refused(field(R"("path":["$.a","a"])"), "json-path-syntax", at + "/fields/0/path/1");
    expect_refused(field(R"("path":["$.a"],"filter":17)"), "schema-malformed", at + "/fields/0/filter");
    expect_refused(field(R"("path":["$.a"],"filter":{"$schema":"http://json-schema.org/draft-04/schema"})"),
                   "schema-dialect-unknown", at + "/fields/0/filter");
    expect_refused(field(R"("path":["$.a"],"predicate":"required")"), "pex-predicate", at + "/fields/0/predicate");
    expect_refused(field(R"("path":["$.a"],"optional":"yes")"), "wrong-type", at + "/fields/0/optional");
    expect_refused(field(R"("path":["$.a"],"id":"f"},{"path":["$.b"],"id":"f")"), "pex-id-repeated", at);
    const std::string rule = "/submission_requirements/0";
    expect_refused(required("1"), "wrong-type", rule);
    expect_refused(required(R"({"from":"A"})"), "missing-member", rule + "/rule");
    expect_refused(required(R"({"rule":"some","from":"A"})"), "pex-value", rule + "/rule");
    expect_refused(required(R"({"rule":"all"})"), "pex-requirement", rule);
    expect_refused(required(R"({"rule":"all","from":"A","from_nested":[]})"), "pex-requirement", rule);
    expect_refused(required(R"({"rule":"all","from":["A"]})"), "wrong-type", rule + "/from");
    expect_refused(required(R"({"rule":"all","from":"B"})"), "pex-group-unknown", rule + "/from");
    expect_refused(required(R"({"rule":"all","from_nested":[]})"), "pex-value", rule + "/from_nested");
    expect_refused(required(R"({"rule":"all","from_nested":[{"rule":"all"}]})"), "pex-requirement",
                   rule + "/from_nested/0");
    expect_refused(required(R"({"rule":"pick","from":"A","count":0})"), "pex-value", rule + "/count");
    expect_refused(required(R"({"rule":"pick","from":"A","count":1.5})"), "wrong-type", rule + "/count");
    expect_refused(required(R"({"rule":"pick","from":"A","min":-1})"), "pex-value", rule + "/min");
    expect_refused(required(R"({"rule":"pick","from":"A","max":0})"), "pex-value", rule + "/max");
    expect_refused(required(R"({"rule":"pick","from":"A","min":2,"max":1})"), "pex-requirement", rule);
    expect_refused(required(R"({"rule":"pick","from":"A","min":2,"count":1})"), "pex-requirement", rule);
    expect_refused(
        R"({"id":"d","input_descriptors":[{"id":"a","group":["A"],"constraints":{}},{"id":"b","constraints":{}}],
                       "submission_requirements":[{"rule":"all","from":"A"}]})",
        "pex-ungrouped", "/input_descriptors/1");
}

TEST(PexDefinition, Limits) {
    const DefinitionLimits limits;
    const auto code = [](const std::string& text) {
        const auto read = parse_definition(test::parse(text));
        return read ? std::string() : read.error().code;
    };
    const auto repeated = [](std::size_t times, const auto& part) {
        std::string out;
        for (std::size_t i = 0; i < times; ++i) out += (i == 0 ? "" : ",") + part(i);
        return out;
    };
    const auto descriptors = [&](std::size_t number) {
        return R"({"id":"d","input_descriptors":[)" +
               repeated(number,
                        [](std::size_t i) { return R"({"id":")" + std::to_string(i) + R"(","constraints":{}})"; }) +
               "]}";
    };
    EXPECT_EQ(code(descriptors(limits.max_descriptors)), "");
    EXPECT_EQ(code(descriptors(limits.max_descriptors + 1)), "pex-too-large");
    const auto fields = [&](std::size_t number) {
        return constrained(R"("fields":[)" +
                           repeated(number, [](std::size_t) { return std::string(R"({"path":["$"]})"); }) + "]");
    };
    EXPECT_EQ(code(fields(limits.max_fields)), "");
    EXPECT_EQ(code(fields(limits.max_fields + 1)), "pex-too-large");
    const auto paths = [&](std::size_t number) {
        return field(R"("path":[)" + repeated(number, [](std::size_t) { return std::string("\"$\""); }) + "]");
    };
    EXPECT_EQ(code(paths(limits.max_paths)), "");
    EXPECT_EQ(code(paths(limits.max_paths + 1)), "pex-too-large");
    const auto rules = [&](std::size_t number) {
        return required(repeated(number, [](std::size_t) { return std::string(R"({"rule":"all","from":"A"})"); }));
    };
    EXPECT_EQ(code(rules(limits.max_requirements)), "");
    EXPECT_EQ(code(rules(limits.max_requirements + 1)), "pex-too-large");
    const auto nested = [&](std::size_t depth) {
        std::string rule = R"({"rule":"all","from":"A"})";
        for (std::size_t i = 1; i < depth; ++i) rule = R"({"rule":"all","from_nested":[)" + rule + "]}";
        return required(rule);
    };
    EXPECT_EQ(code(nested(limits.max_depth)), "");
    EXPECT_EQ(code(nested(limits.max_depth + 1)), "pex-too-large");
}

}  // namespace
}  // namespace blason::vc::pex
