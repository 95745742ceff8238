// blason verify in words: languages, the two answers, addresses, and the first difference of a trace
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

class Explain : public testing::Test {
  protected:
    [[nodiscard]] std::string signed_badge(json::Value badge = sample_badge()) const {
        const auto outcome = blason({"issue", "--key", key_, "--set-issuer"}, json::serialize(badge));
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return outcome.out;
    }
    [[nodiscard]] std::string expired_badge() const {
        json::Value badge = sample_badge();
        badge.as_object()["validUntil"] = "2026-01-31T00:00:00Z";
        return signed_badge(std::move(badge));
    }

    Folder folder_;
    std::string key_ = folder_.write("key.json", kTestKey);
};

TEST_F(Explain, InTheLanguageAskedFor) {
    const std::string badge = expired_badge();
    const auto french = blason({"verify", "--lang", "fr", "--now", "2099-01-01T00:00:00Z"}, badge);
    EXPECT_EQ(french.status, 1);
    EXPECT_TRUE(french.out.starts_with("non valide : OpenBadgeCredential (data-integrity)\n")) << french.out;
    EXPECT_TRUE(says(french.out, "Signature : bonne. Émetteur : authentifié.")) << french.out;
    EXPECT_TRUE(says(french.out, "Le badge a expiré. (expired, /validUntil)")) << french.out;
    EXPECT_TRUE(says(french.out, "-> Demandez à l'émetteur")) << french.out;

    const auto english = blason({"verify", "--lang", "en", "--now", "2099-01-01T00:00:00Z"}, badge);
    EXPECT_TRUE(english.out.starts_with("invalid: OpenBadgeCredential (data-integrity)\n")) << english.out;
    EXPECT_TRUE(says(english.out, "The badge has expired. (expired, /validUntil)")) << english.out;
    EXPECT_EQ(blason({"verify", "--lang", "de"}, badge).status, 2);
}

TEST_F(Explain, ProgramsGetTextsWhenTheyAskForALanguage) {
    const std::string badge = signed_badge();
    const auto plain = parse(blason({"verify", "--json"}, badge).out).as_object();
    EXPECT_FALSE(plain.contains("language"));
    EXPECT_EQ(plain.at("signature"), "pass");
    EXPECT_EQ(plain.at("issuerAuthenticated"), "pass");
    EXPECT_EQ(plain.at("steps").as_array().size(), 17U);
    const auto report = blason({"verify", "--json", "--lang", "fr"}, badge);
    EXPECT_EQ(parse(report.out).as_object().at("language"), "fr");
    EXPECT_EQ(check_of(report.out, "proof").at("title"), "La signature est intacte");
    EXPECT_EQ(check_of(report.out, "proof").at("code"), "ok");
}

TEST_F(Explain, WhatStandsAtAnAddressInWhateverTypeItIsServed) {
    const auto image =
        folder_.write("badge.svg", R"(<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>)");
    const auto badge = folder_.write("badge.json", signed_badge());
    const auto token =
        blason({"issue", "--key", key_, "--set-issuer", "--format", "jwt"}, json::serialize(sample_badge()));
    ASSERT_EQ(token.status, 0) << token.err;
    ASSERT_EQ(blason({"bake", image, badge, "-o", folder_.path("baked.svg")}).status, 0);
    (void)folder_.write("badge.jwt", token.out);
    (void)folder_.write("index.json", R"({
        "https://badges.example/json": {"file": "badge.json", "contentType": "text/plain"},
        "https://badges.example/jwt": {"file": "badge.jwt", "contentType": "application/octet-stream"},
        "https://badges.example/svg": {"file": "baked.svg", "contentType": "text/html"}})");
    for (const char* form : {"json", "jwt", "svg"}) {
        const auto outcome = blason({"verify", std::string("https://badges.example/") + form, "--offline", "--json",
                                     "--documents", folder_.path("")});
        EXPECT_EQ(outcome.status, 0) << form << outcome.out << outcome.err;
        EXPECT_EQ(parse(outcome.out).as_object().at("kind"), "OpenBadgeCredential") << form;
    }
    EXPECT_EQ(blason({"verify", "https://badges.example/none", "--offline"}).status, 3);
    EXPECT_EQ(blason({"verify", "http://127.0.0.1:1/badge.json"}).status, 1) << "no address of our own network";
}

TEST_F(Explain, EnclosedCredentialsHaveTheirOwnRows) {
    const auto badge = folder_.write("badge.json", signed_badge());
    const auto presented =
        blason({"present", badge, "--key", key_, "--challenge", "c-123", "--domain", "verifier.example"});
    ASSERT_EQ(presented.status, 0) << presented.err;
    const auto english = blason({"verify", "-", "--challenge", "c-123", "--lang", "en"}, presented.out);
    const auto heading = english.out.find("\n Credential enclosed at /verifiableCredential/0\n");
    ASSERT_NE(heading, std::string::npos) << english.out;
    EXPECT_LT(english.out.find("  pass          challenge"), heading) << "of the presentation itself";
    EXPECT_GT(english.out.find("  pass          validity-period"), heading) << "of the badge";
    EXPECT_TRUE(says(english.out, "signed by the key of the holder it names")) << english.out;
    EXPECT_FALSE(says(english.out, "that the badge was issued to")) << "it was issued to somebody else";
    const auto french = blason({"verify", "-", "--challenge", "c-123", "--lang", "fr"}, presented.out);
    EXPECT_TRUE(says(french.out, "Attestation incluse en /verifiableCredential/0")) << french.out;
    EXPECT_FALSE(says(blason({"verify", badge, "--lang", "en"}).out, "enclosed"));
}

TEST_F(Explain, AnEndorsementByItself) {
    const auto outcome = blason({"verify", "--json"}, signed_badge(parse(R"({
        "@context": ["https://www.w3.org/ns/credentials/v2",
                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "urn:uuid:00000000-0000-4000-8000-000000000005",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": {"id": "https://endorser.example", "type": ["Profile"], "name": "Test Endorser"},
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": {"id": "https://issuer.example", "type": ["EndorsementSubject"],
                              "endorsementComment": "They teach well."}})")));
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    EXPECT_EQ(parse(outcome.out).as_object().at("kind"), "EndorsementCredential");
    EXPECT_EQ(parse(outcome.out).as_object().at("steps").as_array().size(), 17U);
}

TEST_F(Explain, AStatusListByItselfIsUnpacked) {
    const auto list = [&](std::string_view bits) {
        return signed_badge(parse(R"({"@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": "https://issuer.example/status/1",
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": "https://issuer.example",
            "credentialSubject": {"id": "https://issuer.example/status/1#list", "type": "BitstringStatusList",
                                  "statusPurpose": "revocation", "encodedList": ")" +
                                  std::string(bits) + "\"}}"));
    };
    // 131,072 zeros, by gzip
    const auto good =
        blason({"verify", "--json"}, list("uH4sIAAAAAAACA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"));
    EXPECT_EQ(good.status, 0) << good.out << good.err;
    EXPECT_EQ(parse(good.out).as_object().at("kind"), "BitstringStatusListCredential");
    const auto bad = blason({"verify", "--json"}, list("uAAAA"));
    EXPECT_EQ(bad.status, 1) << bad.out;
    EXPECT_TRUE(says(bad.out, "status-verification-error")) << bad.out;
}

TEST_F(Explain, TheFirstDifferenceOfATrace) {
    const std::string badge = signed_badge();
    const auto traced = blason({"verify", "--json", "--trace"}, badge);
    const auto same = folder_.write("same.json", traced.out);
    const auto equal = blason({"verify", "--lang", "en", "--expect", same}, badge);
    EXPECT_EQ(equal.status, 0);
    EXPECT_TRUE(says(equal.out, "canonicalDocument      the same\n")) << equal.out;
    EXPECT_TRUE(says(equal.out, "signingInput           the same\n")) << equal.out;

    std::string document(parse(traced.out).at_pointer("/traces/0/canonicalDocument").as_string());
    const auto place = document.find("Soldering");
    ASSERT_NE(place, std::string::npos);
    document[place] = 's';
    const auto differs = blason({"verify", "--json", "--expect", folder_.write("other.nq", document)}, badge);
    const auto differences = parse(differs.out).at_pointer("/traces/0/differences").as_array();
    ASSERT_EQ(differences.size(), 1U);
    const auto& first = differences.front().as_object();
    EXPECT_EQ(first.at("value"), "canonicalDocument");
    EXPECT_EQ(first.at("equal"), false);
    EXPECT_TRUE(says(std::string(first.at("expected").as_string()), "soldering"));
    EXPECT_TRUE(says(std::string(first.at("found").as_string()), "Soldering"));
    EXPECT_EQ(blason({"verify", "--expect", folder_.write("empty", "")}, badge).status, 2);
    const auto without = blason({"verify", "--json", "--expect", same}, json::serialize(sample_badge()));
    EXPECT_EQ(error_of(without.err).at("code"), "trace-missing");
}

}  // namespace
}  // namespace blason::cli_test
