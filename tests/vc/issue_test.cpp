#include "vc/issue.hpp"

#include <gtest/gtest.h>

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "tests/vc/samples.hpp"
#include "tests/vc/secured.hpp"

namespace blason {
namespace {

using test::key;
using test::Refusal;

vc::IssueOptions options() {
    vc::IssueOptions out;
    out.created = test::instant("2025-01-01T00:00:00Z");
    return out;
}

TEST(Issue, TheProofIsTheLastMemberAndTheTextIsTheDocument) {
    vc::IssueOptions with = options();
    with.set_issuer = true;
    const auto secured = vc::issue(test::badge(), key(1), with, test::environment());
    ASSERT_TRUE(secured) << secured.error().code << secured.error().pointer;
    EXPECT_EQ((secured->document.get_object().end() - 1)->key(), "proof");
    EXPECT_EQ(secured->text, json::serialize(secured->document));
    EXPECT_EQ(secured->media_type, "application/vc");
    EXPECT_EQ(secured->document.at_pointer("/issuer/id").as_string(), did::did_key(key(1).public_key()));
    EXPECT_EQ(secured->document.at_pointer("/issuer/name").as_string(), "Example School") << "the rest stays";
    EXPECT_EQ(secured->document.at_pointer("/proof/verificationMethod").as_string(),
              did::did_key_method(key(1).public_key()));
    EXPECT_EQ(secured->document.at_pointer("/proof/proofPurpose").as_string(), "assertionMethod");
    EXPECT_EQ(secured->document.at_pointer("/proof/created").as_string(), "2025-01-01T00:00:00Z");
}

TEST(Issue, TheSameInputGivesTheSameBytes) {
    const auto first = vc::issue(test::own_badge(1), key(1), options(), test::environment());
    const auto second = vc::issue(test::own_badge(1), key(1), options(), test::environment());
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->text, second->text);
}

TEST(Issue, FromTextToTextIsTheSame) {
    json::Value badge = test::own_badge(1);
    for (const std::size_t length : {10U, 100'000U}) {  // inside and outside of the memory set aside for a badge
        badge.as_object()["description"] = std::string(length, 'x');
        const auto text = vc::issue_text(json::serialize(badge), key(1), options(), test::environment());
        const auto secured = vc::issue(badge, key(1), options(), test::environment());
        ASSERT_TRUE(text && secured);
        EXPECT_EQ(*text, secured->text);
    }
    EXPECT_EQ(vc::issue_text("{", key(1), options(), test::environment()).error().code, "json-syntax");
    EXPECT_EQ(vc::issue_text("[]", key(1), options(), test::environment()).error().code, "not-an-object");
}

TEST(Issue, AMissingIssuerIsTheKey) {
    json::Value badge = test::badge();
    test::remove(badge, "/issuer");
    auto secured = vc::issue(badge, key(1), options(), test::environment());
    ASSERT_TRUE(secured) << secured.error().code;
    EXPECT_EQ(json::serialize(secured->document.at("issuer")),
              R"({"id":")" + did::did_key(key(1).public_key()) + R"(","type":["Profile"]})");
    json::Value plain = test::plain_credential();
    test::remove(plain, "/issuer");
    secured = vc::issue(plain, key(1), options(), test::environment());
    ASSERT_TRUE(secured) << secured.error().code;
    EXPECT_EQ(secured->document.at("issuer").as_string(), did::did_key(key(1).public_key()));
}

TEST(Issue, AnotherIssuerNeedsAVerificationMethod) {
    auto secured = vc::issue(test::badge(), key(1), options(), test::environment());
    ASSERT_FALSE(secured);
    EXPECT_EQ(secured.error().code, "issuer-key-mismatch");
    EXPECT_EQ(secured.error().pointer, "/issuer/id");
    vc::IssueOptions with = options();
    with.verification_method = "https://issuer.example#key-1";
    secured = vc::issue(test::badge(), key(1), with, test::environment());
    ASSERT_TRUE(secured) << secured.error().code;
    EXPECT_EQ(secured->document.at_pointer("/proof/verificationMethod").as_string(), "https://issuer.example#key-1");
}

class EverySuite : public testing::TestWithParam<std::string_view> {};

TEST_P(EverySuite, IssuesWhatVerifies) {
    vc::IssueOptions with = options();
    with.cryptosuite = GetParam();
    const auto secured = vc::issue(test::own_badge(1), key(1), with, test::environment());
    ASSERT_TRUE(secured) << secured.error().code << secured.error().pointer << secured.error().detail;
    const vc::Report report = test::verify(secured->text);
    EXPECT_EQ(report.verdict(), vc::Verdict::Valid) << json::pretty(to_json(report));
}
INSTANTIATE_TEST_SUITE_P(Names, EverySuite,
                         testing::Values("eddsa-rdfc-2022", "eddsa-jcs-2022", "Ed25519Signature2020"),
                         [](const auto& tested) {
                             std::string name(tested.param);
                             std::erase(name, '-');
                             return name;
                         });

TEST(Issue, ABaseDirectionIsSigned) {
    json::Value credential = test::own_badge(1);
    test::set(credential, "/name", R"({"@value": "Travail", "@language": "fr", "@direction": "ltr"})");
    const auto secured = vc::issue(credential, key(1), options(), test::environment());
    ASSERT_TRUE(secured) << secured.error().code;
    EXPECT_EQ(test::verify(secured->text).verdict(), vc::Verdict::Valid);
    json::Value changed = secured->document;
    test::set(changed, "/name/@direction", R"("rtl")");
    EXPECT_EQ(test::verify(changed).find("proof")->code, "signature-mismatch");
}

class IssueRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(IssueRefusal, HasItsCodeAndItsPlace) {
    json::Value credential = test::own_badge(1);
    test::apply(credential, GetParam());
    const auto secured = vc::issue(credential, key(1), options(), test::environment());
    ASSERT_FALSE(secured);
    EXPECT_EQ(secured.error().code, GetParam().code);
    EXPECT_EQ(secured.error().pointer, GetParam().pointer);
    EXPECT_FALSE(secured.error().detail.empty());
}

const Refusal kRefusals[] = {
    {"Secured", "/proof", R"({"type": "DataIntegrityProof"})", "already-secured", "/proof"},
    {"OlderEdition", "/@context",
     R"(["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"])",
     "missing-issuance-date", ""},
    {"UnknownContext", "/@context",
     R"(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
         "https://unknown.example/context"])",
     "context-unknown", "/@context/2"},
    {"UndefinedTerm", "/credentialSubject/achievement/colour", R"("blue")", "data-loss",
     "/credentialSubject/achievement/colour"},
    {"UndefinedType", "/evidence/0/type", R"(["Evidence", "Video"])", "data-loss", "/evidence/0/type/1"},
    {"ProtectedTerm", "/@context",
     R"(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
         {"VerifiableCredential": "https://a.example/#Bad"}])",
     "protected term redefinition", "/@context/2/VerifiableCredential"},
    {"InlineAlias", "/@context",
     R"(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
         {"until": "https://www.w3.org/2018/credentials#validUntil"}])",
     "inline-context", "/@context/2/until"},
    {"Date", "/validFrom", R"("yesterday")", "invalid-date", "/validFrom"},
    {"Subject", "/credentialSubject", "", "missing-subject", ""},
    {"Number", "/credentialSubject/creditsEarned", "9007199254740993", "number-not-interoperable",
     "/credentialSubject/creditsEarned"},
    {"CompactedList", "/credentialSubject/achievement/tag", R"("team")", "list-required",
     "/credentialSubject/achievement/tag"},
};
INSTANTIATE_TEST_SUITE_P(Badge, IssueRefusal, testing::ValuesIn(kRefusals), test::refusal_name);

TEST(Issue, TheOlderEditionIsNotIssued) {
    json::Value credential = test::own_badge(1);
    test::set(credential, "/@context/0", R"("https://www.w3.org/2018/credentials/v1")");
    test::set(credential, "/issuanceDate", R"("2024-01-01T00:00:00Z")");
    const auto secured = vc::issue(credential, key(1), options(), test::environment());
    ASSERT_FALSE(secured);
    EXPECT_EQ(secured.error().code, "vcdm-1-1");
    EXPECT_EQ(secured.error().pointer, "/@context/0");
}

TEST(Issue, NowJudgesTheEnd) {
    vc::IssueOptions with = options();
    with.now = test::instant("2044-01-01T00:00:01Z");
    const auto secured = vc::issue(test::own_badge(1), key(1), with, test::environment());
    ASSERT_FALSE(secured);
    EXPECT_EQ(secured.error().code, "already-expired");
}

TEST(Issue, OptionsThatCannotBeUsed) {
    vc::IssueOptions with = options();
    with.cryptosuite = "eddsa-2022";
    EXPECT_EQ(vc::issue(test::own_badge(1), key(1), with, test::environment()).error().code, "cryptosuite-unknown")
        << "an older name is verified, not made";
    EXPECT_EQ(vc::issue(test::parse("[]"), key(1), options(), test::environment()).error().code, "not-an-object");
}

vc::PresentOptions present_options() {
    vc::PresentOptions out;
    out.created = test::instant("2025-01-01T00:00:00Z");
    out.challenge = "c-1";
    out.domain = "verifier.example";
    return out;
}

TEST(Present, IsSignedForAuthentication) {
    const auto badge = vc::issue(test::own_badge(1), key(1), options(), test::environment());
    ASSERT_TRUE(badge);
    const auto secured = vc::present({badge->document}, key(2), present_options(), test::environment());
    ASSERT_TRUE(secured) << secured.error().code << secured.error().pointer << secured.error().detail;
    EXPECT_EQ(secured->media_type, "application/vp");
    EXPECT_EQ(secured->document.at("holder").as_string(), did::did_key(key(2).public_key()));
    EXPECT_EQ(secured->document.at_pointer("/proof/proofPurpose").as_string(), "authentication");
    EXPECT_EQ(secured->document.at_pointer("/proof/challenge").as_string(), "c-1");
    EXPECT_EQ(secured->document.at_pointer("/proof/domain").as_string(), "verifier.example");
    EXPECT_EQ(secured->document.at_pointer("/verifiableCredential/0"), badge->document) << "as it was issued";
}

TEST(Present, Refusals) {
    const auto code = [](json::Value presentation, vc::PresentOptions with) {
        const auto secured = vc::prove_presentation(std::move(presentation), key(2), with, test::environment());
        return secured ? "issued" : secured.error().code + secured.error().pointer;
    };
    const json::Value good = test::parse(R"({"@context": ["https://www.w3.org/ns/credentials/v2"],
                                             "type": ["VerifiablePresentation"]})");
    EXPECT_EQ(code(good, present_options()), "issued");
    json::Value changed = good;
    test::set(changed, "/holder", R"("did:example:other")");
    EXPECT_EQ(code(changed, present_options()), "holder-key-mismatch/holder");
    changed = good;
    test::set(changed, "/proof", "{}");
    EXPECT_EQ(code(changed, present_options()), "already-secured/proof");
    changed = good;
    test::set(changed, "/type", R"(["Presentation"])");
    EXPECT_EQ(code(changed, present_options()), "type-not-named/type");
    changed = good;
    test::set(changed, "/colour", R"("blue")");
    EXPECT_EQ(code(changed, present_options()), "data-loss/colour");
}

}  // namespace
}  // namespace blason
