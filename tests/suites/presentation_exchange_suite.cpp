// The schemas and samples of DIF Presentation Exchange: every sample fits its schema, and is read by us; what no longer
// fits after a change is refused by us too.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/suites.hpp"
#include "vc/pex/submission.hpp"
#include "vc/schema/validate.hpp"

namespace blason::vc::pex {
namespace {

namespace fs = std::filesystem;

const std::string kFolder = "presentation-exchange";
const std::string kRegistry = "https://identity.foundation/claim-format-registry/schemas/presentation-";

/// The schemas of the suite by a name of ours, and what they refer to, which the suite does not have: the claim format
/// registry (in our words: names of formats, with lists of texts) and the meta-schema.
class Schemas : public schema::DocumentSource {
  public:
    Result<std::shared_ptr<const schema::Document>> get(const std::string& url) override {
        if (url.starts_with("suite:")) {
            return schema::Document::read(url, test::read_json(test::suites_root() / kFolder / url.substr(6)),
                                          schema::Dialect::Draft7);
        }
        const char* text = nullptr;
        if (url == kRegistry + "definition-claim-format-designations.json")
            text = R"({"type":"object","additionalProperties":false,"patternProperties":{
                "^(jwt|jwt_vc|jwt_vp|sd_jwt)$":{"type":"object","additionalProperties":false,"properties":{"alg":{"$ref":"#/definitions/texts"}}},
                "^(ldp|ldp_vc|ldp_vp|ac_vc|ac_vp)$":{"type":"object","additionalProperties":false,"properties":{"proof_type":{"$ref":"#/definitions/texts"}}},
                "^mso_mdoc$":{"type":"object"}},"definitions":{"texts":{"type":"array","minItems":1,"items":{"type":"string"}}}})";
        if (url == kRegistry + "submission-claim-format-designations.json")
            text =
                R"({"definitions":{"format":{"enum":["jwt","jwt_vc","jwt_vp","ldp","ldp_vc","ldp_vp","mso_mdoc","ac_vc","ac_vp","sd_jwt"]}}})";
        if (url == "http://json-schema.org/draft-07/schema") text = R"({"type":["object","boolean"]})";
        if (text == nullptr) return unavailable("fetch-offline", "There is no " + url);
        return schema::Document::read(url, *json::parse(text), schema::Dialect::Draft7);
    }
};

/// Whether a value fits a schema of the suite; throws when that cannot be told.
bool fits(const json::Value& value, const std::string& file) {
    Schemas schemas;
    const auto violations = schema::validate(value, "suite:" + file, schemas);
    if (!violations) throw std::runtime_error(file + ": " + violations.error().detail);
    return violations->empty();
}

/// `test/KIND/*.json` of one version, without the schemas that stand among them.
std::vector<std::string> samples(const std::string& kind) {
    std::vector<std::string> names;
    if (!test::suites_present()) return names;
    for (const char* version : {"", "v1.0.0/", "v2.0.0/"}) {
        const std::string folder = "test/" + std::string(version) + kind;
        for (const auto& entry : fs::directory_iterator(test::suites_root() / kFolder / folder))
            if (entry.path().filename() != "schema.json")
                names.push_back(folder + "/" + entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param.substr(5);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
}

/// The schema that judges a kind of sample: the current ones, those of 2.0.0, or the one beside the samples of 1.0.0.
std::string schema_for(const std::string& sample, const std::string& kind) {
    if (sample.find("v1.0.0") != std::string::npos) return "test/v1.0.0/" + kind + "/schema.json";
    return (sample.find("v2.0.0") != std::string::npos ? "schemas/v2.0.0/" : "schemas/") + kind + ".json";
}

json::Value sample(const std::string& name) {
    return test::read_json(test::suites_root() / kFolder / name);
}

/// Samples of definitions stand in an envelope with a comment, or are an input descriptor alone.
json::Value definition_in(const json::Value& value) {
    if (const json::Value* inside = json::find(value, "presentation_definition")) return *inside;
    return json::Object{{"id", "of the sample"}, {"input_descriptors", json::Array{value}}};
}

/// Every value one change away: each member left out, and replaced by values of other types.
void each_change(const json::Value& value, const std::function<void(const json::Value&, const std::string&)>& visit) {
    std::function<void(const json::Value&, std::vector<std::string>)> walk = [&](const json::Value& part,
                                                                                 std::vector<std::string> path) {
        const auto below = [&](const std::string& name, const json::Value& child) {
            std::vector<std::string> deeper = path;
            deeper.push_back(name);
            walk(child, deeper);
        };
        if (!path.empty()) {
            const std::string pointer = json::format_pointer(path);
            const json::Value others[] = {json::Value(17), json::Value(""),   json::Value("foreign"), json::Array(),
                                          json::Object(),  json::Value(true), json::Value(-1)};
            boost::system::error_code error;
            for (const json::Value& other : others) {
                json::Value changed = value;
                *changed.find_pointer(pointer, error) = other;
                visit(changed, pointer + " = " + json::serialize(other));
            }
            json::Value without = value;
            const std::string parent = pointer.substr(0, pointer.rfind('/'));
            if (json::Value* holder = without.find_pointer(parent, error); holder->is_object()) {
                holder->get_object().erase(path.back());
                visit(without, pointer + " left out");
            }
        }
        if (const auto* object = part.if_object())
            for (const auto& member : *object) below(std::string(member.key()), member.value());
        if (const auto* array = part.if_array())
            for (std::size_t i = 0; i < array->size(); ++i) below(std::to_string(i), (*array)[i]);
    };
    walk(value, {});
}

class PexDefinitions : public testing::TestWithParam<std::string> {};

TEST_P(PexDefinitions, FitTheirSchemaAndAreRead) {
    const json::Value definition = definition_in(sample(GetParam()));
    const std::string judge = schema_for(GetParam(), "presentation-definition");
    const bool first = GetParam().find("v1.0.0") != std::string::npos;
    EXPECT_TRUE(fits(first ? json::Object{{"presentation_definition", definition}} : definition, judge));
    if (!first) {
        const std::string envelope = judge.substr(0, judge.size() - 5) + "-envelope.json";
        EXPECT_TRUE(fits(json::Object{{"presentation_definition", definition}}, envelope));
        // (The schema for one descriptor alone does not know `format`.)
        for (const json::Value& one : definition.at("input_descriptors").as_array())
            EXPECT_TRUE(fits(one, judge.substr(0, judge.rfind('/')) + "/input-descriptor.json"));
    }
    const auto read = parse_definition(definition);
    ASSERT_TRUE(read) << read.error().code << " " << read.error().pointer;
    const bool has_descriptors = !definition.at("input_descriptors").as_array().empty();
    EXPECT_EQ(read->version, first && has_descriptors ? Version::V1 : Version::V2);
    EXPECT_EQ(read->descriptors.size(), definition.at("input_descriptors").as_array().size());
}

/// The samples of version 2: the schema of 1.0.0 describes filters as well.
std::vector<std::string> newer_samples() {
    std::vector<std::string> names = samples("presentation-definition");
    std::erase_if(names, [](const std::string& name) { return name.find("v1.0.0") != std::string::npos; });
    return names;
}

class PexChanges : public testing::TestWithParam<std::string> {};

TEST_P(PexChanges, WhatNoLongerFitsIsRefused) {
    const json::Value definition = definition_in(sample(GetParam()));
    const std::string judge = schema_for(GetParam(), "presentation-definition");
    std::size_t refused = 0;
    each_change(definition, [&](const json::Value& changed, const std::string& change) {
        if (fits(changed, judge)) return;
        // The registry is "not exhaustive nor restrictive" ("Claim Format Designations").
        if (change.find("/format") != std::string::npos) return;
        const auto read = parse_definition(changed);
        EXPECT_FALSE(read) << change;
        if (!read) {
            ++refused;
            EXPECT_FALSE(read.error().code.empty());
        }
    });
    EXPECT_GT(refused, 0U);
}

INSTANTIATE_TEST_SUITE_P(Suite, PexChanges, testing::ValuesIn(newer_samples()), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PexChanges);

INSTANTIATE_TEST_SUITE_P(Suite, PexDefinitions, testing::ValuesIn(samples("presentation-definition")), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PexDefinitions);

class PexRequirements : public testing::TestWithParam<std::string> {};

/// A definition that has the groups which the requirements ask for.
json::Value with_groups(const json::Value& requirements) {
    std::set<std::string> groups;
    std::function<void(const json::Value&)> collect = [&](const json::Value& list) {
        for (const json::Value& one : list.as_array()) {
            if (const json::Value* from = json::find(one, "from")) groups.insert(std::string(json::view(*from)));
            if (const json::Value* nested = json::find(one, "from_nested")) collect(*nested);
        }
    };
    collect(requirements);
    json::Array descriptors;
    for (const std::string& group : groups)
        descriptors.push_back(json::Object{{"id", group}, {"group", {group}}, {"constraints", json::Object()}});
    return json::Object{
        {"id", "d"}, {"input_descriptors", std::move(descriptors)}, {"submission_requirements", requirements}};
}

TEST_P(PexRequirements, FitTheirSchemaAndAreRead) {
    const json::Value value = sample(GetParam());
    const std::string folder = GetParam().substr(0, GetParam().rfind('/'));
    EXPECT_TRUE(fits(value, folder + "/schema.json"));
    const std::string version = GetParam().find("v2.0.0") != std::string::npos ? "schemas/v2.0.0/" : "schemas/";
    EXPECT_TRUE(fits(value, version + "submission-requirements.json"));
    for (const json::Value& one : value.at("submission_requirements").as_array())
        EXPECT_TRUE(fits(one, version + "submission-requirement.json"));
    const auto read = parse_definition(with_groups(value.at("submission_requirements")));
    ASSERT_TRUE(read) << read.error().code << " " << read.error().pointer;
    EXPECT_EQ(read->requirements.size(), value.at("submission_requirements").as_array().size());
}

INSTANTIATE_TEST_SUITE_P(Suite, PexRequirements, testing::ValuesIn(samples("submission-requirements")), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PexRequirements);

class PexSubmissions : public testing::TestWithParam<std::string> {};

/// Where each sample has its submission ("Embed Locations"); the CHAPI and DIDComm samples only show the place.
const json::Value* submission_in(const json::Value& value) {
    if (const json::Value* inside = json::find(value, "presentation_submission")) return inside;
    const json::Value* presentation = json::find(value, "vp");
    return presentation != nullptr ? json::find(*presentation, "presentation_submission") : nullptr;
}

TEST_P(PexSubmissions, FitTheirSchemaAndAreRead) {
    const json::Value value = sample(GetParam());
    const json::Value* submission = submission_in(value);
    if (submission == nullptr) {
        boost::system::error_code error;
        const json::Value* place = value.find_pointer("/data", error);
        if (place == nullptr) place = value.find_pointer("/presentations~0attach/0/data/json", error);
        ASSERT_NE(place, nullptr);
        EXPECT_TRUE(place->is_object());
        return;
    }
    const json::Value enveloped = json::Object{{"presentation_submission", *submission}};
    EXPECT_TRUE(fits(enveloped, schema_for(GetParam(), "presentation-submission")));
    const auto read = parse_submission(enveloped);
    ASSERT_TRUE(read) << read.error().code << " " << read.error().pointer;
    EXPECT_EQ(to_json(*read), *submission);
    each_change(enveloped, [&](const json::Value& changed, const std::string& change) {
        if (fits(changed, schema_for(GetParam(), "presentation-submission"))) return;
        // Other formats are named in the field, and are refused when what stands there is of another one.
        if (change.find("/format = \"") != std::string::npos) return;
        EXPECT_FALSE(parse_submission(changed)) << change;
    });
}

INSTANTIATE_TEST_SUITE_P(Suite, PexSubmissions, testing::ValuesIn(samples("presentation-submission")), test_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PexSubmissions);

TEST(PexSuite, IsWhole) {
    if (!test::suites_present()) GTEST_SKIP() << "no suites";
    EXPECT_EQ(samples("presentation-definition").size(), 32U);
    EXPECT_EQ(samples("presentation-submission").size(), 20U);
    EXPECT_EQ(samples("submission-requirements").size(), 15U);
    RecordProperty("cases", 0);
}

/// The verifiable presentation of the appendix leads to the credentials it holds.
TEST(PexSuite, TheEntriesOfTheAppendixLeadToCredentials) {
    if (!test::suites_present()) GTEST_SKIP() << "no suites";
    RecordProperty("cases", 0);
    const json::Value presentation = sample("test/presentation-submission/appendix_VP_example.json");
    const auto submission = parse_submission(presentation);
    ASSERT_TRUE(submission);
    json::Array descriptors;
    for (const Entry& entry : submission->descriptor_map)
        descriptors.push_back(json::Object{{"id", entry.id}, {"constraints", json::Object()}});
    const auto definition = parse_definition(
        json::Object{{"id", submission->definition_id}, {"input_descriptors", std::move(descriptors)}});
    ASSERT_TRUE(definition);
    // The first is said to be a token, and the sample has its payload instead.
    const auto checked = check_submission(*definition, *submission, presentation, {});
    EXPECT_EQ(checked.error().code, "submission-format");
    EXPECT_EQ(checked.error().pointer, "/descriptor_map/0/format");
    Submission others = *submission;
    others.descriptor_map.erase(others.descriptor_map.begin());
    Definition rest = *definition;
    rest.descriptors.erase(rest.descriptors.begin());
    const auto good = check_submission(rest, others, presentation, {});
    ASSERT_TRUE(good) << good.error().code << good.error().pointer;
    EXPECT_EQ(good->claims.at(1).raw, presentation.at("verifiableCredential").at(2));
}

}  // namespace
}  // namespace blason::vc::pex
