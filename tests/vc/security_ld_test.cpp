// Cases of the security catalogue about Data Integrity proofs that are not told elsewhere; their numbers stand in the
// names.
#include <gtest/gtest.h>

#include "engine/text/multibase.hpp"
#include "tests/vc/secured.hpp"

namespace blason {
namespace {

using test::has;
using test::issued;
using test::show;
using test::verify;
using vc::Outcome;
using vc::Verdict;

vc::Report with(std::string_view pointer, std::string_view text) {
    json::Value badge = issued(test::badge());
    test::set(badge, pointer, text);
    return verify(badge);
}

/// The contexts of a proof over RDF are not signed: they could give its members any meaning.
TEST(SecurityLd, LD20_AContextInsideTheProofIsNotTheSigners) {
    for (const std::string_view suite : {"eddsa-rdfc-2022", "eddsa-jcs-2022"}) {
        for (const char* contexts :
             {R"({"expires":"urn:x"})", R"([{"expires":"urn:x"}])", R"("https://evil.example/c")",
              R"(["https://www.w3.org/ns/credentials/v2","https://evil.example/c"])", "null", "5",
              R"({"@vocab":"urn:x:"})"}) {
            json::Value badge = issued(test::badge(), 1, suite);
            test::set(badge, "/proof/@context", contexts);
            const vc::Report report = verify(badge);
            EXPECT_EQ(report.verdict(), Verdict::Invalid) << contexts << show(report);
            EXPECT_TRUE(has(report, "json-ld", Outcome::Fail, "nested-context", "/proof/@context")) << show(report);
        }
    }
    json::Value badge = issued(test::badge());
    const json::Value proof = badge.at("proof");
    badge.as_object()["proof"] = json::Array{proof, proof};
    test::set(badge, "/proof/1/@context", R"("https://evil.example/c")");
    EXPECT_TRUE(has(verify(badge), "json-ld", Outcome::Fail, "nested-context", "/proof/1/@context"));
    badge = issued(test::badge());
    test::set(badge, "/proof/@context", json::serialize(badge.at("@context")));
    EXPECT_EQ(verify(badge).verdict(), Verdict::Valid) << "the credential's own say nothing new";
}

/// The contexts of the standard would win over these where they say what type a node has, and nowhere else.
TEST(SecurityLd, LD3_NamesOfTheStandardMeanNothingElse) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"issuer": "urn:foo"})", "/@context/2/issuer"},
        {R"({"credentialSubject": {"@id": "urn:foo", "@type": "@id"}})", "/@context/2/credentialSubject"},
        {R"({"achievement": "urn:bar"})", "/@context/2/achievement"},
        {R"({"ex": "https://a.example/", "validUntil": "ex:until"})", "/@context/2/validUntil"},
        {R"({"proof": null})", "/@context/2/proof"},
        {R"({"Z": {"@id": "urn:z", "@context": {"validUntil": "urn:y"}}})", "/@context/2/Z/@context/validUntil"},
    };
    for (const auto& [context, place] : cases) {
        json::Value badge = test::own_badge(1);
        badge.at("@context").as_array().push_back(test::parse(context));
        vc::IssueOptions options;
        options.created = test::instant("2025-01-01T00:00:00Z");
        const auto made = vc::issue(badge, test::key(1), options, test::environment());
        ASSERT_FALSE(made) << context;
        EXPECT_EQ(made.error().pointer, place) << made.error().code;
        badge = issued(test::badge());
        badge.at("@context").as_array().push_back(test::parse(context));
        EXPECT_EQ(verify(badge).verdict(), Verdict::Invalid) << context;
    }
    // What says the same, and what no context here defines, may stand there.
    json::Value badge = test::own_badge(1);
    badge.at("@context")
        .as_array()
        .push_back(test::parse(
            R"({"issuer": {"@id": "https://www.w3.org/2018/credentials#issuer", "@type": "@id"}, "grade": "urn:g"})"));
    const vc::Report report = verify(issued(badge));
    EXPECT_NE(report.verdict(), Verdict::Invalid) << show(report);
}

TEST(SecurityLd, LD13_AProofThatNamesAnAbsentOneFails) {
    for (const char* named : {R"("urn:uuid:00000000-0000-4000-8000-00000000abcd")",
                              R"(["urn:uuid:00000000-0000-4000-8000-00000000abcd"])", "5", "[]", "{}"}) {
        const vc::Report report = with("/proof/previousProof", named);
        EXPECT_EQ(report.verdict(), Verdict::Invalid) << named << show(report);
        EXPECT_EQ(report.find("proof")->outcome, Outcome::Fail) << named;
    }
}

TEST(SecurityLd, LD13_ABadProofBesideAGoodOneSpoilsBoth) {
    json::Value badge = issued(test::badge());
    const json::Value good = badge.at("proof");
    badge.as_object()["proof"] = json::Array{good, good};
    test::set(badge, "/proof/0/proofPurpose", R"("authentication")");
    EXPECT_EQ(verify(badge).verdict(), Verdict::Invalid);
    EXPECT_TRUE(has(verify(badge), "proof", Outcome::Fail, "proof-purpose-mismatch", "/proof/0/proofPurpose"));
    EXPECT_TRUE(has(verify(badge), "proof", Outcome::Pass, "ok", "/proof/1"));
}

TEST(SecurityLd, LD14_ACredentialIsSignedForAssertion) {
    for (const char* purpose : {R"("authentication")", R"("capabilityInvocation")", R"("ASSERTIONMETHOD")",
                                R"(["assertionMethod"])", "null"}) {
        const vc::Report report = with("/proof/proofPurpose", purpose);
        EXPECT_EQ(report.verdict(), Verdict::Invalid) << purpose;
        EXPECT_EQ(report.find("proof")->outcome, Outcome::Fail) << purpose;
    }
}

TEST(SecurityLd, LD17_ASignatureHasOneForm) {
    json::Value badge = issued(test::badge());
    const std::string value(json::view(badge.at("proof").at("proofValue")));
    const auto decoded = text::multibase_decode(text::Base::Base58Btc, value);
    ASSERT_TRUE(decoded);
    const Bytes& signature = *decoded;
    ASSERT_EQ(signature.size(), 64U);
    const auto multibase = [&](std::size_t size) {
        Bytes bytes = signature;
        bytes.resize(size);
        return text::multibase_encode(text::Base::Base58Btc, bytes);
    };
    ASSERT_EQ(multibase(64), value);
    const std::string refused[] = {"u" + value.substr(1),
                                   value.substr(1),
                                   "Z" + value.substr(1),
                                   multibase(63),
                                   multibase(65),
                                   value + "1",
                                   "z1" + value.substr(1),
                                   value + " ",
                                   " " + value,
                                   value + std::string("\\u0000"),
                                   "z",
                                   "",
                                   text::multibase_encode(text::Base::Base64Url, signature)};
    for (const auto& other : refused) {
        json::Value changed = badge;
        test::set(changed, "/proof/proofValue", "\"" + other + "\"");
        // U+0000 is refused by the reader, before there is a document.
        const vc::Report report = verify(json::serialize(changed));
        EXPECT_EQ(report.verdict(), Verdict::Invalid) << other;
    }
}

TEST(SecurityLd, LD18_DatesOfAProof) {
    const struct {
        const char* member;
        const char* text;
        const char* code;
    } cases[] = {
        {"created", R"("2025-06-01T00:05:01Z")", "proof-from-the-future"},
        // Dates all the same, for XML Schema and RFC 3339, but not the ones that were signed.
        {"created", R"("2025-01-01T24:00:00Z")", "signature-mismatch"},
        {"created", R"("2025-01-01T00:00:60Z")", "signature-mismatch"},
        {"created", R"("2025-02-29T00:00:00Z")", "invalid-date"},
        {"created", R"("2025-01-01")", "invalid-date"},
        {"created", "1735689600", "invalid-date"},
        {"expires", R"("2025-05-31T23:59:59Z")", "proof-expired"},
        {"expires", R"("2025-13-01T00:00:00Z")", "invalid-date"},
    };
    for (const auto& c : cases) {
        const std::string place = std::string("/proof/") + c.member;
        const vc::Report report = with(place, c.text);
        const bool is_date = std::string_view(c.code) == "signature-mismatch";
        EXPECT_EQ(report.verdict(), Verdict::Invalid) << c.text;
        EXPECT_TRUE(has(report, "proof", Outcome::Fail, c.code, is_date ? "/proof/proofValue" : place))
            << c.text << show(report);
    }
}

}  // namespace
}  // namespace blason
