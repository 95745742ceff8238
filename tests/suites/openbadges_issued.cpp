// What the HTTP API issues without further wishes fits the schemas that 1EdTech publishes, in every form.
#include <gtest/gtest.h>

#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/published_schemas.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

const std::string kBase = "https://badges.example";
const std::string kBadge = test::kOpenBadgesSchemas + "achievementcredential_schema.json";
const std::string kEndorsement = test::kOpenBadgesSchemas + "endorsementcredential_schema.json";
const std::string kClr = test::kClrSchemas + "clrcredential_schema.json";

/// An issuer with every type of key and one achievement with everything.
class IssuedOverHttp : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer(
            {"alpha", "Alpha", "A test issuer.", "https://alpha.example", "badges@alpha.example"}, {}));
        const auto admin = app.services().access.create_key({"alpha", "test key", service::Role::Admin}, {});
        ASSERT_TRUE(admin);
        for (const std::string type : {"p256", "rsa2048"}) {
            const auto key =
                app.post("/issuers/alpha/signing-keys", R"({"type": ")" + type + R"(", "activate": true})", *admin);
            ASSERT_EQ(key.status, 201) << key.body;
        }
        const auto made = app.post("/issuers/alpha/achievements", R"({
            "id": "data", "name": {"en": "Data analysis", "fr": "Analyse de données"},
            "description": {"en": "Can analyse.", "fr": "Sait analyser."},
            "criteria": {"id": "https://alpha.example/data", "narrative": {"en": "A project.", "fr": "Un projet."}},
            "achievementType": "Competency", "tag": ["data"],
            "alignment": [{"targetName": "Analysis", "targetUrl": "https://skills.example/1", "targetType": "ESCO"}],
            "resultDescription": [{"id": "urn:example:grade", "name": "Grade", "resultType": "LetterGrade"}]})");
        ASSERT_EQ(made.status, 201) << made.body;
    }
    /// What of a credential does not fit, as its verifier reads it, who finds it valid and has nothing to remark.
    std::string judged(const std::string& text, const std::string& schema) {
        const auto report = app.services().verifier.verify(std::string_view(text), {});
        if (!report) return report.error().code;
        EXPECT_EQ(report->verdict(), vc::Verdict::Valid) << json::serialize(to_json(*report));
        for (const auto& check : report->checks)
            EXPECT_NE(check.outcome, vc::Outcome::Warning) << check.code << " " << check.pointer;
        return test::judged_by_schema(report->credential, schema);
    }
    /// What stands at the address of a badge, with its ending.
    std::string served(const std::string& url, const std::string& query = {}) {
        const auto response = app.call(test::request_of("GET", url.substr(kBase.size()) + "?" + query));
        EXPECT_EQ(response.status, 200) << url << query << response.body;
        return response.body;
    }

    test::TestApp app{true, kBase};
};

struct Asked {
    const char* name;
    const char* path;
    std::string body;
    std::string schema;
};

class IssuedByDefault : public IssuedOverHttp, public testing::WithParamInterface<Asked> {};

TEST_P(IssuedByDefault, FitsThePublishedSchema) {
    const auto response = app.post(GetParam().path, GetParam().body);
    ASSERT_EQ(response.status, 201) << response.body;
    // A token comes as the data: URL of an envelope.
    const auto id = test::text_at(*json::parse(response.body), "id");
    const auto text = id.starts_with("data:") ? id.substr(id.find(',') + 1) : response.body;
    EXPECT_EQ(judged(text, GetParam().schema), "") << text;
}

std::string badge(const std::string& more) {
    return R"({"achievement": "data", )" + more + "}";
}
std::string credential(const std::string& contexts, const std::string& type, const std::string& more) {
    return R"({"credential": {"@context": ["https://www.w3.org/ns/credentials/v2", )" + contexts +
           R"(], "type": ["VerifiableCredential", ")" + type +
           R"("], "name": "A test", "validFrom": "2024-01-01T00:00:00Z", )" + more + "}}";
}
const std::string kBadges = R"("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")";
const std::string kAchievement =
    R"({"id": "https://alpha.example/a", "type": ["Achievement"], "name": "A", "description": "B",
        "criteria": {"narrative": "C"}})";

INSTANTIATE_TEST_SUITE_P(
    Forms, IssuedByDefault,
    testing::Values(
        Asked{"EmailAddress", "/issuers/alpha/badges", badge(R"("recipient": "a@example.org")"), kBadge},
        Asked{"Did", "/issuers/alpha/badges", badge(R"("recipient": "did:example:person")"), kBadge},
        Asked{"Everything", "/issuers/alpha/badges",
              badge(R"("recipient": {"id": "did:example:person", "email": "a@example.org", "name": "A Person",
                    "identifier": [{"identityType": "userName", "identity": "person", "hashed": false}]},
                    "language": "fr", "results": [{"value": "A"}], "evidence": [{"id": "https://example.org/work"}],
                    "validUntil": "2040-01-01", "awardedDate": "2024-01-01", "creditsEarned": 3.5, "role": "student",
                    "narrative": "Did it.", "activityStartDate": "2023-09-01T00:00:00Z", "refreshService": true)"),
              kBadge},
        Asked{"Jwt", "/issuers/alpha/badges",
              badge(R"("recipient": "did:example:person", "options": {"format": "jwt"})"), kBadge},
        Asked{"SdJwt", "/issuers/alpha/badges",
              badge(R"("recipient": "a@example.org", "options": {"format": "sd-jwt"})"), kBadge},
        Asked{"EcdsaRdfc", "/issuers/alpha/badges",
              badge(R"("recipient": "a@example.org", "options": {"cryptosuite": "ecdsa-rdfc-2019"})"), kBadge},
        Asked{"EddsaJcs", "/issuers/alpha/badges",
              badge(R"("recipient": "a@example.org", "options": {"cryptosuite": "eddsa-jcs-2022"})"), kBadge},
        Asked{"PostedBadge", "/credentials/issue",
              credential(kBadges, "OpenBadgeCredential",
                         R"("credentialSubject": {"id": "did:example:person", "type": ["AchievementSubject"],
                            "achievement": )" +
                             kAchievement + "}"),
              kBadge},
        Asked{"PostedBadgeOfTheOtherName", "/credentials/issue",
              credential(kBadges, "AchievementCredential",
                         R"("credentialSubject": {"id": "did:example:person", "type": ["AchievementSubject"],
                            "achievement": )" +
                             kAchievement + "}"),
              kBadge},
        Asked{"PostedEndorsement", "/credentials/issue",
              credential(kBadges, "EndorsementCredential",
                         R"("credentialSubject": {"id": "https://alpha.example/a", "type": ["EndorsementSubject"],
                            "endorsementComment": "Good."})"),
              kEndorsement},
        Asked{"PostedClr", "/credentials/issue",
              credential(
                  R"("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", )" + kBadges, "ClrCredential",
                  R"("credentialSubject": {"id": "did:example:person", "type": ["ClrSubject"], "verifiableCredential": [
                     {"@context": ["https://www.w3.org/ns/credentials/v2", )" +
                      kBadges +
                      R"(], "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
                      "type": ["VerifiableCredential", "OpenBadgeCredential"], "name": "A",
                      "issuer": {"id": "did:web:badges.example:issuers:alpha", "type": ["Profile"], "name": "Alpha"},
                      "validFrom": "2024-01-01T00:00:00Z",
                      "credentialSubject": {"id": "did:example:person", "type": ["AchievementSubject"],
                      "achievement": )" +
                      kAchievement + "}}]}"),
              kClr}),
    [](const auto& row) { return row.param.name; });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(IssuedByDefault);

TEST_F(IssuedOverHttp, EveryLineOfAFileFits) {
    const auto response =
        app.call(test::request_with("POST", "/issuers/alpha/badges?achievement=data",
                                    "recipient,validUntil\na@example.org,2040-01-01\nb@example.org,\n", "text/csv"));
    ASSERT_EQ(response.status, 200) << response.body;
    const auto badges = test::body_of(response).at("badges").as_array();
    ASSERT_EQ(badges.size(), 2U) << response.body;
    for (const auto& one : badges) EXPECT_EQ(judged(served(test::text_at(one, "id") + ".json"), kBadge), "");
}

TEST_F(IssuedOverHttp, EveryFormOfOneAwardFits) {
    const auto response = app.post("/issuers/alpha/badges", badge(R"("recipient": "did:example:person")"));
    ASSERT_EQ(response.status, 201) << response.body;
    const std::string url(*response.fields.find("Location"));
    const auto base = json::parse(served(url + ".json", "cryptosuite=ecdsa-sd-2023"));
    ASSERT_TRUE(base);
    EXPECT_EQ(test::judged_by_schema(*base, kBadge), "") << "what the holder derives from";
    const std::pair<const char*, const char*> forms[] = {
        {".jwt", "alg=RS256"}, {".jwt", "alg=ES256"}, {".jwt", "alg=EdDSA"}, {".sd-jwt", ""}, {".svg", ""}};
    for (const auto& [ending, query] : forms)
        EXPECT_EQ(judged(served(url + ending, query), kBadge), "") << ending << query;
}

TEST_F(IssuedOverHttp, TwoStatusesAreWhatTheSchemaRefusesAndWeWarnOf) {
    const auto response =
        app.post("/issuers/alpha/badges", badge(R"("recipient": "did:example:person", "options": {"credentialStatus":
              [{"statusPurpose": "revocation"}, {"statusPurpose": "suspension"}]})"));
    ASSERT_EQ(response.status, 201) << response.body;
    EXPECT_EQ(test::judged_by_schema(*json::parse(response.body), kBadge), "type /credentialStatus\n");
    const auto report = app.services().verifier.verify(std::string_view(response.body), {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->find("data-model")->code, "status-not-single");
}

}  // namespace
}  // namespace blason
