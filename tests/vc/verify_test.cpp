#include "vc/verify.hpp"

#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/vc/secured.hpp"
#include "vc/proof/create.hpp"
#include "vc/proof/verify.hpp"

namespace blason {
namespace {

using test::has;
using test::issued;
using test::key;
using test::show;
using test::verify;
using vc::Outcome;
using vc::Verdict;

constexpr Outcome Fail = Outcome::Fail;
constexpr Outcome Unknown = Outcome::Unknown;

/// The checks of a report, in the order of interfaces.md.
TEST(Verify, AGoodBadgePassesEveryCheck) {
    const json::Value badge = issued(test::badge());
    const vc::Report report = verify(json::serialize(badge));
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_EQ(report.kind, "OpenBadgeCredential");
    EXPECT_EQ(report.format, "data-integrity");
    EXPECT_EQ(json::serialize(report.credential), json::serialize(badge)) << "what was read is what is shown";
    EXPECT_TRUE(report.traces.empty());
    std::string names;
    for (const vc::Check& check : report.checks) {
        names += check.name + "=" + std::string(to_text(check.outcome)) + " ";
        EXPECT_FALSE(check.message.empty());
    }
    EXPECT_EQ(names,
              "format=pass json-ld=pass data-model=pass schema=not-applicable proof=pass issuer=pass "
              "validity-period=pass status=not-applicable refresh=not-applicable endorsements=not-applicable "
              "recipient=not-applicable challenge=not-applicable ");
}

TEST(Verify, AProofThatIsNotTheLastMemberStaysWhereItWas) {
    json::Value badge = issued(test::badge());
    const json::Value proof = badge.at("proof");
    badge.as_object().stable_erase("proof");
    json::Value reordered = json::Object();
    for (const auto& member : badge.get_object()) {
        reordered.as_object().emplace(member.key(), member.value());
        if (member.key() == "type") reordered.as_object().emplace("proof", proof);
    }
    const vc::Report report = verify(reordered);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_EQ(json::serialize(report.credential), json::serialize(reordered));
}

/// Contexts are left out: what they mean is signed, not how they are called.
TEST(Verify, NoChangedCharacterLeavesABadgeValid) {
    const std::string text = json::serialize(issued(test::badge()));
    const std::size_t start = text.find("\"id\"");
    ASSERT_EQ(verify(text).verdict(), Verdict::Valid);
    for (std::size_t i = start; i < text.size(); i += 5) {
        std::string changed = text;
        changed[i] = changed[i] == 'x' ? 'y' : 'x';
        EXPECT_NE(verify(changed).verdict(), Verdict::Valid) << changed.substr(i > 20 ? i - 20 : 0, 40);
    }
}

TEST(Verify, NoBaseCanBeGivenToRelativeNames) {
    json::Value badge = issued(test::badge());
    badge.as_object().at("@context").as_array().push_back(test::parse(R"({"@base": "https://evil.example/"})"));
    badge.as_object().at("type").as_array().push_back("Relative");
    const vc::Report report = verify(badge);
    EXPECT_EQ(report.find("json-ld")->outcome, Fail) << show(report);
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
}

/// A value that RDF cannot see the move of: the proof stays good, so the names must be judged.
TEST(Verify, LD20_AMemberHiddenBehindAnotherNameIsNoticed) {
    json::Value badge = issued(test::badge());
    badge.as_object().stable_erase("validUntil");
    test::set(badge, "/https:~1~1www.w3.org~12018~1credentials#validUntil",
              R"({"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": "2044-01-01T00:00:00Z"})");
    vc::Report report = verify(badge);
    EXPECT_EQ(report.find("proof")->outcome, Outcome::Pass) << show(report);
    EXPECT_EQ(report.verdict(), Verdict::Invalid) << show(report);

    badge = issued(test::badge());
    badge.as_object().stable_erase("validUntil");
    badge.as_object()
        .at("@context")
        .as_array()
        .push_back(test::parse(R"({"until": {"@id": "https://www.w3.org/2018/credentials#validUntil",
                                  "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}})"));
    test::set(badge, "/until", R"("2044-01-01T00:00:00Z")");
    report = verify(badge);
    EXPECT_EQ(report.find("proof")->outcome, Outcome::Pass) << show(report);
    EXPECT_TRUE(has(report, "json-ld", Fail, "inline-context", "/@context/2/until")) << show(report);
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
}

/// The end of a proof, which its signature covers by meaning: it must stand where it is looked for.
TEST(Verify, LD20_TheEndOfAProofCannotBeHidden) {
    json::Value badge = test::own_badge(1);
    vc::proof::CreateOptions create;
    create.verification_method = did::did_key_method(key(1).public_key());
    create.created = test::instant("2025-01-01T00:00:00Z");
    const auto added = vc::proof::add_proof(badge, *vc::proof::find_suite_to_create("eddsa-rdfc-2022"), key(1), create,
                                            test::environment().jsonld);
    ASSERT_TRUE(added) << added.error().code;
    for (const char* member :
         {"/proof/https:~1~1w3id.org~1security#expiration", "/proof/expiration", "/proof/@reverse"}) {
        json::Value changed = badge;
        test::set(changed, member, R"("2025-01-02T00:00:00Z")");
        if (std::string_view(member).ends_with("/expiration")) {
            changed.as_object().at("@context").as_array().push_back("https://w3id.org/security/v1");
        }
        const vc::Report report = verify(changed);
        EXPECT_TRUE(has(report, "json-ld", Fail, "property-not-a-term", member)) << show(report);
        EXPECT_EQ(report.verdict(), Verdict::Invalid);
    }
}

TEST(Verify, LD16_TheIssuerIsAnotherQuestionThanTheSignature) {
    vc::IssueOptions options;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.verification_method = did::did_key_method(key(2).public_key());
    const auto secured = vc::issue(test::own_badge(1), key(2), options, test::environment());
    ASSERT_TRUE(secured);
    const vc::Report report = verify(secured->text);
    EXPECT_EQ(report.find("proof")->outcome, Outcome::Pass);
    EXPECT_TRUE(has(report, "issuer", Fail, "issuer-key-mismatch", "/issuer")) << show(report);
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
}

TEST(Verify, AProofByAnotherKeyThanItSays) {
    vc::IssueOptions options;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.verification_method = did::did_key_method(key(1).public_key());
    const auto secured = vc::issue(test::own_badge(1), key(2), options, test::environment());
    ASSERT_TRUE(secured);
    EXPECT_TRUE(has(verify(secured->text), "proof", Fail, "signature-mismatch", "/proof/proofValue"));
}

TEST(Verify, ValidityIsJudgedByTheTimeThatWasHandedIn) {
    const json::Value badge = issued(test::badge());
    vc::VerifyOptions options = test::verify_options();
    options.now = test::instant("2044-01-01T00:00:00Z");
    EXPECT_EQ(verify(badge, options).verdict(), Verdict::Valid) << "the last moment";
    options.now = test::instant("2044-01-01T00:00:01Z");
    EXPECT_TRUE(has(verify(badge, options), "validity-period", Fail, "expired", "/validUntil"));
    json::Value later = test::badge();
    test::set(later, "/validFrom", R"("2030-01-01T00:00:00Z")");
    EXPECT_TRUE(has(verify(issued(later)), "validity-period", Fail, "not-yet-valid", "/validFrom"));
    json::Value plain = test::plain_credential();
    EXPECT_EQ(verify(issued(plain)).find("validity-period")->outcome, Outcome::NotApplicable);
}

TEST(Verify, SchemaStatusAndRefreshAreNotPassedOver) {
    json::Value badge = test::badge();
    test::set(badge, "/credentialSchema",
              R"({"id": "https://schemas.example/1", "type": "https://schemas.example/#Schema"})");
    test::set(badge, "/refreshService", R"({"type": "https://refresh.example/#Service"})");
    const json::Value secured = issued(badge);
    const vc::Report report = verify(secured);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_TRUE(has(report, "schema", Outcome::Warning, "schema-not-checked", "/credentialSchema"));
    EXPECT_TRUE(has(report, "refresh", Outcome::Warning, "refresh-not-followed", "/refreshService"));
    vc::VerifyOptions strict = test::verify_options();
    strict.strict = true;
    EXPECT_EQ(verify(secured, strict).verdict(), Verdict::Unknown) << "strictly, an unchecked schema is unknown";
    test::set(badge, "/credentialStatus",
              R"({"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "5",
                  "statusListCredential": "https://status.example/1"})");
    const vc::Report unchecked = verify(issued(badge));
    EXPECT_EQ(unchecked.verdict(), Verdict::Unknown) << show(unchecked);
    EXPECT_TRUE(has(unchecked, "status", Unknown, "status-not-checked", "/credentialStatus"));
}

TEST(Verify, RecipientsAreCompared) {
    const json::Value badge = issued(test::badge());
    vc::VerifyOptions options = test::verify_options();
    options.recipient = "A@example.com";
    EXPECT_EQ(verify(badge, options).find("recipient")->outcome, Outcome::Pass);
    options.recipient = "b@example.com";
    EXPECT_TRUE(has(verify(badge, options), "recipient", Fail, "recipient-mismatch", "/credentialSubject"));
}

TEST(Verify, LD13_SeveralProofs) {
    // Two good proofs by the same key; then one of them unknown, then one of them bad.
    json::Value badge = issued(test::badge(), 1, "eddsa-jcs-2022");
    const json::Value first = badge.at("proof");
    const json::Value second = issued(test::badge(), 1, "eddsa-rdfc-2022").at("proof");
    badge.as_object()["proof"] = json::Array{first, second};
    EXPECT_EQ(verify(badge).verdict(), Verdict::Valid) << show(verify(badge));

    test::set(badge, "/proof/0/cryptosuite", R"("future-rdfc-2030")");
    vc::Report report = verify(badge);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_TRUE(has(report, "proof", Outcome::Warning, "cryptosuite-unknown", "/proof/0/cryptosuite"));
    vc::VerifyOptions strict = test::verify_options();
    strict.strict = true;
    EXPECT_EQ(verify(badge, strict).verdict(), Verdict::Unknown);

    badge.as_object()["proof"] = json::Array{first, second};
    test::set(badge, "/proof/1/created", R"("2025-01-02T00:00:00Z")");
    report = verify(badge);
    EXPECT_EQ(report.verdict(), Verdict::Invalid) << "none may fail";
    EXPECT_TRUE(has(report, "proof", Fail, "signature-mismatch", "/proof/1/proofValue"));
}

TEST(Verify, TheNumberOfProofsIsLimited) {
    json::Value badge = issued(test::badge());
    const json::Value proof = badge.at("proof");
    json::Array proofs(vc::proof::kMaxProofs, proof);
    badge.as_object()["proof"] = proofs;
    EXPECT_EQ(verify(badge).verdict(), Verdict::Valid);
    proofs.push_back(proof);
    badge.as_object()["proof"] = proofs;
    EXPECT_TRUE(has(verify(badge), "proof", Outcome::Unknown, "too-many-proofs", "/proof"));
}

TEST(Verify, JcsProofsKeepTheirContexts) {
    json::Value badge = issued(test::badge(), 1, "eddsa-jcs-2022");
    EXPECT_EQ(verify(badge).verdict(), Verdict::Valid) << show(verify(badge));
    json::Value changed = badge;
    test::set(changed, "/@context/1", R"("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json")");
    EXPECT_TRUE(has(verify(changed), "proof", Fail, "context-mismatch", "/proof/@context")) << show(verify(changed));
}

/// Some Open Badges name a did:key without the fragment.
TEST(Verify, ADidKeyAloneNamesTheKey) {
    json::Value badge = test::own_badge(1);
    vc::proof::CreateOptions create;
    create.verification_method = did::did_key(key(1).public_key());
    create.created = test::instant("2025-01-01T00:00:00Z");
    const auto added = vc::proof::add_proof(badge, *vc::proof::find_suite_to_create("eddsa-rdfc-2022"), key(1), create,
                                            test::environment().jsonld);
    ASSERT_TRUE(added) << added.error().code << added.error().detail << added.error().pointer;
    EXPECT_EQ(verify(badge).verdict(), Verdict::Valid) << show(verify(badge));
    test::set(badge, "/proof/verificationMethod", R"("did:web:issuer.example")");
    EXPECT_TRUE(has(verify(badge), "proof", Fail, "invalid-verification-method-url", "/proof/verificationMethod"))
        << show(verify(badge));
}

TEST(Verify, TheDraftNameOfTheSuiteIsRead) {
    // A proof that calls itself eddsa-2022 signs that name with it.
    json::Value badge = issued(test::badge());
    test::set(badge, "/proof/cryptosuite", R"("eddsa-2022")");
    EXPECT_TRUE(has(verify(badge), "proof", Fail, "signature-mismatch", "/proof/proofValue"));
}

TEST(Verify, TracesShowEveryStep) {
    vc::VerifyOptions options = test::verify_options();
    options.trace = true;
    const vc::Report report = verify(issued(test::badge()), options);
    ASSERT_EQ(report.traces.size(), 1U);
    const vc::ProofTrace& trace = report.traces[0];
    EXPECT_EQ(trace.pointer, "/proof");
    EXPECT_EQ(trace.cryptosuite, "eddsa-rdfc-2022");
    EXPECT_NE(trace.canonical_document.find("<https://www.w3.org/2018/credentials#issuer>"), std::string::npos);
    EXPECT_NE(trace.canonical_proof_options.find("eddsa-rdfc-2022"), std::string::npos);
    EXPECT_EQ(trace.signing_input, trace.proof_options_hash + trace.document_hash);
}

TEST(Verify, EndorsementsVerifyByTheSameRules) {
    const json::Value endorsement = test::parse(R"({
        "@context": ["https://www.w3.org/ns/credentials/v2",
                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "type": ["VerifiableCredential", "EndorsementCredential"], "id": "urn:uuid:e", "name": "Endorsement",
        "issuer": {"id": "did:example:x", "type": ["Profile"]}, "validFrom": "2024-01-01T00:00:00Z",
        "credentialSubject": {"id": "https://issuer.example/achievements/1", "type": ["EndorsementSubject"],
                              "endorsementComment": "Good work."}})");
    json::Value badge = test::badge();
    badge.at_pointer("/credentialSubject/achievement").as_object()["endorsement"] = json::Array{issued(endorsement, 3)};
    vc::Report report = verify(issued(badge));
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_EQ(report.find("endorsements")->outcome, Outcome::Pass);

    // The badge's own proof covers the endorsement as it is, so this one was bad when the badge was issued, by others.
    test::set(badge, "/credentialSubject/achievement/endorsement/0/name", R"("Changed")");
    report = verify(test::signed_unchecked(badge));
    EXPECT_TRUE(
        has(report, "endorsements", Fail, "endorsement-invalid", "/credentialSubject/achievement/endorsement/0"))
        << show(report);
    badge.at_pointer("/credentialSubject/achievement").as_object().stable_erase("endorsement");
    test::set(badge, "/endorsementJwt", R"(["eyJhbGciOiJFZERTQSJ9.e30.c2ln"])");
    report = verify(test::signed_unchecked(badge));
    EXPECT_TRUE(has(report, "endorsements", Fail, "endorsement-invalid", "/endorsementJwt/0")) << show(report);
}

TEST(Verify, WhatIsNoCredentialIsRefused) {
    const auto format = [](std::string_view text) {
        const vc::Report report = verify(text);
        EXPECT_EQ(report.checks.size(), 1U) << show(report);
        EXPECT_EQ(report.checks[0].name, "format");
        return std::string(to_text(report.checks[0].outcome)) + " " + report.checks[0].code + " " +
               report.checks[0].pointer;
    };
    EXPECT_EQ(format(""), "fail json-syntax ");
    EXPECT_EQ(format("not json"), "fail json-syntax ");
    EXPECT_EQ(format(R"({"a": 1, "a": 2})"), "fail json-duplicate-key /a");
    EXPECT_EQ(format(std::string(100'000, '[')),
              "unknown json-depth " + verify(std::string(100'000, '[')).checks[0].pointer);
    EXPECT_EQ(format(R"({"a": 1e400})"), "fail json-number-overflow /a");
    EXPECT_EQ(format("{\"a\": \"\xff\"}").substr(0, 22), "fail json-invalid-utf8");
    EXPECT_EQ(format(R"({"a": ["b\u0000"]})"), "fail json-nul /a/0");
    EXPECT_EQ(format("{}"), "fail format-unknown ");
    EXPECT_EQ(format("[]"), "fail format-unknown ");
    EXPECT_EQ(format(R"("a credential")"), "fail format-unknown ");
    EXPECT_EQ(format(R"({"type": ["VerifiableCredential", "VerifiablePresentation"]})"), "fail format-ambiguous /type");
    EXPECT_EQ(format(R"({"type": "EnvelopedVerifiableCredential"})"), "fail missing-context ");
    EXPECT_EQ(format("eyJhbGciOiJFZERTQSJ9.e30.c2ln\n"), "fail jwt-no-credential ");
    EXPECT_EQ(format("\x89PNG\r\n"), "fail png-malformed ");
    EXPECT_EQ(format("<svg/>"), "fail svg-malformed ");
    EXPECT_EQ(format("eyJhbGciOiJub25lIn0.e30."), "fail jws-malformed ") << "no signature";
    EXPECT_EQ(format("\xEF\xBB\xBF"
                     "eyJhbGciOiJFZERTQSJ9.e30.c2ln"),
              "fail format-byte-order-mark ");
    EXPECT_EQ(format(std::string("\xFF\xFE<\0s\0", 6)), "fail json-invalid-utf8 ");
}

TEST(Verify, TheOlderEditionVerifiesWithAWarning) {
    // Signed with the stages themselves, because we do not issue this edition.
    json::Value credential = test::own_badge(1);
    test::set(
        credential, "/@context",
        R"(["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
                  "https://w3id.org/security/data-integrity/v2"])");
    test::remove(credential, "/validFrom");
    test::remove(credential, "/validUntil");
    test::remove(credential, "/awardedDate");
    test::remove(credential, "/credentialSubject/achievement/inLanguage");
    test::set(credential, "/issuanceDate", R"("2024-01-01T00:00:00Z")");
    test::set(credential, "/expirationDate", R"("2030-01-01T00:00:00Z")");
    vc::proof::CreateOptions create;
    create.verification_method = did::did_key_method(key(1).public_key());
    create.created = test::instant("2025-01-01T00:00:00Z");
    const auto added = vc::proof::add_proof(credential, *vc::proof::find_suite_to_create("eddsa-rdfc-2022"), key(1),
                                            create, test::environment().jsonld);
    ASSERT_TRUE(added) << added.error().code << added.error().detail << added.error().pointer;
    const vc::Report report = verify(credential);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_TRUE(has(report, "data-model", Outcome::Warning, "vcdm-1-1", "/@context/0"));
    vc::VerifyOptions late = test::verify_options();
    late.now = test::instant("2031-01-01T00:00:00Z");
    EXPECT_TRUE(has(verify(credential, late), "validity-period", Fail, "expired", "/expirationDate"));
}

}  // namespace
}  // namespace blason
