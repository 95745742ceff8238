// blason issue, verify and present
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

class Badge : public testing::Test {
  protected:
    /// The sample, signed by the test key as its issuer.
    [[nodiscard]] std::string signed_badge() const {
        const auto outcome = blason({"issue", "--key", key_, "--set-issuer"}, json::serialize(sample_badge()));
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return outcome.out;
    }

    Folder folder_;
    std::string key_ = folder_.write("key.json", kTestKey);
    std::string other_key_ = folder_.write("other.json", kOtherTestKey);
};

TEST_F(Badge, IssuedAndVerified) {
    const std::string badge = signed_badge();
    EXPECT_EQ(std::ranges::count(badge, '\n'), 1);
    const auto issuer = parse(badge).as_object().at("issuer").as_object();
    EXPECT_EQ(issuer.at("id"), "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX");
    EXPECT_EQ(issuer.at("name"), "Example Fab Lab");

    const auto verified = blason({"verify", "-", "--offline"}, badge);
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
    EXPECT_TRUE(verified.out.starts_with("valid: OpenBadgeCredential (data-integrity)\n")) << verified.out;

    const auto report = blason({"verify", "--json"}, badge);
    EXPECT_EQ(parse(report.out).as_object().at("outcome"), "valid");
    EXPECT_EQ(check_of(report.out, "proof").at("outcome"), "pass");
}

TEST_F(Badge, TheSameInputAtTheSameTimeGivesTheSameBytes) {
    const auto issue = [&] {
        return blason({"issue", "--key", key_, "--set-issuer", "--created", "2026-02-01T00:00:00Z"},
                      json::serialize(sample_badge()))
            .out;
    };
    EXPECT_EQ(issue(), issue());
    EXPECT_EQ(parse(issue()).as_object().at("proof").as_object().at("created"), "2026-02-01T00:00:00Z");
}

TEST_F(Badge, OneChangedCharacterSpoilsTheProof) {
    std::string badge = signed_badge();
    badge.replace(badge.find("Soldering"), 9, "Solderinq");
    const auto outcome = blason({"verify", "--json"}, badge);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(parse(outcome.out).as_object().at("outcome"), "invalid");
    EXPECT_EQ(check_of(outcome.out, "proof").at("outcome"), "fail");
}

TEST_F(Badge, AnIssuerThatIsNotTheKeyIsSignedOnlyWithAVerificationMethod) {
    const std::string badge = json::serialize(sample_badge());
    const auto refused = blason({"issue", "--key", key_, "--json"}, badge);
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(refused.out, "");
    EXPECT_EQ(error_of(refused.err).at("code"), "issuer-key-mismatch");
    EXPECT_EQ(
        blason({"issue", "--key", key_, "--verification-method", "https://fablab.example/issuer#key"}, badge).status,
        0);
}

TEST_F(Badge, AnIssuerThatCannotBeAskedIsUnknown) {
    const std::string did_file = folder_.path("did.json");
    const auto created =
        blason({"did", "create", "--method", "web", "--domain", "fablab.example", "--key", key_, "-o", did_file});
    ASSERT_EQ(created.status, 0) << created.err;
    const json::Value document = parse(read_file(did_file));
    const std::string method(json::view(document.as_object().at("assertionMethod").as_array().at(0)));
    json::Value unsigned_badge = sample_badge();
    unsigned_badge.at("issuer").as_object()["id"] = "did:web:fablab.example";
    const auto issued =
        blason({"issue", "--key", key_, "--verification-method", method}, json::serialize(unsigned_badge));
    ASSERT_EQ(issued.status, 0) << issued.err;

    const auto unknown = blason({"verify", "--offline", "--json"}, issued.out);
    EXPECT_EQ(unknown.status, 3) << unknown.out << unknown.err;
    EXPECT_EQ(parse(unknown.out).as_object().at("outcome"), "unknown");
    EXPECT_EQ(check_of(unknown.out, "proof").at("outcome"), "unknown");

    static_cast<void>(folder_.write("index.json", R"({"https://fablab.example/.well-known/did.json":
        {"file": "did.json", "contentType": "application/did+json"}})"));
    const auto known = blason({"verify", "--offline", "--documents", folder_.path("")}, issued.out);
    EXPECT_EQ(known.status, 0) << known.out << known.err;
}

TEST_F(Badge, JudgedAtTheTimeGiven) {
    const std::string badge = signed_badge();
    const auto early = blason({"verify", "--json", "--now", "2025-12-31T23:59:59Z"}, badge);
    EXPECT_EQ(early.status, 1);
    EXPECT_EQ(check_of(early.out, "validity-period").at("outcome"), "fail");
}

TEST_F(Badge, TraceShowsWhatWasSigned) {
    const auto outcome = blason({"verify", "--trace"}, signed_badge());
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.out.find("\"Soldering\" .\n"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("signing input:"), std::string::npos);
}

TEST_F(Badge, Presented) {
    const std::string badge = folder_.write("badge.json", signed_badge());
    const auto presented =
        blason({"present", badge, "--key", other_key_, "--challenge", "c-1", "--domain", "verifier.example"});
    ASSERT_EQ(presented.status, 0) << presented.err;

    const auto verify = [&](const std::string& challenge, const std::string& domain) {
        return blason({"verify", "--json", "--challenge", challenge, "--domain", domain}, presented.out);
    };
    EXPECT_EQ(verify("c-1", "verifier.example").status, 0) << verify("c-1", "verifier.example").out;
    EXPECT_EQ(verify("c-2", "verifier.example").status, 1);
    EXPECT_EQ(check_of(verify("c-2", "verifier.example").out, "challenge").at("outcome"), "fail");
    EXPECT_EQ(verify("c-1", "other.example").status, 1);
}

TEST_F(Badge, AsAToken) {
    const auto issued =
        blason({"issue", "--key", key_, "--set-issuer", "--format", "jwt"}, json::serialize(sample_badge()));
    ASSERT_EQ(issued.status, 0) << issued.err;
    EXPECT_EQ(std::ranges::count(issued.out, '.'), 2);
    const auto verified = blason({"verify", "--json"}, issued.out);
    EXPECT_EQ(verified.status, 0) << verified.out;
    EXPECT_EQ(parse(verified.out).as_object().at("format"), "jwt");
    std::string changed = issued.out;
    changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_EQ(blason({"verify"}, changed).status, 1);

    const std::string file = folder_.write("badge.jwt", issued.out);
    const auto presented = blason({"present", file, "--key", other_key_, "--format", "jwt", "--challenge", "c-1"});
    ASSERT_EQ(presented.status, 0) << presented.err;
    EXPECT_EQ(blason({"verify", "--challenge", "c-1"}, presented.out).status, 0);
    EXPECT_EQ(blason({"verify", "--challenge", "c-2"}, presented.out).status, 1);
    const auto in_json = blason({"present", file, "--key", other_key_});
    EXPECT_EQ(blason({"verify"}, in_json.out).status, 0) << "a token inside a presentation with a proof";
    EXPECT_EQ(blason({"issue", "--key", key_, "--format", "jwt", "--suite", "eddsa-jcs-2022"}, "{}").status, 2);
}

TEST_F(Badge, AsATokenThatIsShownInPart) {
    json::Value badge = sample_badge();
    json::Object& subject = badge.as_object().at("credentialSubject").as_object();
    const auto holder = blason({"key", "did", other_key_});
    subject["id"] = holder.out.substr(0, holder.out.find('\n'));
    subject["narrative"] = "Soldered a radio.";
    subject["licenseNumber"] = "12";
    const auto issued = blason({"issue", "--key", key_, "--set-issuer", "--format", "sd-jwt"}, json::serialize(badge));
    ASSERT_EQ(issued.status, 0) << issued.err;
    EXPECT_EQ(std::ranges::count(issued.out, '~'), 3);
    const auto whole = blason({"verify", "--json"}, issued.out);
    EXPECT_EQ(whole.status, 0) << whole.out;
    EXPECT_EQ(parse(whole.out).as_object().at("format"), "sd-jwt");
    EXPECT_NE(whole.out.find("Soldered"), std::string::npos);

    const std::string file = folder_.write("badge.sd-jwt", issued.out);
    const std::vector<std::string> present{
        "present",     file,  "--key",    other_key_,        "--reveal", "/credentialSubject/licenseNumber",
        "--challenge", "c-1", "--domain", "verifier.example"};
    const auto shown = blason(present);
    ASSERT_EQ(shown.status, 0) << shown.err;
    const auto verified = blason({"verify", "--json", "--challenge", "c-1", "--domain", "verifier.example"}, shown.out);
    EXPECT_EQ(verified.status, 0) << verified.out;
    EXPECT_EQ(check_of(verified.out, "holder-binding").at("outcome"), "pass");
    EXPECT_EQ(verified.out.find("Soldered"), std::string::npos);
    EXPECT_NE(verified.out.find("licenseNumber"), std::string::npos);
    EXPECT_EQ(blason({"verify", "--challenge", "c-2"}, shown.out).status, 1);
    EXPECT_EQ(blason({"verify", "--challenge", "c-1"}, issued.out).status, 1) << "no key binding";
    std::string changed = shown.out;
    changed[changed.find('~') + 5] ^= 1;
    EXPECT_EQ(blason({"verify"}, changed).status, 1);

    const auto wrapped = blason({"present", file, "--key", other_key_, "--format", "jwt"});
    EXPECT_EQ(blason({"verify"}, wrapped.out).status, 0) << wrapped.err;
    EXPECT_EQ(error_of(blason({"present", file, "--key", key_, "--json", "--challenge", "c", "--domain", "d"}).err)
                  .at("code"),
              "holder-key-mismatch");
    EXPECT_EQ(blason({"present", file, "--key", other_key_}).status, 2) << "for whom?";
    EXPECT_EQ(blason({"issue", "--key", key_, "--decoys", "2"}, "{}").status, 2);
}

TEST_F(Badge, LinesKeepTheirOrderAndABadLineItsPlace) {
    std::string lines;
    for (int i = 1; i <= 120; ++i) {
        json::Value badge = sample_badge();
        badge.as_object()["name"] = "Badge " + std::to_string(i);
        lines += i == 60 ? "{\"@context\": [,]}" : json::serialize(badge);
        lines += '\n';
    }
    const auto issued = blason({"issue", "--ndjson", "--threads", "4", "--key", key_, "--set-issuer"}, lines);
    EXPECT_EQ(issued.status, 1) << "one line was refused";
    ASSERT_EQ(std::ranges::count(issued.out, '\n'), 120);

    const auto verified = blason({"verify", "--ndjson", "--json", "--threads", "3"}, issued.out);
    EXPECT_EQ(verified.status, 1);
    ASSERT_EQ(std::ranges::count(verified.out, '\n'), 120);

    std::istringstream signed_lines(issued.out), reports(verified.out);
    std::string line, report;
    for (int i = 1; std::getline(signed_lines, line) && std::getline(reports, report); ++i) {
        if (i == 60) {
            EXPECT_EQ(error_of(line).at("line"), 60);
            EXPECT_EQ(error_of(line).at("code"), "json-syntax");
            continue;
        }
        EXPECT_EQ(json::text_of(parse(line), "name"), "Badge " + std::to_string(i));
        EXPECT_EQ(parse(report).as_object().at("outcome"), "valid") << report;
        EXPECT_EQ(json::text_of(parse(report).as_object().at("credential"), "name"), "Badge " + std::to_string(i));
    }
}

TEST_F(Badge, FilesAppearWhenTheyAreComplete) {
    const std::string out = folder_.path("signed.json");
    const std::string in = folder_.write("unsigned.json", json::serialize(sample_badge()));
    ASSERT_EQ(blason({"issue", in, "--key", key_, "--set-issuer", "-o", out}).status, 0);
    EXPECT_EQ(blason({"verify", out}).status, 0);
    EXPECT_EQ(blason({"issue", in, "--key", key_, "-o", out}).status, 1);
    EXPECT_EQ(blason({"verify", out}).status, 0) << "a refused credential leaves the old file alone";
}

TEST_F(Badge, AnRsaKeySignsAsItIsTold) {
    const auto rsa = folder_.path("rsa.jwk");
    ASSERT_EQ(blason({"key", "generate", "--type", "rsa2048", "-o", rsa}).status, 0);
    const auto text = json::serialize(sample_badge());
    for (const std::string format : {"jwt", "sd-jwt"}) {
        const auto issued = blason({"issue", "--key", rsa, "--set-issuer", "--format", format, "--alg", "PS256"}, text);
        ASSERT_EQ(issued.status, 0) << issued.err;
        EXPECT_TRUE(issued.out.starts_with("eyJhbGciOiJQUzI1NiI")) << "{\"alg\":\"PS256\"";
        EXPECT_EQ(blason({"verify"}, issued.out).status, 0);
    }
    const auto other =
        blason({"issue", "--key", rsa, "--set-issuer", "--format", "jwt", "--alg", "ES256", "--json"}, text);
    EXPECT_EQ(other.status, 2);
    EXPECT_EQ(error_of(other.err).at("code"), "key-alg-mismatch");
    const auto proof = blason({"issue", "--key", rsa, "--set-issuer", "--alg", "PS256", "--json"}, text);
    EXPECT_EQ(proof.status, 2);
    EXPECT_EQ(error_of(proof.err).at("code"), "option-without-format");
}

TEST_F(Badge, WhatValidatorsRefuseIsNotSigned) {
    const auto refusal = [&](const json::Value& badge) {
        const auto outcome = blason({"issue", "--key", key_, "--json"}, json::serialize(badge));
        EXPECT_EQ(outcome.status, 1) << outcome.out;
        return std::string(error_of(outcome.err).at("code").as_string());
    };
    json::Value named = sample_badge();
    named.as_object()["issuer"] = "https://fablab.example/issuer";
    EXPECT_EQ(refusal(named), "issuer-not-profile");
    json::Value weak = sample_badge();
    weak.at("credentialSubject").as_object()["identifier"] =
        parse(R"([{"type": "IdentityObject", "hashed": true, "identityType": "emailAddress",
                   "identityHash": "md5$900150983cd24fb0d6963f7d28e17f72"}])");
    EXPECT_EQ(refusal(weak), "identity-hash-weak");
}

TEST_F(Badge, ASchemaThatCannotBeHadIsSaidAndOneThatIsViolatedRefused) {
    json::Value badge = sample_badge();
    badge.at("@context").as_array().push_back("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
    badge.as_object()["credentialSchema"] =
        parse(R"([{"id": "https://schema.example/s.json", "type": "1EdTechJsonSchemaValidator2019"}])");
    const std::vector<std::string> command{"issue", "--key", key_, "--set-issuer", "--offline"};
    const auto unknown = blason(command, json::serialize(badge));
    EXPECT_EQ(unknown.status, 0) << unknown.err;
    EXPECT_NE(unknown.err.find("/credentialSchema/0: Signed all the same."), std::string::npos) << unknown.err;
    EXPECT_NE(unknown.err.find("(fetch-offline)"), std::string::npos) << unknown.err;
    auto lines = command;
    lines.push_back("--ndjson");
    const auto two = blason(lines, json::serialize(sample_badge()) + "\n" + json::serialize(badge) + "\n");
    EXPECT_EQ(two.status, 0) << two.err;
    EXPECT_NE(two.err.find("/credentialSchema/0: Line 2: Signed all the same."), std::string::npos) << two.err;
    EXPECT_EQ(two.err.find("Line 1"), std::string::npos) << two.err;
    static_cast<void>(folder_.write("s.json", R"({"$schema": "https://json-schema.org/draft/2019-09/schema",
        "required": ["licence"]})"));
    static_cast<void>(folder_.write(
        "index.json", R"({"https://schema.example/s.json": {"file": "s.json", "contentType": "application/json"}})"));
    auto with_schema = command;
    with_schema.insert(with_schema.end(), {"--documents", folder_.path("")});
    const auto refused = blason(with_schema, json::serialize(badge));
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.err.find("(schema-violation)"), std::string::npos) << refused.err;
}

}  // namespace
}  // namespace blason::cli_test
