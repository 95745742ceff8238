// From a query to a presentation and back: what the wallet shows, and what the verifier makes of it.
#include "vc/presentation/answer.hpp"

#include <gtest/gtest.h>

#include "engine/jose/jwt.hpp"
#include "engine/sdjwt/combined.hpp"
#include "tests/vc/certificates.hpp"
#include "tests/vc/presentation/presenting.hpp"
#include "vc/dcql/response.hpp"
#include "vc/presentation/presented.hpp"

namespace blason {
namespace {

using namespace test;
using vc::FormatIdentifier;
using vc::presentation::Discretion;
using vc::presentation::Held;

vc::Report verified(const json::Value& presentation, bool bound = true) {
    auto options = test::verify_options();
    if (bound) {
        options.challenge = std::string(kNonce);
        options.domain = std::string(kAudience);
    }
    return test::verify(presentation, options);
}

/// The verifier: verifies, then evaluates the whole query again.
void expect_accepted(const json::Value& presentation, const vc::dcql::Query& query) {
    const bool bound = query.credentials[0].require_holder_binding;
    const auto report = verified(presentation, bound);
    EXPECT_EQ(report.verdict(), vc::Verdict::Valid) << test::show(report);
    auto presented = vc::presentation::read_presented(presentation, test::environment().jsonld);
    ASSERT_TRUE(presented) << presented.error().code;
    EXPECT_EQ(presented->bound, bound);
    EXPECT_EQ(presented->by_subject, bound);
    presented->credential.holder_binding = presented->bound;
    const auto checked = vc::dcql::check_response(query, {{"q", {presented->credential}}});
    EXPECT_TRUE(checked) << checked.error().code << checked.error().pointer << checked.error().detail;
}

std::string everything_in(const json::Value& presentation) {
    const auto presented = vc::presentation::read_presented(presentation, test::environment().jsonld);
    return json::serialize(presented->credential.credential.value());
}

struct Form {
    const char* name;
    const char* format;
    vc::Format secured;
    const char* suite;
    FormatIdentifier identifier;
    Discretion discretion;
};

class EveryForm : public testing::TestWithParam<Form> {
  protected:
    static std::string badge() { return issue_for_holder(holders_badge(), GetParam().secured, GetParam().suite); }
    static constexpr const char* kAskForName = R"(
        "meta": {"type_values": [["https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"]]},
        "claims": [{"path": ["credentialSubject", "achievement", "name"], "values": ["Teamwork"]}])";
};

TEST_P(EveryForm, IsReadAsWhatItIs) {
    const Held held = read_held(badge() + "\n");
    EXPECT_EQ(held.format, GetParam().identifier);
    EXPECT_EQ(held.discretion, GetParam().discretion);
    EXPECT_TRUE(held.holder_binding);
    EXPECT_EQ(held.types, (std::vector<std::string>{"VerifiableCredential", "OpenBadgeCredential"}));
    EXPECT_EQ(held.expanded_types,
              (std::vector<std::string>{"https://www.w3.org/2018/credentials#VerifiableCredential",
                                        "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"}));
}

TEST_P(EveryForm, IsPresentedAndAccepted) {
    const auto query = asking(GetParam().format, kAskForName);
    const auto presentation = answer(badge(), query);
    EXPECT_EQ(presentation.is_object(), GetParam().identifier == FormatIdentifier::LdpVc);
    expect_accepted(presentation, query);
}

TEST_P(EveryForm, WithoutHolderBindingTheCredentialItselfIsShown) {
    const auto query =
        asking(GetParam().format, std::string(R"("require_cryptographic_holder_binding": false, )") + kAskForName);
    expect_accepted(answer(badge(), query), query);
}

// What a verifier does not ask for it does not get, where the form allows it.
TEST_P(EveryForm, WhoAsksForTheNameNeverSeesTheEmailAddress) {
    const auto shown = everything_in(answer(badge(), asking(GetParam().format, kAskForName)));
    EXPECT_NE(shown.find("Teamwork"), std::string::npos);
    EXPECT_EQ(shown.find("learner@example.org") == std::string::npos, GetParam().discretion != Discretion::None);
    EXPECT_EQ(shown.find("creditsEarned") == std::string::npos, GetParam().discretion != Discretion::None);
}

TEST_P(EveryForm, WhoAsksForTheEmailAddressGetsItAndNoMore) {
    const auto query = asking(GetParam().format, R"("meta": {}, "claims": [
        {"path": ["credentialSubject", "identifier", null, "identityHash"], "values": ["learner@example.org"]}])");
    const auto presentation = answer(badge(), query);
    expect_accepted(presentation, query);
    const auto shown = everything_in(presentation);
    EXPECT_NE(shown.find("learner@example.org"), std::string::npos);
    EXPECT_EQ(shown.find("creditsEarned") == std::string::npos, GetParam().discretion != Discretion::None);
    // An issuer of SD-JWTs decides what can be kept back: here not the parts of an achievement.
    EXPECT_EQ(shown.find("Cooperation") == std::string::npos, GetParam().discretion == Discretion::Pointers);
}

TEST_P(EveryForm, IsForOneRequestOnly) {
    const auto presentation = answer(badge(), asking(GetParam().format, kAskForName));
    auto options = test::verify_options();
    options.challenge = "another";
    options.domain = std::string(kAudience);
    EXPECT_EQ(test::verify(presentation, options).verdict(), vc::Verdict::Invalid);
    options.challenge = std::string(kNonce);
    options.domain = "verifier.example";  // the client id without its prefix is another audience
    EXPECT_EQ(test::verify(presentation, options).verdict(), vc::Verdict::Invalid);
}

TEST_P(EveryForm, NeedsANonceAndAnAudience) {
    const std::string text = badge();
    auto options = binding();
    options.challenge.reset();
    const auto made =
        vc::presentation::bound(text, read_held(text), test::key(kHolder), options, {}, test::environment());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "binding-incomplete");
}

std::string form_name(const testing::TestParamInfo<Form>& info) {
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Answer, EveryForm,
                         testing::Values(Form{"ldp_vc", "ldp_vc", vc::Format::DataIntegrity, "eddsa-rdfc-2022",
                                              FormatIdentifier::LdpVc, Discretion::None},
                                         Form{"ecdsa_sd", "ldp_vc", vc::Format::DataIntegrity, "ecdsa-sd-2023",
                                              FormatIdentifier::LdpVc, Discretion::Pointers},
                                         Form{"jwt_vc_json", "jwt_vc_json", vc::Format::Jwt, "eddsa-rdfc-2022",
                                              FormatIdentifier::JwtVcJson, Discretion::None},
                                         Form{"vc_sd_jwt", "vc+sd-jwt", vc::Format::SdJwt, "eddsa-rdfc-2022",
                                              FormatIdentifier::VcSdJwt, Discretion::Disclosures}),
                         form_name);

TEST(Answer, AnSdJwtVcShowsTheDisclosuresOfTheMatchedPathsOnly) {
    const std::string text = issue_for_holder(holders_vct(), vc::Format::SdJwt);
    const Held held = read_held(text);
    EXPECT_EQ(held.format, FormatIdentifier::DcSdJwt);
    EXPECT_EQ(held.vcts, (std::vector<std::string>{"https://vct.example/diploma"}));
    const auto query = asking("dc+sd-jwt", R"("meta": {"vct_values": ["https://vct.example/diploma"]},
                                              "claims": [{"path": ["degrees", 1, "type"], "values": ["MSc"]}])");
    const auto presentation = answer(text, query);
    const auto shown = everything_in(presentation);
    EXPECT_NE(shown.find("MSc"), std::string::npos);
    EXPECT_EQ(shown.find("learner@example.org"), std::string::npos);
    EXPECT_EQ(shown.find("Arthur"), std::string::npos);
    EXPECT_FALSE(sdjwt::split(json::view(presentation))->key_binding.empty());
}

// security.md OA29
TEST(Answer, OA29_TheElementThatWasAskedForAndNoOther) {
    vc::IssueOptions options;
    options.format = vc::Format::SdJwt;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.sd_jwt.holder_key = test::key(kHolder).public_key();
    options.sd_jwt.disclosable = {"/degrees/0", "/degrees/1"};
    const std::string text = vc::issue(holders_vct(), test::key(1), options, test::environment())->text;
    const auto query = asking("dc+sd-jwt", R"("meta": {}, "claims": [{"path": ["degrees", 1]}])");
    const auto accepted = [&](const std::string& pointer) {
        const auto reduced = vc::presentation::reduced(text, read_held(text), {pointer}, test::environment());
        const auto made =
            vc::presentation::bound(*reduced, read_held(text), test::key(kHolder), binding(), {}, test::environment());
        auto presented = vc::presentation::read_presented(*made, test::environment().jsonld);
        presented->credential.holder_binding = true;
        return vc::dcql::check_response(query, {{"q", {presented->credential}}}).has_value();
    };
    EXPECT_TRUE(accepted("/degrees/1"));
    EXPECT_TRUE(accepted("/degrees"));
    EXPECT_FALSE(accepted("/degrees/0"));
}

TEST(Answer, AnEnvelopeIsOpened) {
    const std::string text = issue_for_holder(holders_badge(), vc::Format::Jwt);
    const std::string envelope =
        R"({"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,)" +
        text + "\"}";
    EXPECT_EQ(read_held(envelope).format, FormatIdentifier::JwtVcJson);
    const auto query = asking("jwt_vc_json", R"("meta": {})");
    const auto presentation = answer(envelope, query);
    EXPECT_TRUE(presentation.is_string());
    expect_accepted(presentation, query);
}

/// A credential that key 1 has signed, with these certificates in its header; the authorities that they speak for.
std::vector<std::string> authorities(json::Array x5c, std::uint8_t signer = 1) {
    const json::Object header{{"typ", "dc+sd-jwt"}, {"kid", "k"}, {"x5c", std::move(x5c)}};
    const auto token = *jose::sign_compact(test::key(signer), crypto::SignatureAlgorithm::EdDsa, header,
                                           as_bytes(json::serialize(holders_vct())));
    return read_held(token + "~").authority_key_ids;
}

TEST(Answer, TheAuthorityIsNamedByTheCertificates) {
    using Keys = std::vector<std::string>;
    EXPECT_EQ(authorities({kLeaf}), (Keys{kAuthorityKey}));
    EXPECT_EQ(authorities({kLeaf, kAuthority}), (Keys{kAuthorityKey, kRootKey}));
    EXPECT_EQ(authorities({kLeaf, kAuthority, kRoot}), (Keys{kAuthorityKey, kRootKey}));
    const json::Object header{{"typ", "dc+sd-jwt"}, {"kid", "k"}, {"x5c", json::Array{kLeaf}}};
    const auto token = *jose::sign_compact(test::key(1), crypto::SignatureAlgorithm::EdDsa, header,
                                           as_bytes(json::serialize(holders_vct())));
    const Held held = read_held(token + "~");
    const auto query = asking("dc+sd-jwt", R"("meta": {}, "require_cryptographic_holder_binding": false,
        "trusted_authorities": [{"type": "aki", "values": [")" +
                                               std::string(kAuthorityKey) + "\"]}]");
    EXPECT_TRUE(vc::dcql::evaluate(query, {&held, 1}).satisfiable);
}

// security.md OA29: whoever makes a header can copy certificates into it.
TEST(Answer, OA29_AChainThatDoesNotHoldSpeaksForNobody) {
    using Keys = std::vector<std::string>;
    EXPECT_EQ(authorities({kLeaf, kAuthority}, 3), Keys()) << "signed by another key than the certificate's";
    EXPECT_EQ(authorities({kAuthority}), Keys());
    EXPECT_EQ(authorities({kLeaf, kRoot}), Keys()) << "a link is missing";
    EXPECT_EQ(authorities({kLeaf, kLeaf}), Keys()) << "no authority";
    EXPECT_EQ(authorities({kLeaf, kAuthority, kAuthority}), Keys());
    EXPECT_EQ(authorities({kLeaf, "AAAA"}), Keys());
    EXPECT_EQ(authorities({kLeaf, 1}), Keys());
    EXPECT_EQ(authorities({}), Keys());
    // The same names, but not signed by the authority: a letter of the signature is another.
    std::string forged(kLeaf);
    const auto last = forged.find_last_not_of('=');
    forged[last - 4] = forged[last - 4] == 'A' ? 'B' : 'A';
    EXPECT_EQ(authorities({json::key(forged)}).size(), 1U) << "nobody is there to ask";
    EXPECT_EQ(authorities({json::key(forged), kAuthority}), Keys());
    EXPECT_EQ(authorities(json::Array(9, kLeaf)), Keys()) << "too long";
}

TEST(Answer, AnotherKeyIsNotTheHolder) {
    const std::string text = issue_for_holder(holders_badge(), vc::Format::SdJwt);
    const auto made = vc::presentation::bound(text, read_held(text), test::key(3), binding(), {}, test::environment());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "holder-key-mismatch");
    auto options = binding();
    options.holder = "did:example:another";
    for (const auto format : {vc::Format::Jwt, vc::Format::DataIntegrity}) {
        const std::string other = issue_for_holder(holders_badge(), format);
        const auto refused =
            vc::presentation::bound(other, read_held(other), test::key(3), options, {}, test::environment());
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "holder-key-mismatch");
    }
}

// security.md OA30
TEST(Answer, OA30_WhoPresentsTheBadgeOfAnotherIsNotItsSubject) {
    for (const auto format : {vc::Format::Jwt, vc::Format::DataIntegrity}) {
        const std::string text = issue_for_holder(holders_badge(), format);
        const auto made =
            vc::presentation::bound(text, read_held(text), test::key(3), binding(), {}, test::environment());
        ASSERT_TRUE(made);
        const auto presented = vc::presentation::read_presented(*made, test::environment().jsonld);
        ASSERT_TRUE(presented);
        EXPECT_TRUE(presented->bound);
        EXPECT_FALSE(presented->by_subject);
        EXPECT_FALSE(presented->credential.holder_binding);
    }
}

TEST(Answer, OA30_APresentationWithSeveralCredentialsOrNoneIsRefused) {
    for (const char* inside : {"[]", R"(["a", "b"])", "null"}) {
        const auto read = vc::presentation::read_presented(
            test::parse(R"({"type": ["VerifiablePresentation"], "verifiableCredential": )" + std::string(inside) + "}"),
            test::environment().jsonld);
        EXPECT_FALSE(read) << inside;
    }
    const auto nested =
        vc::presentation::read_presented(test::parse(R"({"type": ["VerifiablePresentation"], "verifiableCredential": [{
            "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}]})"),
                                         test::environment().jsonld);
    ASSERT_FALSE(nested);
    EXPECT_EQ(nested.error().code, "jwt-no-credential");
}

}  // namespace
}  // namespace blason
