#include <gtest/gtest.h>

#include <algorithm>

#include "engine/json/serialize.hpp"
#include "tests/vc/jwt.hpp"
#include "vc/proof/create.hpp"

namespace blason {
namespace {

using test::issued;
using test::key;
using test::verify;
using vc::Outcome;
using vc::Verdict;

std::string show(const vc::Report& report) {
    return json::pretty(to_json(report));
}

bool has(const vc::Report& report, std::string_view name, Outcome outcome, std::string_view code,
         std::string_view pointer) {
    return std::any_of(report.checks.begin(), report.checks.end(), [&](const vc::Check& check) {
        return check.name == name && check.outcome == outcome && check.code == code && check.pointer == pointer;
    });
}

/// A badge whose subject is the key of that number.
json::Value badge_for(std::uint8_t number) {
    json::Value badge = test::badge();
    test::set(badge, "/credentialSubject/id", "\"" + did::did_key(key(number).public_key()) + "\"");
    return badge;
}

json::Value presented(std::vector<json::Value> credentials, std::string_view suite = "eddsa-rdfc-2022") {
    vc::PresentOptions options;
    options.cryptosuite = suite;
    options.created = test::instant("2025-02-01T00:00:00Z");
    options.challenge = "c-1";
    options.domain = "verifier.example";
    auto secured = vc::present(std::move(credentials), key(2), options, test::environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(secured->document);
}

vc::VerifyOptions asked() {
    vc::VerifyOptions options = test::verify_options();
    options.challenge = "c-1";
    options.domain = "verifier.example";
    return options;
}

TEST(Presentation, AGoodOneAnswersTheChallenge) {
    const json::Value document = presented({issued(badge_for(2))});
    const vc::Report report = verify(document, asked());
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_EQ(report.kind, "VerifiablePresentation");
    EXPECT_TRUE(has(report, "challenge", Outcome::Pass, "ok", ""));
    EXPECT_TRUE(has(report, "holder-binding", Outcome::Pass, "ok", "/holder"));
    EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", "/proof"));
    EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", "/verifiableCredential/0/proof"));
    EXPECT_TRUE(has(report, "issuer", Outcome::Pass, "ok", "/verifiableCredential/0/issuer"));
    EXPECT_EQ(json::serialize(report.credential), json::serialize(document));
}

// The proof of such a credential has the credential's contexts, so a presentation has contexts below its head.
TEST(Presentation, CredentialsSecuredWithJcsAreShown) {
    const json::Value badge = issued(badge_for(2), 1, "eddsa-jcs-2022");
    ASSERT_NE(json::find(badge.at("proof"), "@context"), nullptr);
    for (const std::string_view suite : {"eddsa-rdfc-2022", "eddsa-jcs-2022"}) {
        const json::Value document = presented({badge, issued(badge_for(2))}, suite);
        const vc::Report report = verify(document, asked());
        EXPECT_EQ(report.verdict(), Verdict::Valid) << suite << show(report);
        EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", "/verifiableCredential/0/proof"));
        EXPECT_EQ(document.at("verifiableCredential").at(0), badge) << "as it was";
    }
}

TEST(Presentation, AProofInsideHasNoContextsOfItsOwn) {
    json::Value badge = issued(badge_for(2), 1, "eddsa-jcs-2022");
    test::set(badge, "/proof/@context", R"(["https://www.w3.org/ns/credentials/v2", {"ends": "urn:example:ends"}])");
    const auto refused = vc::present({badge}, key(2), {}, test::environment());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "nested-context");
    EXPECT_EQ(refused.error().pointer, "/verifiableCredential/0/proof/@context");
    for (const std::string_view suite : {"eddsa-rdfc-2022", "eddsa-jcs-2022"}) {
        json::Value document = presented({issued(badge_for(2))}, suite);
        test::set(document, "/verifiableCredential", "[" + json::serialize(badge) + "]");
        const vc::Report report = verify(document, asked());
        EXPECT_EQ(report.verdict(), Verdict::Invalid);
        EXPECT_TRUE(has(report, "json-ld", Outcome::Fail, "nested-context", "/verifiableCredential/0/proof/@context"))
            << show(report);
    }
}

TEST(Presentation, LD19_ChallengeAndDomainMustBeThoseAskedFor) {
    const json::Value document = presented({issued(badge_for(2))});
    vc::VerifyOptions options = asked();
    options.challenge = "c-2";
    EXPECT_TRUE(has(verify(document, options), "challenge", Outcome::Fail, "challenge-mismatch", "/proof/challenge"));
    options = asked();
    options.domain = "other.example";
    EXPECT_TRUE(has(verify(document, options), "challenge", Outcome::Fail, "domain-mismatch", "/proof/domain"));
    EXPECT_EQ(verify(document, options).verdict(), Verdict::Invalid);
    EXPECT_EQ(verify(document).find("challenge")->outcome, Outcome::NotApplicable);

    json::Value without = document;
    test::remove(without, "/proof");
    const vc::Report report = verify(without, asked());
    EXPECT_TRUE(has(report, "challenge", Outcome::Fail, "proof-missing", "")) << show(report);
    EXPECT_TRUE(has(report, "holder-binding", Outcome::Unknown, "holder-not-authenticated", "/holder"));
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
}

TEST(Presentation, LD19_AChallengeCannotBeChangedAfterwards) {
    json::Value document = presented({issued(badge_for(2))});
    test::set(document, "/proof/challenge", R"("c-2")");
    vc::VerifyOptions options = asked();
    options.challenge = "c-2";
    EXPECT_TRUE(has(verify(document, options), "proof", Outcome::Fail, "signature-mismatch", "/proof/proofValue"));
}

TEST(Presentation, LD14_APurposeOfCredentialsIsNotEnough) {
    json::Value document = presented({issued(badge_for(2))});
    test::set(document, "/proof/proofPurpose", R"("assertionMethod")");
    EXPECT_TRUE(
        has(verify(document, asked()), "proof", Outcome::Fail, "proof-purpose-mismatch", "/proof/proofPurpose"));
}

TEST(Presentation, WhatIsWrongInsideIsNamedWithItsPlace) {
    json::Value good = issued(badge_for(2));
    json::Value bad = good;
    test::set(bad, "/name", R"("Changed")");
    vc::Report report = verify(presented({good, bad}), asked());
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
    EXPECT_TRUE(has(report, "proof", Outcome::Fail, "signature-mismatch", "/verifiableCredential/1/proof/proofValue"))
        << show(report);
    EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", "/verifiableCredential/0/proof"));
    vc::VerifyOptions late = asked();
    late.now = test::instant("2045-01-01T00:00:00Z");
    report = verify(presented({good}), late);
    EXPECT_TRUE(has(report, "validity-period", Outcome::Fail, "expired", "/verifiableCredential/0/validUntil"));
}

TEST(Presentation, SeveralDomainsMayBeNamed) {
    json::Value document = presented({issued(badge_for(2))});
    test::set(document, "/proof/domain", R"(["other.example", "verifier.example"])");
    EXPECT_EQ(verify(document, asked()).find("challenge")->outcome, Outcome::Pass);
    EXPECT_EQ(verify(document, asked()).find("proof")->code, "signature-mismatch") << "and they are signed";
}

TEST(Presentation, TracesNameTheirProofs) {
    vc::VerifyOptions options = asked();
    options.trace = true;
    const vc::Report report = verify(presented({issued(badge_for(2))}), options);
    ASSERT_EQ(report.traces.size(), 2U);
    EXPECT_EQ(report.traces[0].pointer, "/proof");
    EXPECT_EQ(report.traces[1].pointer, "/verifiableCredential/0/proof");
}

TEST(Presentation, ACredentialAboutSomebodyElseIsAWarning) {
    const vc::Report report = verify(presented({issued(badge_for(7))}), asked());
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_TRUE(has(report, "holder-binding", Outcome::Warning, "holder-not-subject",
                    "/verifiableCredential/0/credentialSubject/id"))
        << show(report);
}

TEST(Presentation, TheRecipientIsLookedForInside) {
    vc::VerifyOptions options = asked();
    options.recipient = did::did_key(key(7).public_key());
    EXPECT_TRUE(has(verify(presented({issued(badge_for(2))}), options), "recipient", Outcome::Fail,
                    "recipient-mismatch", "/verifiableCredential/0/credentialSubject"));
}

TEST(Presentation, TheHoldersOwnWordNeedsNoProofOfItsOwn) {
    json::Value own = test::plain_credential();
    test::set(own, "/issuer", "\"" + did::did_key(key(2).public_key()) + "\"");
    EXPECT_EQ(verify(presented({own}), asked()).verdict(), Verdict::Valid) << show(verify(presented({own}), asked()));
    test::set(own, "/issuer", "\"" + did::did_key(key(7).public_key()) + "\"");
    const vc::Report report = verify(presented({own}), asked());
    EXPECT_TRUE(has(report, "proof", Outcome::Fail, "proof-missing", "/verifiableCredential/0")) << show(report);
}

TEST(Presentation, AnotherHolderThanTheKey) {
    vc::PresentOptions options;
    options.created = test::instant("2025-02-01T00:00:00Z");
    options.verification_method = did::did_key_method(key(2).public_key());
    options.holder = "did:example:somebody";
    const auto secured = vc::present({}, key(2), options, test::environment());
    ASSERT_TRUE(secured) << secured.error().code;
    const vc::Report report = verify(secured->text);
    EXPECT_TRUE(has(report, "holder-binding", Outcome::Fail, "holder-key-mismatch", "/holder")) << show(report);
}

/// A presentation of version 1.1 by key 2, with tokens as plain texts inside.
json::Value presented_v1(json::Array credentials, std::string_view suite) {
    json::Value document = test::parse(R"({"@context": ["https://www.w3.org/2018/credentials/v1",
        "https://w3id.org/security/data-integrity/v2"], "type": ["VerifiablePresentation"]})");
    document.get_object()["holder"] = did::did_key(key(2).public_key());
    document.get_object()["verifiableCredential"] = std::move(credentials);
    vc::proof::CreateOptions options;
    options.purpose = did::Purpose::Authentication;
    options.verification_method = did::did_key_method(key(2).public_key());
    options.created = test::instant("2025-02-01T00:00:00Z");
    options.challenge = "c-1";
    options.domain = "verifier.example";
    const auto added = vc::proof::add_proof(document, *vc::proof::find_suite_to_create(suite), key(2), options,
                                            test::environment().jsonld);
    if (!added) throw std::runtime_error(added.error().code);
    return document;
}

/// A signature over RDF covers no plain text in the place of a credential; nobody may put one in afterwards.
TEST(Presentation, LD20_ATokenThatNobodySignedInIsNotTheHolders) {
    const json::Value stranger = json::Value(test::issued_jwt(test::badge(), 3).text);
    for (const std::string_view suite : {"eddsa-rdfc-2022", "eddsa-jcs-2022"}) {
        for (json::Value document : {presented_v1({}, suite), presented({issued(badge_for(2))}, suite)}) {
            EXPECT_EQ(verify(document, asked()).verdict(), Verdict::Valid) << show(verify(document, asked()));
            document.at("verifiableCredential").as_array().push_back(stranger);
            const vc::Report report = verify(document, asked());
            EXPECT_EQ(report.verdict(), Verdict::Invalid) << suite << show(report);
        }
        json::Value document = presented_v1({}, suite);
        document.get_object()["verifiableCredential"] = stranger;
        EXPECT_EQ(verify(document, asked()).verdict(), Verdict::Invalid) << suite;
    }
}

TEST(Presentation, ATokenInsideIsSignedWhereTheTextIs) {
    const vc::Report report =
        verify(presented_v1({json::Value(test::issued_jwt(badge_for(2)).text)}, "eddsa-jcs-2022"), asked());
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    EXPECT_TRUE(has(report, "proof", Outcome::Pass, "ok", "/verifiableCredential/0")) << show(report);
}

TEST(Presentation, EnvelopedTokensAreRead) {
    const json::Value enveloped = test::parse(R"({"@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,e30.e30.c2ln"})");
    const vc::Report report = verify(presented({enveloped}), asked());
    EXPECT_EQ(report.verdict(), Verdict::Invalid) << show(report);
    EXPECT_TRUE(has(report, "format", Outcome::Fail, "jwt-no-credential", "/verifiableCredential/0"));
}

}  // namespace
}  // namespace blason
