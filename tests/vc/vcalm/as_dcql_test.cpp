// Requests of exchanges as DCQL queries, and what comes back as their answer.
#include "vc/vcalm/as_dcql.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/support/environment.hpp"
#include "vc/vcalm/judge.hpp"

namespace blason {
namespace {

using vc::vcalm::PresentationRequest;

PresentationRequest vpr(const std::string& query) {
    const auto value = json::parse(R"({"query":)" + query + "}");
    EXPECT_TRUE(value);
    auto read = vc::vcalm::read_presentation_request(*value, json::Path());
    EXPECT_TRUE(read) << read.error().detail;
    return std::move(*read);
}
std::string dcql(const std::string& query) {
    test::TestEnvironment environment;
    const auto made = vc::vcalm::as_dcql(vpr(query), environment.get().jsonld);
    return made ? json::serialize(*made) : "";
}
std::string example(const std::string& members) {
    return R"({"type":"QueryByExample","credentialQuery":{"reason":"","example":{)" + members + "}}}";
}

TEST(VcalmAsDcql, AnExampleBecomesClaimsWithItsValues) {
    EXPECT_EQ(dcql(example(R"("type":["VerifiableCredential","OpenBadgeCredential"],
        "credentialSubject":{"achievement":{"id":"https://a.example/1","name":"","tag":["x","y"],"credits":3,"rate":1.5}})")),
              R"({"credentials":[{"id":"q0_0","format":"ldp_vc","meta":{"type_values":[)"
              R"(["https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"],["OpenBadgeCredential"],)"
              R"(["AchievementCredential"]]},"claims":[)"
              R"({"id":"c0","path":["credentialSubject","achievement","id"],"values":["https://a.example/1"]},)"
              R"({"id":"c1","path":["credentialSubject","achievement","name"]},)"
              R"({"id":"c2","path":["credentialSubject","achievement","tag",null],"values":["x"]},)"
              R"({"id":"c3","path":["credentialSubject","achievement","credits"],"values":[3]},)"
              R"({"id":"c4","path":["credentialSubject","achievement","rate"]}]}],)"
              R"("credential_sets":[{"options":[["q0_0"]]}]})");
}

TEST(VcalmAsDcql, TypesAreGivenExpandedWhereTheExampleSaysHow) {
    const auto query = dcql(example(
        R"("@context":["https://www.w3.org/ns/credentials/v2",{"Card":"https://a.example/#Card"}],"type":"Card")"));
    EXPECT_NE(query.find(R"("type_values":[["https://a.example/#Card"],["Card"]])"), std::string::npos) << query;
    const auto any = dcql(example(R"("type":"VerifiableCredential")"));
    EXPECT_NE(any.find(R"([["https://www.w3.org/2018/credentials#VerifiableCredential"],["VerifiableCredential"]])"),
              std::string::npos)
        << any;
    EXPECT_EQ(any.find("claims"), std::string::npos) << any;
}

TEST(VcalmAsDcql, AnIssuerIsNamedInTwoWays) {
    const std::string sets = R"("claim_sets":[["c0","c1"],["c0","c2"]])";
    for (const auto* query :
         {R"({"type":"QueryByExample","credentialQuery":{"example":{"name":""},
            "acceptedIssuers":[{"id":"did:example:a"},"did:example:b"]}})",
          R"({"type":"QueryByExample","credentialQuery":{"example":{"issuer":"did:example:a","name":""}}})"}) {
        const auto made = dcql(query);
        EXPECT_NE(made.find(sets), std::string::npos) << made;
        EXPECT_NE(made.find(R"("path":["issuer","id"],"values":["did:example:a")"), std::string::npos) << made;
        EXPECT_NE(made.find(R"("path":["issuer"],"values":["did:example:a")"), std::string::npos) << made;
    }
}

TEST(VcalmAsDcql, EnvelopesThatAreAcceptedAreFormatsToo) {
    const auto made = dcql(R"({"type":"QueryByExample","credentialQuery":{"example":{"name":""},
        "acceptedEnvelopes":["application/jwt",{"mediaType":"application/vc+sd-jwt"}]}})");
    EXPECT_NE(made.find(R"("options":[["q0_0"],["q0_1"],["q0_2"]])"), std::string::npos) << made;
    EXPECT_NE(made.find("jwt_vc_json"), std::string::npos);
    EXPECT_NE(made.find("vc+sd-jwt"), std::string::npos);
}

TEST(VcalmAsDcql, EveryExampleOfAGroupIsAsked) {
    const auto made = dcql(R"([{"type":"QueryByExample","group":"a","credentialQuery":[{"example":{"name":"One"}},
        {"example":{"name":"Two"}}]},{"type":"QueryByExample","group":"a","credentialQuery":{"example":{"name":"Three"}}},
        {"type":"DIDAuthentication"}])");
    EXPECT_NE(made.find(R"("credential_sets":[{"options":[["q0_0"]]},{"options":[["q1_0"]]},{"options":[["q2_0"]]}])"),
              std::string::npos)
        << made;
}

TEST(VcalmAsDcql, ADcqlQueryStaysAsItIs) {
    const std::string query = R"({"credentials":[{"id":"a","format":"ldp_vc","meta":{"type_values":[["A"]]}}]})";
    EXPECT_EQ(dcql(R"([{"type":"DigitalCredentialQueryLanguage","dcql_query":)" + query + "}]"), query);
    // The first alternative that can be asked: a query of another type cannot.
    EXPECT_EQ(dcql(R"([{"type":"QueryByFrame"},{"type":"DigitalCredentialQueryLanguage","dcql_query":)" + query + "}]"),
              query);
}

TEST(VcalmAsDcql, WhatAsksForNoCredentialIsNotAsked) {
    EXPECT_EQ(dcql(R"({"type":"DIDAuthentication"})"), "");
    EXPECT_EQ(dcql(R"({"type":"QueryByFrame","credentialQuery":{}})"), "");
    EXPECT_EQ(dcql(R"({"type":"DigitalCredentialQueryLanguage","dcql_query":{"credentials":[]}})"), "");
}

TEST(VcalmBrought, TheRequestItselfIsEvaluatedAgain) {
    test::TestEnvironment environment;
    auto held = vc::presentation::read_held(R"({"@context":["https://www.w3.org/ns/credentials/v2"],
        "type":["VerifiableCredential"],"name":"One","issuer":"did:example:a",
        "credentialSubject":{"id":"did:key:z6Mk","rate":1.5},
        "proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022"}})",
                                            environment.get().jsonld);
    ASSERT_TRUE(held) << held.error().detail;
    const auto code = [&](const std::string& query, const std::string& holder) {
        const auto done = vc::vcalm::check_brought(vpr(query), {std::span(&*held, 1), holder});
        return done ? std::string() : done.error().code;
    };
    // What the query of DCQL cannot say is compared here.
    EXPECT_EQ(code(example(R"("credentialSubject":{"rate":1.5})"), ""), "");
    EXPECT_EQ(code(example(R"("credentialSubject":{"rate":2.5})"), ""), "query-unsatisfied");
    const std::string authentication = R"({"type":"DIDAuthentication","acceptedMethods":[{"method":"key"}]})";
    const std::string both = "[" + authentication + "," + example(R"("name":"One")") + "]";
    EXPECT_EQ(code(both, "did:key:z6Mk"), "");
    EXPECT_EQ(code(both, ""), "holder-missing");
    EXPECT_EQ(code(both, "did:web:a.example"), "method-not-accepted");
}

}  // namespace
}  // namespace blason
