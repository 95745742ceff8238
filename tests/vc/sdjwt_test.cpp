// Credentials as SD-JWT: what the holder may keep back, and what must not verify.
#include <gtest/gtest.h>

#include "engine/jose/jwt.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/sdjwt/conceal.hpp"
#include "tests/vc/secured.hpp"
#include "vc/envelope.hpp"
#include "vc/sdjwt/disclosable.hpp"
#include "vc/sdjwt/present.hpp"

namespace blason {
namespace {

using vc::Outcome;
using vc::Verdict;

constexpr std::uint8_t kHolder = 2;

/// A badge about the holder of key 2.
json::Value holders_badge() {
    json::Value badge = test::badge();
    test::set(badge, "/credentialSubject/id", "\"" + did::did_key(test::key(kHolder).public_key()) + "\"");
    return badge;
}

vc::IssueOptions issue_options() {
    vc::IssueOptions options;
    options.format = vc::Format::SdJwt;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.set_issuer = true;
    return options;
}

vc::Secured issued_sd(json::Value credential, const vc::IssueOptions& options = issue_options()) {
    auto secured = vc::issue(std::move(credential), test::key(1), options, test::environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(*secured);
}

std::string issue_code(json::Value credential, std::vector<std::string> disclosable) {
    auto options = issue_options();
    options.sd_jwt.disclosable = std::move(disclosable);
    const auto secured = vc::issue(std::move(credential), test::key(1), options, test::environment());
    return secured ? std::string() : secured.error().code + " " + secured.error().pointer;
}

/// Signed truly by key 1 with these parts concealed, whatever it says.
std::string signed_sd(const json::Value& payload, const std::vector<std::string>& pointers, std::string_view typ,
                      std::uint8_t number = 1) {
    const auto concealed = *sdjwt::conceal(payload.as_object(), pointers, {}, crypto::system_random());
    const auto jwt = *jose::sign_jwt(test::key(number), crypto::SignatureAlgorithm::EdDsa, typ,
                                     did::did_key_method(test::key(number).public_key()), concealed.payload);
    return sdjwt::join(jwt, concealed.disclosures);
}

std::string bound(const std::string& text, std::uint8_t number = kHolder, std::string_view challenge = "c-1") {
    const auto made = vc::sdjwt::bind(
        text, {std::string(challenge), "verifier.example", test::instant("2025-06-01T00:00:00Z")}, test::key(number));
    if (!made) throw std::runtime_error(made.error().code);
    return *made;
}

vc::VerifyOptions asked() {
    auto options = test::verify_options();
    options.challenge = "c-1";
    options.domain = "verifier.example";
    return options;
}

TEST(SdJwt, IssuedWithEverythingDisclosedIsTheCredential) {
    for (const json::Value& credential : {holders_badge(), test::badge(), test::plain_credential()}) {
        const auto secured = issued_sd(credential);
        EXPECT_EQ(secured.media_type, "application/vc+sd-jwt");
        const auto report = test::verify(secured.text + "\n");
        EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
        EXPECT_EQ(report.format, "sd-jwt");
        EXPECT_EQ(report.credential, secured.document);
        for (const auto& check : report.checks) EXPECT_NE(check.outcome, Outcome::Warning) << test::show(report);
    }
}

TEST(SdJwt, ByDefaultWhatIsSaidOfThePersonIsTheirs) {
    EXPECT_EQ(vc::sdjwt::disclosable_by_default(test::badge()),
              (std::vector<std::string>{"/credentialSubject/activityStartDate", "/credentialSubject/creditsEarned",
                                        "/credentialSubject/identifier", "/credentialSubject/result", "/evidence"}));
    json::Value nameless = test::badge();
    test::remove(nameless, "/credentialSubject/id");
    const auto pointers = vc::sdjwt::disclosable_by_default(nameless);
    EXPECT_EQ(std::ranges::count(pointers, "/credentialSubject/identifier"), 0);

    const auto bare = vc::sdjwt::derive(issued_sd(holders_badge()).text, {});
    ASSERT_TRUE(bare) << bare.error().code;
    EXPECT_EQ(std::ranges::count(*bare, '~'), 1);
    const auto report = test::verify(*bare);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    for (const char* name : {"identifier", "result", "creditsEarned", "activityStartDate"}) {
        EXPECT_EQ(json::find(report.credential.at("credentialSubject"), name), nullptr) << name;
    }
    EXPECT_EQ(report.credential.at("credentialSubject").at("achievement").at("name"), "Teamwork");
    EXPECT_EQ(json::find(report.credential, "evidence"), nullptr);
}

TEST(SdJwt, DisclosuresAreChosenByPointer) {
    auto options = issue_options();
    options.sd_jwt.disclosable = {"/credentialSubject/result", "/credentialSubject/result/0/status",
                                  "/credentialSubject/creditsEarned",
                                  "/credentialSubject/achievement/resultDescription/0/allowedValue/0", "/name"};
    options.sd_jwt.decoys = 2;
    const std::string whole = issued_sd(holders_badge(), options).text;
    const auto shown = [&](const std::vector<std::string>& reveal) {
        const auto text = vc::sdjwt::derive(whole, reveal);
        EXPECT_TRUE(text) << text.error().code;
        const auto report = test::verify(*text);
        EXPECT_TRUE(test::has(report, "proof", Outcome::Pass, "ok", "")) << test::show(report);
        return report.credential;
    };
    EXPECT_EQ(json::find(shown({}), "name"), nullptr);
    EXPECT_EQ(shown({"/name"}).at("name"), "Teamwork");
    EXPECT_EQ(shown({"/credentialSubject/result/0/status"}).at("credentialSubject").at("result").at(0).at("status"),
              "Completed")
        << "with what is around it";
    EXPECT_EQ(shown({"/credentialSubject/result"}).at("credentialSubject").at("result").at(0).at("status"), "Completed")
        << "with what is inside it";
    EXPECT_EQ(shown({""}), issued_sd(holders_badge(), options).document);
    const auto first_value = [&](const std::vector<std::string>& reveal) {
        const auto credential = shown(reveal);
        return credential.value().at_pointer("/credentialSubject/achievement/resultDescription/0/allowedValue/0");
    };
    EXPECT_EQ(first_value({}), "high");
    EXPECT_EQ(first_value({"/credentialSubject/achievement"}), "low");
    EXPECT_EQ(issue_code(holders_badge(), {"/credentialSubject/achievement/tag/0"}),
              "empty-list /credentialSubject/achievement/tag");
    EXPECT_EQ(vc::sdjwt::derive(whole, {"/nobody"}).error().pointer, "/nobody");
}

TEST(SdJwt, WhatVerificationNeedsIsNotLeftToTheHolder) {
    for (const char* pointer : {"/issuer", "/type", "/@context", "/validUntil", "/credentialSubject",
                                "/credentialSubject/type", "/credentialStatus", ""}) {
        EXPECT_EQ(issue_code(holders_badge(), {pointer}), std::string("not-disclosable ") + pointer);
    }
    EXPECT_EQ(issue_code(holders_badge(), {"/credentialSubject/achievement/criteria"}),
              "missing-property /credentialSubject/achievement");
    EXPECT_EQ(issue_code(holders_badge(), {"/nobody"}), "sd-pointer-not-found /nobody");
    json::Value proven = test::issued(test::own_badge(1));
    EXPECT_EQ(issue_code(std::move(proven), {}), "already-secured /proof");
}

TEST(SdJwt, JW21_AHiddenClaimOfTheTokenItself) {
    json::Value payload = test::own_badge(1);
    test::set(payload, "/exp", "2335219200");
    const auto report = test::verify(signed_sd(payload, {"/exp"}, "vc+sd-jwt"));
    EXPECT_TRUE(test::has(report, "data-model", Outcome::Fail, "claim-not-disclosable", "/exp")) << test::show(report);
    for (const char* claim : {"/exp", "/iss", "/sub", "/iat"}) {
        test::set(payload, claim, "[1]");
        const auto malformed = test::verify(signed_sd(payload, {claim}, "vc+sd-jwt"));
        EXPECT_TRUE(test::has(malformed, "format", Outcome::Fail, "claims-malformed", claim)) << test::show(malformed);
        test::remove(payload, claim);
    }
}

TEST(SdJwt, AnyChangeSpoilsIt) {
    const std::string text = issued_sd(holders_badge()).text;
    for (std::size_t i = 0; i < text.size(); i += 1 + text.size() / 97) {
        std::string changed = text;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_NE(test::verify(changed).verdict(), Verdict::Valid) << i;
    }
    const std::string other = issued_sd(holders_badge()).text;
    const std::string mixed = text.substr(0, text.find('~')) + other.substr(other.find('~'));
    EXPECT_TRUE(test::has(test::verify(mixed), "format", Outcome::Fail, "sd-disclosure-unused", ""));
    const auto without_tilde = test::verify(text.substr(0, text.find('~')));
    EXPECT_TRUE(test::has(without_tilde, "format", Outcome::Fail, "jwt-typ", "")) << test::show(without_tilde);
}

TEST(SdJwt, JW18_TokensOfAnotherKind) {
    for (const char* typ : {"", "JWT", "vc+jwt", "kb+jwt", "example+sd-jwt", "vp+sd-jwt"}) {
        const auto report = test::verify(signed_sd(test::own_badge(1), {}, typ));
        EXPECT_TRUE(test::has(report, "format", Outcome::Fail, "jwt-typ", "")) << typ << test::show(report);
    }
    const auto nothing = test::verify(signed_sd(test::parse(R"({"iss":"a"})"), {}, "dc+sd-jwt"));
    EXPECT_TRUE(test::has(nothing, "format", Outcome::Fail, "jwt-no-credential", "")) << test::show(nothing);
    const auto untyped = test::verify(signed_sd(test::own_badge(1), {}, "dc+sd-jwt"));
    EXPECT_TRUE(test::has(untyped, "data-model", Outcome::Fail, "missing-vct", "/vct")) << test::show(untyped);
    json::Value typed = test::own_badge(1);
    test::set(typed, "/vct", R"("urn:example:badge")");
    EXPECT_EQ(test::verify(signed_sd(typed, {}, "dc+sd-jwt")).verdict(), Verdict::Valid);
}

// --- key binding ---

TEST(SdJwt, KeyBindingAnswersTheChallenge) {
    const std::string text = bound(*vc::sdjwt::derive(issued_sd(holders_badge()).text, {}));
    const auto report = test::verify(text, asked());
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_TRUE(test::has(report, "holder-binding", Outcome::Pass, "ok", "/cnf"));
    EXPECT_TRUE(test::has(report, "challenge", Outcome::Pass, "ok", ""));
    EXPECT_EQ(test::verify(text).verdict(), Verdict::Valid) << "checked, though nobody asked";
}

TEST(SdJwt, JW23_KeyBindingThatIsNotGood) {
    const std::string issued = issued_sd(holders_badge()).text;
    const std::string text = bound(issued);
    const auto missing = test::verify(issued, asked());
    EXPECT_TRUE(test::has(missing, "holder-binding", Outcome::Fail, "key-binding-missing", "")) << test::show(missing);
    EXPECT_TRUE(test::has(missing, "challenge", Outcome::Fail, "proof-missing", ""));

    const std::string fewer = *vc::sdjwt::derive(issued, {}) + text.substr(text.rfind('~') + 1);
    EXPECT_TRUE(test::has(test::verify(fewer), "holder-binding", Outcome::Fail, "kb-hash", "/sd_hash"));

    auto options = asked();
    options.domain = "other.example";
    EXPECT_TRUE(test::has(test::verify(text, options), "challenge", Outcome::Fail, "domain-mismatch", "/aud"));
    EXPECT_TRUE(test::has(test::verify(bound(issued, kHolder, "c-2"), asked()), "challenge", Outcome::Fail,
                          "challenge-mismatch", "/nonce"));
    for (const char* now : {"2025-06-01T01:00:01Z", "2025-05-31T23:58:59Z"}) {
        options = asked();
        options.now = test::instant(now);
        const auto report = test::verify(text, options);
        EXPECT_TRUE(test::has(report, "holder-binding", Outcome::Fail, "kb-time", "/iat")) << test::show(report);
        EXPECT_TRUE(test::has(report, "challenge", Outcome::Fail, "proof-missing", ""));
    }
    EXPECT_EQ(vc::sdjwt::bind(issued, {"c", "d", {}}, test::key(3)).error().code, "holder-key-mismatch");

    // A thief's own key binding: bound to key 3, but the credential names key 2.
    const std::string stolen = signed_sd(test::parse(R"({"vct":"urn:x"})"), {}, "dc+sd-jwt", 3);
    json::Value payload = test::parse(R"({"vct":"urn:x"})");
    test::set(payload, "/cnf", json::serialize(json::Object{{"jwk", test::key(3).public_key().jwk()}}));
    const std::string by_thief = bound(signed_sd(payload, {}, "dc+sd-jwt", 3), 3);
    const std::string swapped = issued + by_thief.substr(by_thief.rfind('~') + 1);
    EXPECT_TRUE(test::has(test::verify(swapped), "holder-binding", Outcome::Fail, "signature-invalid", ""));
    const auto no_cnf = test::verify(stolen + by_thief.substr(by_thief.rfind('~') + 1));
    EXPECT_TRUE(test::has(no_cnf, "holder-binding", Outcome::Fail, "key-binding-without-key", "/cnf"));
}

TEST(SdJwt, InsideAPresentation) {
    const std::string text = *vc::sdjwt::derive(issued_sd(holders_badge()).text, {"/evidence"});
    vc::PresentOptions options;
    options.format = vc::Format::Jwt;
    options.created = test::instant("2025-05-01T00:00:00Z");
    options.challenge = "c-1";
    options.domain = "verifier.example";
    const auto presented = vc::present({*vc::for_presentation(text)}, test::key(kHolder), options, test::environment());
    ASSERT_TRUE(presented) << presented.error().code;
    const auto report = test::verify(presented->text, asked());
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_EQ(test::verify(vc::envelope(text, "application/vc+sd-jwt")).verdict(), Verdict::Valid);
}

// --- SD-JWT VC ---

TEST(SdJwtVc, IssuedAndVerified) {
    const json::Value claims = test::parse(R"({"vct":"https://issuer.example/types/badge","given_name":"Ada",
        "badge":{"name":"Teamwork","level":2},"nbf":1704067200,"exp":2335219200})");
    auto options = issue_options();
    options.sd_jwt.holder_key = test::key(kHolder).public_key();
    const auto secured = issued_sd(claims, options);
    EXPECT_EQ(secured.media_type, "application/dc+sd-jwt");
    const auto report = test::verify(secured.text);
    EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
    EXPECT_EQ(report.kind, "SdJwtVc");
    EXPECT_EQ(report.credential.at("given_name"), "Ada");
    EXPECT_EQ(json::view(report.credential.at("iss")), did::did_key(test::key(1).public_key()));

    const auto bare = *vc::sdjwt::derive(secured.text, {"/badge"});
    const auto shown = test::verify(bound(bare), asked());
    EXPECT_EQ(shown.verdict(), Verdict::Valid) << test::show(shown);
    EXPECT_EQ(json::find(shown.credential, "given_name"), nullptr);
    EXPECT_EQ(shown.credential.at("badge").at("level"), 2);

    auto late = test::verify_options();
    late.now = test::instant("2044-01-01T00:01:01Z");
    EXPECT_TRUE(test::has(test::verify(secured.text, late), "validity-period", Outcome::Fail, "jwt-expired", "/exp"));
}

TEST(SdJwtVc, WhatItMustHave) {
    const auto code = [](std::string_view claims) {
        const auto secured = vc::issue(test::parse(claims), test::key(1), issue_options(), test::environment());
        return secured ? std::string() : secured.error().code + " " + secured.error().pointer;
    };
    EXPECT_EQ(code(R"({"name":"Ada"})"), "missing-vct /vct");
    EXPECT_EQ(code(R"({"vct":1})"), "missing-vct /vct");
    EXPECT_EQ(code(R"({"vct":"a","exp":"soon"})"), "claims-malformed /exp");
    json::Value payload = test::parse(R"({"vct":"a","status":{"status_list":{"idx":1,"uri":"https://s.example/1"}}})");
    test::set(payload, "/iss", "\"" + did::did_key(test::key(1).public_key()) + "\"");
    EXPECT_EQ(test::verify(signed_sd(payload, {}, "dc+sd-jwt")).verdict(), Verdict::Unknown) << "status";
    test::remove(payload, "/status");
    EXPECT_EQ(test::verify(signed_sd(payload, {}, "dc+sd-jwt")).verdict(), Verdict::Valid);
    const auto by_other = test::verify(signed_sd(payload, {}, "dc+sd-jwt", 3));
    EXPECT_TRUE(test::has(by_other, "issuer", Outcome::Fail, "issuer-key-mismatch", "/iss")) << test::show(by_other);
    const auto hidden = test::verify(signed_sd(payload, {"/iss"}, "dc+sd-jwt"));
    EXPECT_TRUE(test::has(hidden, "data-model", Outcome::Fail, "claim-not-disclosable", "/iss"));
}

}  // namespace
}  // namespace blason
