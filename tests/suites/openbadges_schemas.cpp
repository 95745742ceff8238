// The JSON Schemas that 1EdTech publishes: each is read whole, and judges badges as its words say.
#include <gtest/gtest.h>

#include "tests/support/published_schemas.hpp"
#include "tests/vc/samples.hpp"

namespace blason::vc::schema {
namespace {

std::vector<std::string> addresses() {
    std::vector<std::string> all;
    if (!test::suites_present()) return all;
    const json::Value index = test::PublishedByOneEdTech::index();
    for (const auto& member : index.get_object()) all.emplace_back(member.key());
    return all;
}

std::string judged(const json::Value& instance, const std::string& schema) {
    return test::judged_by_schema(instance, test::kOpenBadgesSchemas + schema + "_schema.json");
}

class OpenBadgesSchema : public testing::TestWithParam<std::string> {};

TEST_P(OpenBadgesSchema, IsReadWhole) {
    test::PublishedByOneEdTech source;
    const auto violations = validate(json::Object(), GetParam(), source);
    ASSERT_TRUE(violations) << violations.error().code;
    const bool all_optional = GetParam().find("response") != std::string::npos;
    EXPECT_EQ(violations->empty(), all_optional) << "an empty object lacks what is required";
    EXPECT_FALSE(validate(json::Value("text"), GetParam(), source)->empty());
}

INSTANTIATE_TEST_SUITE_P(Suite, OpenBadgesSchema, testing::ValuesIn(addresses()), [](const auto& one) {
    std::string name = one.param.substr(one.param.rfind('/') + 1);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
});
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(OpenBadgesSchema);

TEST(OpenBadgesSchemas, ABadgeFits) {
    EXPECT_EQ(judged(test::badge(), "achievementcredential"), "");
    EXPECT_EQ(judged(test::badge(), "anyachievementcredential"), "");
}

TEST(OpenBadgesSchemas, WhatIsWrongIsNamedAtItsPlace) {
    struct Change {
        const char* pointer;
        const char* value;
        const char* said;
    };
    const Change changes[] = {
        {"/validFrom", "17", "type /validFrom\n"},
        {"/credentialSubject/achievement/name", "17", "/credentialSubject/achievement/name"},
        {"/credentialSubject/achievement/image/type", R"("Picture")", "/credentialSubject/achievement/image"},
        {"/credentialSubject/result/0/status", R"("Done")", "/credentialSubject/result"},
        {"/@context/1", R"("https://example.org/context.json")", "/@context"},
        {"/type", R"(["VerifiableCredential"])", "/type"},
    };
    for (const Change& change : changes) {
        json::Value badge = test::badge();
        test::set(badge, change.pointer, change.value);
        const std::string said = judged(badge, "achievementcredential");
        EXPECT_NE(said.find(change.said), std::string::npos) << change.pointer << ": " << said;
    }
    json::Value badge = test::badge();
    test::remove(badge, "/credentialSubject/achievement/criteria");
    EXPECT_NE(judged(badge, "achievementcredential").find("/credentialSubject/achievement"), std::string::npos);
}

}  // namespace
}  // namespace blason::vc::schema
