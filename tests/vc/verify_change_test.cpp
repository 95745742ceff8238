// Every change to a good badge is noticed, by the check it concerns and at its place.
#include <gtest/gtest.h>

#include "tests/vc/secured.hpp"

namespace blason {
namespace {

using test::issued;
using test::Refusal;
using test::verify;
using vc::Outcome;
using vc::Verdict;

/// One change to a good badge, and the check that notices.
struct Change {
    Refusal edit;
    std::string_view check;
    Outcome outcome;
    Verdict verdict = Verdict::Invalid;
};

class VerifyChange : public testing::TestWithParam<Change> {};

TEST_P(VerifyChange, LD17_LD18_IsNoticed) {
    json::Value badge = issued(test::badge());
    test::apply(badge, GetParam().edit);
    const vc::Report report = verify(json::serialize(badge));
    EXPECT_EQ(report.verdict(), GetParam().verdict) << test::show(report);
    EXPECT_TRUE(test::has(report, GetParam().check, GetParam().outcome, GetParam().edit.code, GetParam().edit.pointer))
        << test::show(report);
}

constexpr Outcome Fail = Outcome::Fail;
constexpr Outcome Unknown = Outcome::Unknown;
const Change kChanges[] = {
    {{"TamperedName", "/name", R"("Teamwork!")", "signature-mismatch", "/proof/proofValue"}, "proof", Fail},
    {{"TamperedDate", "/validUntil", R"("2045-01-01T00:00:00Z")", "signature-mismatch", "/proof/proofValue"},
     "proof",
     Fail},
    {{"OtherIssuer", "/issuer/id", R"("did:example:other")", "signature-mismatch", "/proof/proofValue"}, "proof", Fail},
    {{"ProofCreated", "/proof/created", R"("2025-01-01T00:00:01Z")", "signature-mismatch", "/proof/proofValue"},
     "proof",
     Fail},
    {{"NoProof", "/proof", "", "proof-missing", ""}, "proof", Fail},
    {{"ProofNull", "/proof", "null", "not-an-object", "/proof"}, "proof", Fail},
    {{"ProofEmpty", "/proof", "[]", "proof-missing", ""}, "proof", Fail},
    {{"CutValue", "/proof/proofValue", R"("z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh")", "proof-value-malformed",
      "/proof/proofValue"},
     "proof",
     Fail},
    {{"ValueOfOtherBase", "/proof/proofValue", R"("uAAAA")", "proof-value-malformed", "/proof/proofValue"},
     "proof",
     Fail},
    {{"ValueNumber", "/proof/proofValue", "5", "proof-value-missing", "/proof/proofValue"}, "proof", Fail},
    {{"NoValue", "/proof/proofValue", "", "proof-value-missing", "/proof"}, "proof", Fail},
    {{"NoProofType", "/proof/type", "", "proof-type-missing", "/proof"}, "proof", Fail},
    {{"OtherProofType", "/proof/type", R"("UnknownProof")", "cryptosuite-unknown", "/proof/type"},
     "proof",
     Unknown,
     Verdict::Unknown},
    {{"NoSuite", "/proof/cryptosuite", "", "cryptosuite-missing", "/proof"}, "proof", Fail},
    {{"UnknownSuite", "/proof/cryptosuite", R"("future-rdfc-2030")", "cryptosuite-unknown", "/proof/cryptosuite"},
     "proof",
     Unknown,
     Verdict::Unknown},
    {{"NoPurpose", "/proof/proofPurpose", "", "proof-purpose-missing", "/proof"}, "proof", Fail},
    {{"OtherPurpose", "/proof/proofPurpose", R"("authentication")", "proof-purpose-mismatch", "/proof/proofPurpose"},
     "proof",
     Fail},
    {{"NoMethod", "/proof/verificationMethod", "", "verification-method-missing", "/proof"}, "proof", Fail},
    {{"MethodNoUrl", "/proof/verificationMethod", R"("key-1")", "invalid-verification-method",
      "/proof/verificationMethod"},
     "proof",
     Fail},
    {{"MethodNoKey", "/proof/verificationMethod", R"("did:key:invalidVm#invalidVm")", "invalid-did",
      "/proof/verificationMethod"},
     "proof",
     Fail},
    {{"UnknownDidMethod", "/proof/verificationMethod", R"("did:future:abc#k")", "method-not-supported",
      "/proof/verificationMethod"},
     "proof",
     Unknown,
     Verdict::Unknown},
    {{"UnreachableDidWeb", "/proof/verificationMethod", R"("did:web:issuer.example#k")", "fetch-offline",
      "/proof/verificationMethod"},
     "proof",
     Unknown,
     Verdict::Unknown},
    {{"CreatedWords", "/proof/created", R"("yesterday")", "invalid-date", "/proof/created"}, "proof", Fail},
    {{"CreatedLater", "/proof/created", R"("2025-06-01T00:05:01Z")", "proof-from-the-future", "/proof/created"},
     "proof",
     Fail},
    {{"Expired", "/proof/expires", R"("2025-06-01T00:00:00")", "proof-expired", "/proof/expires"}, "proof", Fail},
    {{"PreviousNumber", "/proof/previousProof", "5", "previous-proof-malformed", "/proof/previousProof"},
     "proof",
     Fail},
    {{"PreviousAbsent", "/proof/previousProof", R"("urn:uuid:none")", "previous-proof-not-found",
      "/proof/previousProof"},
     "proof",
     Fail},
    {{"UndefinedTermInProof", "/proof/colour", R"("blue")", "data-loss", "/proof/colour"}, "proof", Fail},
    {{"UndefinedTerm", "/colour", R"("blue")", "data-loss", "/colour"}, "json-ld", Fail},
    {{"UnknownContext", "/@context/1", R"("https://unknown.example/context")", "context-unknown", "/@context/1"},
     "json-ld",
     Unknown},
    {{"HiddenEnd", "/https:~1~1www.w3.org~12018~1credentials#validUntil",
      R"({"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": "2044-01-01T00:00:00Z"})",
      "property-not-a-term", "/https:~1~1www.w3.org~12018~1credentials#validUntil"},
     "json-ld",
     Fail},
    {{"DataModel", "/credentialSubject/achievement/criteria", "", "missing-property", "/credentialSubject/achievement"},
     "data-model",
     Fail},
    {{"Status", "/credentialStatus", R"({"type": "BitstringStatusListEntry"})", "status-not-checked",
      "/credentialStatus"},
     "status",
     Unknown},
};
INSTANTIATE_TEST_SUITE_P(Badge, VerifyChange, testing::ValuesIn(kChanges),
                         [](const auto& tested) { return std::string(tested.param.edit.name); });

}  // namespace
}  // namespace blason
