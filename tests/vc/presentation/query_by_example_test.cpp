// QueryByExample of verifiable presentation requests (VCALM 1.0 section 3.4.2).
#include "vc/presentation/query_by_example.hpp"

#include <gtest/gtest.h>

#include "tests/vc/samples.hpp"

namespace blason {
namespace {

using vc::FormatIdentifier;
using vc::presentation::Held;

Held held_badge(FormatIdentifier format = FormatIdentifier::LdpVc) {
    Held held;
    held.format = format;
    json::Value badge = test::badge();
    badge.as_object()["proof"] = test::parse(R"([{"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"},
                                                 {"type": "Ed25519Signature2020"}])");
    held.credential = json::Document(std::move(badge));
    return held;
}

/// What is selected, or why not, for a credential query with these members.
std::string answer(std::string_view members, const Held& credential = held_badge()) {
    const auto queries = vc::presentation::parse_query_by_example(
        test::parse(R"({"type": "QueryByExample", "credentialQuery": {)" + std::string(members) + "}}"), json::Path{});
    if (!queries) return queries.error().code + " " + queries.error().pointer;
    const auto result = vc::presentation::match_example(queries->at(0), credential);
    if (const auto* why = std::get_if<vc::presentation::ExampleMismatch>(&result)) {
        return std::string(why->code) + (why->pointer.empty() ? "" : " " + why->pointer);
    }
    std::string text;
    for (const auto& pointer : std::get<vc::presentation::ExampleMatch>(result).selected) text += pointer + " ";
    return text.empty() ? "match" : text.substr(0, text.size() - 1);
}

std::string example(std::string_view text) {
    return answer(R"("example": )" + std::string(text));
}

TEST(QueryByExample, EveryMemberIsRequired) {
    EXPECT_EQ(example("{}"), "match");
    EXPECT_EQ(answer(""), "match");
    EXPECT_EQ(example(R"({"name": "Teamwork"})"), "/name");
    EXPECT_EQ(example(R"({"name": "Other"})"), "example-mismatch /name");
    EXPECT_EQ(example(R"({"name": "Teamwork", "surname": ""})"), "example-mismatch /surname");
    EXPECT_EQ(example(R"({"credentialSubject": {"creditsEarned": 3.5, "achievement": {"name": "Teamwork"}}})"),
              "/credentialSubject/creditsEarned /credentialSubject/achievement/name");
    EXPECT_EQ(example(R"({"credentialSubject": {"achievement": {"name": "Other"}}})"),
              "example-mismatch /credentialSubject");
}

TEST(QueryByExample, AnEmptyTextIsAnyValue) {
    EXPECT_EQ(example(R"({"name": ""})"), "/name");
    EXPECT_EQ(example(R"({"credentialSubject": {"achievement": ""}})"), "/credentialSubject/achievement");
    EXPECT_EQ(example(R"({"evidence": ""})"), "/evidence");
    EXPECT_EQ(example(R"({"evidence": {"name": ""}})"), "/evidence/0/name");
    EXPECT_EQ(example(R"({"nothing": ""})"), "example-mismatch /nothing");
}

// The Learner Credential Wallet compares arrays as sets of literals; so do we, and a single value is one of them.
TEST(QueryByExample, ArraysHaveAtLeastTheseElements) {
    EXPECT_EQ(example(R"({"type": ["VerifiableCredential"]})"), "/type/0");
    EXPECT_EQ(example(R"({"type": ["OpenBadgeCredential", "VerifiableCredential"]})"), "/type/1 /type/0");
    EXPECT_EQ(example(R"({"type": "OpenBadgeCredential"})"), "/type/1");
    EXPECT_EQ(example(R"({"type": ["Other"]})"), "example-mismatch /type");
    EXPECT_EQ(example(R"({"name": ["Teamwork"]})"), "/name");
    EXPECT_EQ(example(R"({"type": []})"), "/type");
    EXPECT_EQ(example(R"({"@context": ["https://www.w3.org/ns/credentials/v2"]})"), "/@context/0");
    EXPECT_EQ(example(R"({"@context": ["https://www.w3.org/2018/credentials/v1"]})"), "example-mismatch /@context");
    EXPECT_EQ(example(R"({"evidence": [{"type": "Evidence", "name": "Project"}]})"),
              "/evidence/0/type/0 /evidence/0/name");
}

TEST(QueryByExample, TypesOfValuesMatter) {
    EXPECT_EQ(example(R"({"credentialSubject": {"creditsEarned": "3.5"}})"), "example-mismatch /credentialSubject");
    EXPECT_EQ(example(R"({"name": {"a": ""}})"), "example-mismatch /name");
    EXPECT_EQ(example(R"({"name": null})"), "example-mismatch /name");
    EXPECT_EQ(example(R"({"credentialSubject": {"achievement": {}}})"), "/credentialSubject/achievement");
}

TEST(QueryByExample, AcceptedIssuers) {
    EXPECT_EQ(answer(R"("acceptedIssuers": ["https://issuer.example"])"), "match");
    EXPECT_EQ(answer(R"("acceptedIssuers": [{"id": "https://other.example"}, {"id": "https://issuer.example"}])"),
              "match");
    EXPECT_EQ(answer(R"("acceptedIssuers": [["did:web:a.example", {"id": "https://issuer.example"}]])"), "match");
    EXPECT_EQ(answer(R"("acceptedIssuers": ["https://other.example"])"), "issuer-not-accepted");
    EXPECT_EQ(answer(R"("acceptedIssuers": [])"), "issuer-not-accepted");
    EXPECT_EQ(answer(R"("acceptedIssuers": [{"recognizedIn": {"id": "https://issuer.example",
                                             "type": "RecognizedEntityCredential"}}])"),
              "issuer-not-accepted");
}

TEST(QueryByExample, AcceptedForms) {
    EXPECT_EQ(answer(R"("acceptedCryptosuites": [{"cryptosuite": "eddsa-rdfc-2022"}])"), "match");
    EXPECT_EQ(answer(R"("acceptedCryptosuites": ["Ed25519Signature2020"])"), "match");
    EXPECT_EQ(answer(R"("acceptedCryptosuites": ["ecdsa-sd-2023"])"), "cryptosuite-not-accepted");
    EXPECT_EQ(answer(R"("acceptedEnvelopes": ["application/jwt"])"), "match");
    const Held jwt = held_badge(FormatIdentifier::JwtVcJson);
    EXPECT_EQ(answer("", jwt), "envelope-not-accepted");
    EXPECT_EQ(answer(R"("acceptedEnvelopes": [{"mediaType": "application/jwt"}])", jwt), "match");
    EXPECT_EQ(answer(R"("acceptedEnvelopes": ["application/vc+jwt"])", jwt), "match");
    EXPECT_EQ(answer(R"("acceptedEnvelopes": ["application/vc+sd-jwt"])", jwt), "envelope-not-accepted");
    EXPECT_EQ(answer(R"("acceptedEnvelopes": ["application/vc+sd-jwt"])", held_badge(FormatIdentifier::VcSdJwt)),
              "match");
    Held vct = held_badge(FormatIdentifier::DcSdJwt);
    vct.credential = json::Document(test::parse(R"({"iss": "https://issuer.example", "name": "A"})"));
    EXPECT_EQ(answer(R"("acceptedEnvelopes": ["application/dc+sd-jwt"], "acceptedIssuers": ["https://issuer.example"],
                        "example": {"name": ""})",
                     vct),
              "/name");
}

TEST(QueryByExample, OlderRequestsHaveSeveral) {
    const auto queries = vc::presentation::parse_query_by_example(
        test::parse(R"({"credentialQuery": [{"reason": "a"}, {"reason": "b", "example": {"name": ""}}]})"),
        json::Path{});
    ASSERT_TRUE(queries);
    ASSERT_EQ(queries->size(), 2U);
    EXPECT_EQ(queries->at(1).reason, "b");
}

TEST(QueryByExample, MalformedOnesNameThePlace) {
    EXPECT_EQ(answer(R"("example": [])"), "wrong-type /credentialQuery/example");
    EXPECT_EQ(answer(R"("reason": 1)"), "wrong-type /credentialQuery/reason");
    EXPECT_EQ(answer(R"("acceptedIssuers": "did:web:a.example")"), "wrong-type /credentialQuery/acceptedIssuers");
    const auto code = [](std::string_view query) {
        const auto read = vc::presentation::parse_query_by_example(test::parse(query), json::Path{});
        return read ? std::string("read") : read.error().code + " " + read.error().pointer;
    };
    EXPECT_EQ(code("{}"), "missing-member /credentialQuery");
    EXPECT_EQ(code(R"({"credentialQuery": []})"), "dcql-empty /credentialQuery");
    EXPECT_EQ(code(R"({"credentialQuery": "x"})"), "wrong-type /credentialQuery");
    EXPECT_EQ(code(R"({"credentialQuery": [{}, 1]})"), "wrong-type /credentialQuery/1");
}

// security.md OA28
TEST(QueryByExample, OA28_OneMoreThanIsBearable) {
    const auto with = [](std::size_t values) {
        std::string text = R"("example": {"type": [)";
        for (std::size_t i = 2; i < values; ++i) text += i == 2 ? "1" : ",1";  // the object and the array count too
        return answer(text + "]}");
    };
    EXPECT_EQ(with(vc::presentation::kMaxExampleValues), "example-mismatch /type");
    EXPECT_EQ(with(vc::presentation::kMaxExampleValues + 1), "example-too-large /credentialQuery/example");
    std::string many = R"({"credentialQuery": [)";
    for (std::size_t i = 0; i <= vc::presentation::kMaxExamples; ++i) many += i == 0 ? "{}" : ",{}";
    const auto read = vc::presentation::parse_query_by_example(test::parse(many + "]}"), json::Path{});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, ErrorKind::TooLarge);
}

}  // namespace
}  // namespace blason
