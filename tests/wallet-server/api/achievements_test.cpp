// Stored achievements: the whole Open Badges model in, the same out at their addresses, and what is refused by name.
#include <gtest/gtest.h>

#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/images.hpp"
#include "tests/support/test_app.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr const char* kPath = "/issuers/alpha/achievements";

/// Everything an Open Badges Achievement may have.
constexpr const char* kFull = R"({
  "type": ["Achievement"], "id": "data-analysis", "achievementType": "MicroCredential", "inLanguage": "fr",
  "name": {"fr": "Analyse de données", "en": "Data analysis"},
  "description": {"fr": "Sait analyser.", "en": "Can analyse."},
  "criteria": {"id": "https://alpha.example/criteria", "narrative": {"fr": "Un projet.", "en": "A project."}},
  "alignment": [
    {"targetName": {"fr": "Statistiques", "en": "Statistics"}, "targetUrl": "http://data.europa.eu/esco/skill/1", "targetType": "ESCO",
     "targetFramework": "ESCO", "targetCode": "S1"},
    {"type": ["Alignment"], "targetName": "M1403", "targetUrl": "https://example.org/rome/M1403", "targetType": "ROME"},
    {"targetName": "RNCP 1", "targetUrl": "https://example.org/rncp/1", "targetType": "RNCP"},
    {"targetName": "CASE item", "targetUrl": "https://case.example/1", "targetType": "CASE"},
    {"targetName": "CTDL", "targetUrl": "https://ctdl.example/1", "targetType": "CTDL"}],
  "creditsAvailable": 3.5, "fieldOfStudy": "Data", "humanCode": "DA-1", "specialization": "Statistics", "tag": ["data", "R"],
  "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "DA-1", "identifierType": "identifier"}],
  "related": [{"id": "https://alpha.example/old", "version": "Open Badges v2p0"}],
  "resultDescription": [
    {"id": "urn:example:grade", "name": "Grade", "resultType": "LetterGrade", "allowedValue": ["C", "B", "A"], "requiredValue": "B"},
    {"id": "urn:example:level", "name": "Level", "resultType": "RubricCriterionLevel", "requiredLevel": "urn:example:level:2",
     "rubricCriterionLevel": [{"id": "urn:example:level:1", "name": "Fair", "level": "1", "points": "1"},
                              {"id": "urn:example:level:2", "name": "Good", "level": "2", "points": "2"}]}],
  "creator": {"id": "https://creator.example/", "type": ["Profile"], "name": "Creator"}
})";

class Achievements : public testing::Test {
  protected:
    void SetUp() override { ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {})); }
    static json::Object full() { return json::parse(kFull)->as_object(); }
    http::Response create(const json::Object& achievement) { return app.post(kPath, json::serialize(achievement)); }
    static const json::Value& at(const json::Value& value, const char* pointer) {
        const auto* found = json::resolve_pointer(value, *json::parse_pointer(pointer));
        static const json::Value nothing;
        EXPECT_NE(found, nullptr) << pointer;
        return found == nullptr ? nothing : *found;
    }
    static std::string data_url(const std::string& png) {
        std::string url = "data:image/png,";
        for (const char c : png) url += "%" + to_hex(as_bytes({&c, 1}));
        return url;
    }
    test::TestApp app;
};

TEST_F(Achievements, TheWholeModelIsKeptAndServedAsJsonLd) {
    const auto made = create(full());
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.fields.find("Location"), "http://127.0.0.1:8080/issuers/alpha/achievements/data-analysis");
    const auto read = app.get(std::string(kPath) + "/data-analysis");
    const auto document = body_of(read);
    EXPECT_EQ(at(document, "/@context/1"), "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
    EXPECT_EQ(text_at(document, "id"), *made.fields.find("Location"));
    EXPECT_EQ(at(document, "/alignment/0/targetType"), "ext:ESCO");
    EXPECT_EQ(at(document, "/alignment/1/targetType"), "ext:ROME");
    EXPECT_EQ(at(document, "/alignment/2/targetType"), "ext:RNCP");
    EXPECT_EQ(at(document, "/alignment/3/targetType"), "CFItem");
    EXPECT_EQ(at(document, "/alignment/4/targetType"), "CTDL");
    EXPECT_EQ(at(document, "/criteria/id"), "https://alpha.example/criteria");
    EXPECT_EQ(at(document, "/resultDescription/1/rubricCriterionLevel/1/type/0"), "RubricCriterionLevel");
    EXPECT_EQ(at(document, "/creditsAvailable"), 3.5);
    EXPECT_EQ(text_at(document, "version"), "1");
    EXPECT_EQ(app.get(std::string(kPath) + "/data-analysis", "application/ld+json").fields.find("Content-Type"),
              "application/ld+json");
    EXPECT_EQ(at(body_of(app.get(kPath)), "/achievements/0/name"), "Analyse de données");
}

TEST_F(Achievements, ABadgeSpeaksOneLanguageAndVerifies) {
    ASSERT_EQ(create(full()).status, 201);
    service::IssueBadge order;
    order.org = "alpha";
    order.achievement = "data-analysis";
    order.recipient.id = "did:example:person";
    order.language = "en";
    const auto issued = app.services().issuers.issue_badge(order, {});
    ASSERT_TRUE(issued) << issued.error().detail << issued.error().pointer;
    const auto badge = *json::parse(issued->text);
    EXPECT_EQ(at(badge, "/credentialSubject/achievement/name"), "Data analysis");
    EXPECT_EQ(at(badge, "/credentialSubject/achievement/criteria/narrative"), "A project.");
    EXPECT_EQ(at(badge, "/credentialSubject/achievement/alignment/0/targetName"), "Statistics");
    const auto report = app.services().verifier.verify(issued->text, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->verdict(), vc::Verdict::Valid);
}

TEST_F(Achievements, WhatAVerifierWouldRefuseIsRefusedByItsPlace) {
    struct Case {
        const char* pointer;  ///< what is changed, "/" and a member, or ""
        const char* value;
        const char* code;
        const char* place;
    };
    const Case cases[] = {
        {"name", "null", "wrong-type", "/name"},
        {"name", R"({"en": "Name"})", "achievement-text-missing", "/name"},
        {"description", R"("")", "achievement-text-missing", "/description"},
        {"criteria", R"({})", "achievement-text-missing", "/criteria/narrative"},
        {"criteria", R"({"id": "nowhere"})", "wrong-type", "/criteria/id"},
        {"achievementType", R"("Medal")", "not-enumerated", "/achievementType"},
        {"inLanguage", R"("french")", "achievement-text-missing", "/name"},
        {"alignment", R"([{"targetName": "x"}])", "missing-property", "/alignment/0"},
        {"alignment", R"([{"targetName": "x", "targetUrl": "y"}])", "wrong-type", "/alignment/0/targetUrl"},
        {"alignment", R"([{"targetName": "x", "targetUrl": "https://y.example/", "targetType": "Z"}])",
         "not-enumerated", "/alignment/0/targetType"},
        {"alignment", "[]", "empty-list", "/alignment"},
        {"tag", R"([1])", "wrong-type", "/tag/0"},
        {"creditsAvailable", R"("3")", "wrong-type", "/creditsAvailable"},
        {"resultDescription", R"([{"id": "urn:example:r", "name": "r", "resultType": "Mood"}])", "not-enumerated",
         "/resultDescription/0/resultType"},
        {"resultDescription",
         R"([{"id": "urn:example:r", "name": "r", "resultType": "RubricCriterionLevel", "requiredLevel": "urn:example:no"}])",
         "unknown-rubric-level", "/resultDescription/0/requiredLevel"},
        {"otherIdentifier", R"([{"type": "IdentifierEntry", "identifier": "1"}])", "missing-property",
         "/otherIdentifier/0"},
        {"related", R"([{"version": "1"}])", "missing-property", "/related/0"},
        {"endorsementJwt", R"(["no token"])", "wrong-type", "/endorsementJwt/0"},
        {"endorsementJwt", R"(["eyJhbGciOiJub25lIn0.e30.AA"])", "endorsement-invalid", "/endorsementJwt/0"},
        {"version", "0", "wrong-type", "/version"},
        {"image", R"("https://elsewhere.example/a.png")", "data-uri-syntax", "/image"},
        {"@context", R"([1])", "wrong-type", "/@context"},
        {"favouriteColour", R"("blue")", "data-loss", "/favouriteColour"},
    };
    for (const auto& [member, value, code, place] : cases) {
        auto achievement = full();
        achievement[member] = *json::parse(value);
        const auto response = create(achievement);
        EXPECT_EQ(response.status, 400) << member << value << response.body;
        EXPECT_EQ(text_at(body_of(response), "code"), code) << member << value << response.body;
        EXPECT_EQ(text_at(body_of(response), "pointer"), place) << member << value;
    }
    EXPECT_TRUE(app.services().issuers.achievements("alpha")->empty());
}

TEST_F(Achievements, WhatIsMissingInOneLanguageIsSaidInTheDefaultOne) {
    const auto made =
        app.post(kPath, R"({"id": "mixed", "name": {"fr": "Nom", "en": "Name"}, "description": "Une description",
        "criteria": {"narrative": "Un projet."}, "inLanguage": "fr"})");
    ASSERT_EQ(made.status, 201) << made.body;
    const auto english = app.services().issuers.achievement("alpha", "mixed")->text("en");
    EXPECT_EQ(english.name, "Name");
    EXPECT_EQ(english.description, "Une description");
    EXPECT_EQ(english.criteria, "Un projet.");
    const auto refused = app.post(kPath, R"({"id": "half", "name": {"fr": "Nom", "en": "Name"}, "inLanguage": "fr",
        "description": {"en": "A description"}, "criteria": {"narrative": "x"}})");
    EXPECT_EQ(text_at(body_of(refused), "code"), "achievement-text-missing");
    EXPECT_EQ(text_at(body_of(refused), "pointer"), "/description");
    EXPECT_NE(text_at(body_of(refused), "detail").find("\"fr\""), std::string::npos) << refused.body;
}

TEST_F(Achievements, ANameWithoutLatinLettersMakesAShortNameToo) {
    const auto made = app.post(kPath, R"({"name": "数据分析", "description": "d", "criteria": {"narrative": "n"}})");
    ASSERT_EQ(made.status, 201) << made.body;
    const auto address = text_at(body_of(made), "id");
    EXPECT_NE(address.find("/achievements/achievement-"), std::string::npos) << address;
    EXPECT_EQ(app.get(address.substr(address.find("/issuers/"))).status, 200);
}

TEST_F(Achievements, AChangeIsTheNextVersionAndOlderOnesStay) {
    auto achievement = full();
    achievement["image"] = json::Object{{"id", data_url(test::red_png())}, {"type", "Image"}, {"caption", "Red"}};
    ASSERT_EQ(create(achievement).status, 201);
    EXPECT_EQ(create(achievement).status, 409);
    // What is read can be changed and given back.
    auto changed = body_of(app.get(std::string(kPath) + "/data-analysis")).as_object();
    EXPECT_EQ(at(changed, "/image/caption"), "Red");
    changed["version"] = "2";
    changed["name"] = "Analyse";
    const auto second = create(changed);
    ASSERT_EQ(second.status, 201) << second.body;
    EXPECT_EQ(create(changed).status, 409) << "there is a second version already";
    changed["version"] = 4;
    EXPECT_EQ(create(changed).status, 409) << "there is no third";

    EXPECT_EQ(text_at(body_of(app.get(std::string(kPath) + "/data-analysis")), "name"), "Analyse");
    EXPECT_EQ(app.get(std::string(kPath) + "/data-analysis/image").body, test::red_png()) << "the picture stays";
    const auto versions = body_of(app.get(std::string(kPath) + "/data-analysis/versions"));
    EXPECT_EQ(at(versions, "/versions/0/version"), "2");
    EXPECT_EQ(at(versions, "/versions/1/version"), "1");
    EXPECT_EQ(text_at(body_of(app.get(std::string(kPath) + "/data-analysis/versions/1")), "name"),
              "Analyse de données");
    EXPECT_EQ(app.get(std::string(kPath) + "/data-analysis/versions/3").status, 404);
    EXPECT_EQ(app.get(std::string(kPath) + "/none/versions").status, 404);
    EXPECT_EQ(at(body_of(app.get(kPath)), "/achievements").as_array().size(), 1U);
}

TEST_F(Achievements, AnEndorsementIsPassedOnWhenItIsTrue) {
    const auto endorsed = [&](const char* format) {
        const auto response = app.post("/credentials/issue", std::string(R"({"credential": {
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "type": ["VerifiableCredential", "EndorsementCredential"], "name": "Endorsement",
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {"id": "http://127.0.0.1:8080/issuers/alpha/achievements/data-analysis",
                                  "type": ["EndorsementSubject"], "endorsementComment": "Well made."}},
            "options": {"format": ")") + format + "\"}}");
        EXPECT_EQ(response.status, 201) << response.body;
        return body_of(response);
    };
    auto achievement = full();
    auto endorsement = endorsed("data-integrity");
    const auto envelope = text_at(endorsed("jwt"), "id");
    achievement["endorsement"] = json::Array{endorsement};
    achievement["endorsementJwt"] = json::Array{json::Value(envelope.substr(envelope.find(',') + 1))};
    EXPECT_EQ(create(achievement).status, 201);

    endorsement.as_object()["name"] = "Another";
    achievement["id"] = "other";
    achievement["endorsement"] = json::Array{endorsement};
    const auto refused = create(achievement);
    EXPECT_EQ(text_at(body_of(refused), "code"), "endorsement-invalid") << refused.body;
    EXPECT_EQ(text_at(body_of(refused), "pointer"), "/endorsement/0");
}

TEST_F(Achievements, AnExtensionNeedsItsContextAndTypes) {
    auto achievement = full();
    achievement["type"] = json::Array{"Achievement", "https://extensions.example/#Course"};
    achievement["@context"] = json::Array{"https://www.w3.org/ns/credentials/v2",
                                          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
                                          "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"};
    ASSERT_EQ(create(achievement).status, 201);
    const auto document = body_of(app.get(std::string(kPath) + "/data-analysis"));
    EXPECT_EQ(at(document, "/@context/2"), "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
    EXPECT_EQ(at(document, "/type/1"), "https://extensions.example/#Course");
    achievement["id"] = "other";
    achievement["@context"] = json::Array{"https://unknown.example/context.json"};
    const auto refused = create(achievement);
    EXPECT_NE(refused.status, 201) << "nobody could read it";
    achievement.erase("@context");
    achievement["type"] = "Course";
    EXPECT_EQ(text_at(body_of(create(achievement)), "pointer"), "/type");
}

}  // namespace
}  // namespace blason
