// Badges for stored achievements over HTTP: one, many, and each request done once.
#include <gtest/gtest.h>

#include <thread>

#include "engine/crypto/hash.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"
#include "vc/openbadges/recipient.hpp"

namespace blason {
namespace {

using test::body_of;
using test::text_at;

constexpr const char* kPath = "/issuers/alpha/badges";

class Badges : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {}));
        const auto made = app.post("/issuers/alpha/achievements", R"({
            "id": "data", "name": "Data analysis", "description": "Can analyse.", "criteria": {"narrative": "A project."},
            "resultDescription": [
              {"id": "http://127.0.0.1:8080/issuers/alpha/achievements/data#grade", "name": "Grade", "resultType": "LetterGrade"},
              {"id": "urn:example:progress", "name": "Progress", "resultType": "Status"},
              {"id": "urn:example:level", "name": "Level", "resultType": "RubricCriterionLevel",
               "rubricCriterionLevel": [{"id": "urn:example:level:1", "name": "Fair"}, {"id": "urn:example:level:2", "name": "Good"}]}]})");
        ASSERT_EQ(made.status, 201) << made.body;
    }
    http::Response send(const std::string& body, const std::string& key = {},
                        const std::string& type = "application/json", const std::string& query = {}) {
        auto request = test::request_with("POST", std::string(kPath) + "?" + query, body, type);
        if (!key.empty()) request.fields.set("Idempotency-Key", key);
        return app.call(std::move(request));
    }
    static std::string badge(const std::string& members) { return R"({"achievement": "data", )" + members + "}"; }
    static const json::Value& at(const json::Value& value, const char* pointer) {
        const auto* found = json::resolve_pointer(value, *json::parse_pointer(pointer));
        static const json::Value nothing;
        EXPECT_NE(found, nullptr) << pointer << json::serialize(value);
        return found == nullptr ? nothing : *found;
    }
    std::size_t stored() { return app.services().issuers.credentials("alpha", 1000)->size(); }
    test::TestApp app;
};

TEST_F(Badges, EverythingThatIsSaidIsInTheBadgeAndItVerifies) {
    const auto response = send(badge(R"(
        "recipient": {"id": "did:example:person", "email": "Someone@Example.org", "name": "A Person",
                      "identifier": [{"identityType": "sourcedId", "identity": "s-1"},
                                     {"identityType": "userName", "identity": "person", "hashed": false}]},
        "validFrom": "2026-06-01", "validUntil": "2030-06-01", "awardedDate": "2026-05-30",
        "evidence": [{"id": "https://example.org/work", "name": "Work"}, {"narrative": "Seen."}],
        "results": [{"resultDescription": "grade", "value": "A"}, {"resultDescription": "Progress", "value": "Completed"},
                    {"resultDescription": "level", "value": "Good"}],
        "narrative": "Well done.", "creditsEarned": 3, "role": "Student",
        "credentialSchema": [{"id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
                              "type": "1EdTechJsonSchemaValidator2019"}])"));
    ASSERT_EQ(response.status, 201) << response.body;
    const auto made = body_of(response);
    EXPECT_EQ(response.fields.find("Location"), text_at(made, "id"));
    EXPECT_EQ(at(made, "/@context/2"), "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
    EXPECT_EQ(text_at(made, "validFrom"), "2026-06-01T00:00:00Z");
    EXPECT_EQ(text_at(made, "validUntil"), "2030-06-01T23:59:59Z");
    EXPECT_EQ(text_at(made, "awardedDate"), "2026-05-30T00:00:00Z");
    const auto& subject = at(made, "/credentialSubject");
    EXPECT_EQ(at(subject, "/result/0/resultDescription"),
              "http://127.0.0.1:8080/issuers/alpha/achievements/data#grade");
    EXPECT_EQ(at(subject, "/result/1/status"), "Completed");
    EXPECT_EQ(at(subject, "/result/2/achievedLevel"), "urn:example:level:2");
    EXPECT_EQ(at(subject, "/identifier/3/identityHash"), "person");
    EXPECT_EQ(at(subject, "/identifier/2/identityType"), "sourcedId");
    // The address is hashed in lower case, with a salt of 128 bits that no two identities share.
    const auto salt = text_at(at(subject, "/identifier/0"), "salt");
    EXPECT_EQ(salt.size(), 32U);
    EXPECT_NE(salt, text_at(at(subject, "/identifier/2"), "salt"));
    EXPECT_EQ(at(subject, "/identifier/0/identityHash"),
              json::Value("sha256$" + to_hex(crypto::sha256("someone@example.org" + salt).bytes())));
    EXPECT_EQ(openbadges::recipient_is(made, "Someone@Example.org"), openbadges::Match::Yes);
    EXPECT_EQ(response.body.find("omeone@"), std::string::npos);
    const auto report = app.services().verifier.verify(response.body, {});
    ASSERT_TRUE(report);
    for (const auto& check : report->checks)
        EXPECT_NE(check.outcome, vc::Outcome::Fail) << check.name << check.code << check.message;
}

TEST_F(Badges, WhatIsWrongIsNamedInTheRequest) {
    struct Case {
        const char* body;
        const char* code;
        const char* pointer;
    };
    const Case cases[] = {
        {R"({"recipient": "a@example.org"})", "missing-member", "/achievement"},
        {R"({"achievement": "none", "recipient": "a@example.org"})", "achievement-not-found", "/achievement"},
        {R"({"achievement": "data"})", "recipient-missing", "/recipient"},
        {R"({"achievement": "data", "recipient": 1})", "wrong-type", "/recipient"},
        {R"({"achievement": "data", "recipient": {"email": "nobody"}})", "recipient-email", "/recipient/email"},
        {R"({"achievement": "data", "recipient": {"id": "no url"}})", "recipient-id", "/recipient/id"},
        {R"({"achievement": "data", "recipient": {"phone": "1"}})", "member-unknown", "/recipient/phone"},
        {R"({"achievement": "data", "recipient": {"identifier": [{"identity": "x"}]}})", "missing-member",
         "/recipient/identifier/0/identityType"},
        {R"({"achievement": "data", "recipient": {"identifier": [{"identity": "x", "identityType": "shoeSize"}]}})",
         "not-enumerated", "/recipient/identifier/0/identityType"},
        {R"({"achievement": "data", "recipient": {"identifier": [{"type": "IdentityObject", "hashed": true,
             "identityType": "emailAddress", "identityHash": "md5$0123456789abcdef0123456789abcdef"}]}})",
         "identity-md5", "/recipient/identifier"},
        {R"({"achievement": "data", "recipient": "a@example.org", "validFrom": "tomorrow"})", "invalid-date",
         "/validFrom"},
        {R"({"achievement": "data", "recipient": "a@example.org", "validUntil": "2020-01-01"})",
         "invalid-validity-period", "/validUntil"},
        {R"({"achievement": "data", "recipient": "a@example.org", "evidence": {}})", "evidence-empty", "/evidence/0"},
        {R"({"achievement": "data", "recipient": "a@example.org", "evidence": [{"id": "nowhere"}]})", "invalid-id",
         "/evidence/0/id"},
        {R"({"achievement": "data", "recipient": "a@example.org", "results": [{"resultDescription": "mood"}]})",
         "unknown-result-description", "/results/0/resultDescription"},
        {R"({"achievement": "data", "recipient": "a@example.org", "results": [{"resultDescription": "Progress", "value": "Fine"}]})",
         "not-enumerated", "/results/0/status"},
        {R"({"achievement": "data", "recipient": "a@example.org", "creditsEarned": "many"})", "wrong-type",
         "/creditsEarned"},
        {R"({"achievement": "data", "recipient": "a@example.org", "colour": "blue"})", "member-unknown", "/colour"},
        {R"({"achievement": "data", "recipient": "a@example.org", "options": {"colour": "blue"}})", "option-unknown",
         "/options/colour"},
        {R"({"achievement": "data", "recipient": "a@example.org", "options": {"cryptosuite": "none"}})",
         "cryptosuite-unknown", "/options/cryptosuite"},
    };
    for (const auto& [body, code, pointer] : cases) {
        const auto response = send(body);
        EXPECT_GE(response.status, 400) << body;
        EXPECT_EQ(text_at(body_of(response), "code"), code) << body << response.body;
        EXPECT_EQ(text_at(body_of(response), "pointer"), pointer) << body;
    }
    EXPECT_EQ(stored(), 0U);
}

TEST_F(Badges, CC2_AKeyIsOneBadgeWithTheSameBytes) {
    const auto order = badge(R"("recipient": "a@example.org")");
    const auto first = send(order, "key-1");
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_FALSE(first.fields.find("Idempotency-Replayed"));
    app.pass_seconds(1000);
    app.reopen();
    const auto again = send(order, "key-1");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.fields.find("Location"), first.fields.find("Location"));
    EXPECT_EQ(again.fields.find("Idempotency-Replayed"), "true");
    EXPECT_EQ(stored(), 1U);

    const auto other = send(badge(R"("recipient": "b@example.org")"), "key-1");
    EXPECT_EQ(other.status, 422) << other.body;
    EXPECT_EQ(text_at(body_of(other), "code"), "idempotency-mismatch");
    EXPECT_NE(send(order, "key-2").body, first.body);
    EXPECT_NE(send(order).body, first.body) << "without a key every request is a new one";
    EXPECT_EQ(stored(), 3U);
    for (const std::string bad : {"with space", "t\xC3\xA9t\xC3\xA9"})
        EXPECT_EQ(text_at(body_of(send(order, bad)), "code"), "idempotency-key");
    EXPECT_EQ(text_at(body_of(send(order, std::string(256, 'k'))), "code"), "idempotency-key");
    EXPECT_EQ(send(order, std::string(255, 'k')).status, 201);
    // A refused request leaves its key free.
    EXPECT_EQ(send(badge(R"("recipient": "nobody@")"), "key-3").status, 400);
    EXPECT_EQ(send(order, "key-3").status, 201);
}

TEST_F(Badges, CC1_ManyAtTheSameTimeAreOne) {
    const auto order = badge(R"("recipient": "a@example.org")");
    std::vector<std::string> bodies(8);
    std::vector<std::thread> threads;
    for (auto& body : bodies) threads.emplace_back([&] { body = send(order, "same").body; });
    for (auto& thread : threads) thread.join();
    for (const auto& body : bodies) EXPECT_EQ(body, bodies.front());
    EXPECT_EQ(stored(), 1U);
}

TEST_F(Badges, AnyCredentialCanHaveAKey) {
    http::Request request;
    request.method = "POST";
    request.path = "/credentials/issue";
    request.body =
        R"({"credential": {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
                       "credentialSubject": {"id": "did:example:subject"}}})";
    request.fields.set("Content-Type", "application/json");
    request.fields.set("Idempotency-Key", "key-1");
    const auto first = app.call(request);
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(app.call(request).body, first.body);
    request.body.insert(request.body.size() - 1, " ");
    EXPECT_EQ(app.call(request).status, 422);
    EXPECT_EQ(stored(), 1U);
}

constexpr const char* kFile =
    "email,name,evidence,result:grade,creditsEarned,validUntil\r\n"
    "a@example.org,\"Person, A\",https://example.org/a,A,3,2030-01-01\r\n"
    "not an address,Person B,,,,\r\n"
    "c@example.org,Person C,nowhere,,,\r\n"
    "d@example.org,Person D,,B,many,\r\n"
    "e@example.org,Person E,,,,soon\r\n"
    "f@example.org,too few\r\n"
    "g@example.org,\"Person\" G,,,,\r\n"
    "a@example.org,\"Person, A\",https://example.org/a,A,3,2030-01-01\r\n"
    "h@example.org,Person H,,,,\r\n";

TEST_F(Badges, WhatCouldNotBeLookedAtIsSaid) {
    const std::string schema =
        R"("credentialSchema": [{"id": "https://schema.example/s.json", "type": "1EdTechJsonSchemaValidator2019"}])";
    const auto one = app.post("/issuers/alpha/badges", badge(R"("recipient": "a@example.org", )" + schema));
    ASSERT_EQ(one.status, 201) << one.body;
    EXPECT_EQ(one.fields.find("Issuing-Remarks").value_or(""), "fetch-offline /credentialSchema/0");
    const auto plain = app.post("/issuers/alpha/badges", badge(R"("recipient": "a@example.org")"));
    EXPECT_FALSE(plain.fields.find("Issuing-Remarks"));
    const auto many = body_of(send(R"({"recipient": "b@example.org", )" + schema +
                                       "}\n"
                                       R"({"recipient": "c@example.org"})",
                                   "", "application/x-ndjson", "achievement=data"));
    EXPECT_EQ(at(many, "/badges/0/remarks/0"), "fetch-offline /credentialSchema/0") << json::serialize(many);
    EXPECT_FALSE(at(many, "/badges/1").as_object().contains("remarks"));
}

TEST_F(Badges, AFileIsIssuedLineByLineAndOnce) {
    const auto response = send(kFile, "", "text/csv; charset=utf-8", "achievement=data");
    ASSERT_EQ(response.status, 200) << response.body;
    const auto answer = body_of(response);
    EXPECT_EQ(at(answer, "/issued"), 2);
    EXPECT_EQ(at(answer, "/existing"), 1) << "the same line twice is one badge";
    EXPECT_EQ(at(answer, "/failed"), 6);
    struct Expected {
        int line;
        const char* field;
        const char* code;
    };
    const Expected errors[] = {{3, "email", "recipient-email"},    {4, "evidence", "invalid-id"},
                               {5, "creditsEarned", "wrong-type"}, {6, "validUntil", "invalid-date"},
                               {7, "", "csv-field-count"},         {8, "", "csv-quote"}};
    const auto& told = at(answer, "/errors").as_array();
    ASSERT_EQ(told.size(), std::size(errors));
    for (std::size_t i = 0; i < told.size(); ++i) {
        EXPECT_EQ(told[i].at("line"), errors[i].line) << json::serialize(told[i]);
        EXPECT_EQ(text_at(told[i], "field"), errors[i].field) << json::serialize(told[i]);
        EXPECT_EQ(text_at(told[i], "code"), errors[i].code) << json::serialize(told[i]);
    }
    EXPECT_EQ(at(answer, "/badges/0/id"), at(answer, "/badges/1/id"));
    EXPECT_EQ(at(answer, "/badges/1/existing"), true);

    app.pass_seconds(86'400);
    const auto again = body_of(send(kFile, "", "text/csv", "achievement=data"));
    EXPECT_EQ(at(again, "/issued"), 0);
    EXPECT_EQ(at(again, "/existing"), 3);
    EXPECT_EQ(at(again, "/badges/0/id"), at(answer, "/badges/0/id"));
    EXPECT_EQ(stored(), 2U);
    EXPECT_EQ(at(body_of(send(kFile, "next-year", "text/csv", "achievement=data")), "/issued"), 2);

    // An address in capitals is the same address, and another encoding is not guessed at.
    const auto shouted = body_of(send("email,name\nH@Example.ORG,Person H\n", "", "text/csv", "achievement=data"));
    EXPECT_EQ(at(shouted, "/existing"), 1) << json::serialize(shouted);
    EXPECT_EQ(send("email\na@example.org\n", "", "text/csv; charset=iso-8859-1", "achievement=data").status, 415);
    EXPECT_EQ(send("email\n", "", "text/csv; charset=\"UTF-8\"", "achievement=data").status, 200);

    // The same in lines of JSON is the same request.
    const auto ndjson = body_of(send(R"({"recipient": {"email": "h@example.org", "name": "Person H"}})"
                                     "\n\n[]\n"
                                     R"({"recipient": "i@example.org"})",
                                     "", "application/x-ndjson", "achievement=data"));
    EXPECT_EQ(at(ndjson, "/existing"), 1);
    EXPECT_EQ(at(ndjson, "/issued"), 1);
    EXPECT_EQ(at(ndjson, "/errors/0/line"), 3);
}

TEST_F(Badges, WithoutAnIssuerInThePathTheyAreOfTheFirstOne) {
    ASSERT_TRUE(app.services().issuers.create_issuer({"beta", "Beta", "", "", ""}, {}));
    const auto one = app.post("/badges", badge(R"("recipient": "a@example.org")"));
    ASSERT_EQ(one.status, 201) << one.body;
    EXPECT_NE(one.fields.find("Location")->find("/credentials/"), std::string::npos);
    auto file = test::request_with("POST", "/badges?achievement=data", "email\nb@example.org\n", "text/csv");
    const auto many = body_of(app.call(std::move(file)));
    EXPECT_EQ(at(many, "/issued"), 1);
    EXPECT_EQ(stored(), 2U) << "of alpha";
}

TEST_F(Badges, MoreThanOneWriteOfLines) {
    std::string file = "email\n";
    for (int i = 0; i < 300; ++i) file += "person" + std::to_string(i % 290) + "@example.org\n";
    const auto answer = body_of(send(file, "", "text/csv", "achievement=data"));
    EXPECT_EQ(at(answer, "/issued"), 290);
    EXPECT_EQ(at(answer, "/existing"), 10);
    EXPECT_EQ(stored(), 290U);
    const auto& badges = at(answer, "/badges").as_array();
    for (std::size_t i = 0; i < badges.size(); ++i) EXPECT_EQ(badges[i].at("line"), i + 2);
}

TEST_F(Badges, AFileWhoseColumnsAreNotUnderstoodIssuesNothing) {
    const auto code_of = [&](const std::string& file, const std::string& query = "achievement=data") {
        const auto response = send(file, "", "text/csv", query);
        EXPECT_GE(response.status, 400) << file;
        return text_at(body_of(response), "code");
    };
    EXPECT_EQ(code_of(""), "csv-empty");
    EXPECT_EQ(code_of("email,shoe size\na@example.org,42\n"), "csv-column-unknown");
    EXPECT_EQ(code_of("email,Email\na@example.org,a@example.org\n"), "csv-column-twice");
    EXPECT_EQ(code_of("name\nPerson\n"), "csv-column-missing");
    EXPECT_EQ(code_of("email;name\n"), "csv-column-unknown");
    EXPECT_EQ(code_of("email\n", "separator=x"), "option-not-supported");
    EXPECT_EQ(stored(), 0U);
    EXPECT_EQ(
        at(body_of(send("email;name\na@example.org;A\n", "", "text/csv", "achievement=data&separator=%3B")), "/issued"),
        1);
    EXPECT_EQ(at(body_of(send("email\na@example.org\n", "", "text/csv")), "/errors/0/code"), "missing-member");
}

}  // namespace
}  // namespace blason
