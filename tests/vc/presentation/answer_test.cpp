// From a query to a presentation and back: what the wallet shows, and what the verifier makes of it.
#include "vc/presentation/answer.hpp"

#include <gtest/gtest.h>

#include "engine/crypto/hash.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/text/base64url.hpp"
#include "tests/vc/secured.hpp"
#include "vc/dcql/evaluate.hpp"
#include "vc/dcql/response.hpp"
#include "vc/presentation/presented.hpp"

namespace blason {
namespace {

using vc::FormatIdentifier;
using vc::presentation::Discretion;
using vc::presentation::Held;

constexpr std::uint8_t kHolder = 2;
constexpr std::string_view kAudience = "x509_san_dns:verifier.example";
constexpr std::string_view kNonce = "n-0S6_WzA2Mj";

/// A badge about the holder that says their e-mail address in clear, and where they live.
json::Value holders_badge() {
    json::Value badge = test::badge();
    test::set(badge, "/credentialSubject/id", "\"" + did::did_key(test::key(kHolder).public_key()) + "\"");
    test::set(badge, "/credentialSubject/identifier", R"([{"type": "IdentityObject", "hashed": false,
        "identityType": "emailAddress", "identityHash": "learner@example.org"}])");
    return badge;
}

json::Value holders_vct() {
    return test::parse(R"({"vct": "https://vct.example/diploma", "name": "Arthur",
        "email": "learner@example.org", "degrees": [{"type": "BSc", "grade": 1}, {"type": "MSc", "grade": 2}]})");
}

std::string issue(json::Value credential, vc::Format format, std::string_view suite = "eddsa-rdfc-2022") {
    static const auto p256 = test::test_key(crypto::KeyType::P256, 1);
    vc::IssueOptions options;
    options.format = format;
    options.cryptosuite = suite;
    options.created = test::instant("2025-01-01T00:00:00Z");
    options.set_issuer = json::find(credential, "@context") != nullptr;
    options.sd_jwt.holder_key = test::key(kHolder).public_key();
    auto secured =
        vc::issue(std::move(credential), suite == "ecdsa-sd-2023" ? *p256 : test::key(1), options, test::environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(secured->text);
}

Held read(std::string_view text) {
    auto held = vc::presentation::read_held(text, test::environment().jsonld);
    if (!held) throw std::runtime_error(held.error().code + " at " + held.error().pointer);
    return std::move(*held);
}

vc::dcql::Query asking(std::string_view format, std::string_view members) {
    auto query = vc::dcql::parse_query(test::parse(R"({"credentials": [{"id": "q", "format": ")" + std::string(format) +
                                                   "\", " + std::string(members) + "}]}"));
    if (!query) throw std::runtime_error(query.error().code + " at " + query.error().pointer);
    return std::move(*query);
}

vc::presentation::BindingOptions binding() {
    vc::presentation::BindingOptions options;
    options.created = test::instant("2025-06-01T00:00:00Z");
    options.challenge = std::string(kNonce);
    options.domain = std::string(kAudience);
    return options;
}

/// What the wallet sends for the first candidate.
json::Value answer(const std::string& text, const vc::dcql::Query& query,
                   const std::vector<vc::presentation::TransactionData>& transactions = {}) {
    const Held held = read(text);
    const auto evaluation = vc::dcql::evaluate(query, {&held, 1});
    if (!evaluation.satisfiable) {
        throw std::runtime_error(std::string(evaluation.credentials[0].rejections.at(0).why.code));
    }
    const auto& revealed = evaluation.credentials[0].candidates[0].revealed;
    const auto reduced = vc::presentation::reduced(text, held, revealed, test::environment());
    if (!reduced) throw std::runtime_error(reduced.error().code + " at " + reduced.error().pointer);
    auto made =
        query.credentials[0].require_holder_binding
            ? vc::presentation::bound(*reduced, held, test::key(kHolder), binding(), transactions, test::environment())
            : vc::presentation::bare(*reduced);
    if (!made) throw std::runtime_error(made.error().code + " at " + made.error().pointer);
    return std::move(*made);
}

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
    static std::string badge() { return issue(holders_badge(), GetParam().secured, GetParam().suite); }
    static constexpr const char* kAskForName = R"(
        "meta": {"type_values": [["https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"]]},
        "claims": [{"path": ["credentialSubject", "achievement", "name"], "values": ["Teamwork"]}])";
};

TEST_P(EveryForm, IsReadAsWhatItIs) {
    const Held held = read(badge() + "\n");
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
    const auto made = vc::presentation::bound(text, read(text), test::key(kHolder), options, {}, test::environment());
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
    const std::string text = issue(holders_vct(), vc::Format::SdJwt);
    const Held held = read(text);
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
        const auto reduced = vc::presentation::reduced(text, read(text), {pointer}, test::environment());
        const auto made =
            vc::presentation::bound(*reduced, read(text), test::key(kHolder), binding(), {}, test::environment());
        auto presented = vc::presentation::read_presented(*made, test::environment().jsonld);
        presented->credential.holder_binding = true;
        return vc::dcql::check_response(query, {{"q", {presented->credential}}}).has_value();
    };
    EXPECT_TRUE(accepted("/degrees/1"));
    EXPECT_TRUE(accepted("/degrees"));
    EXPECT_FALSE(accepted("/degrees/0"));
}

TEST(Answer, AnEnvelopeIsOpened) {
    const std::string text = issue(holders_badge(), vc::Format::Jwt);
    const std::string envelope =
        R"({"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,)" +
        text + "\"}";
    EXPECT_EQ(read(envelope).format, FormatIdentifier::JwtVcJson);
    const auto query = asking("jwt_vc_json", R"("meta": {})");
    const auto presentation = answer(envelope, query);
    EXPECT_TRUE(presentation.is_string());
    expect_accepted(presentation, query);
}

/// A certificate made for tests, whose authority's key is "79po7XQUAO7P2Ei8mp5Ri8APAHg".
constexpr const char* kCertificate =
    "MIIBljCCATygAwIBAgIUc83WfEvBHT0NFLlcmdtDtEywZWQwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLVGVzdCBpc3N1ZXIwHhcN"
    "MjYxMTIzMDk0NDQzWhcNMzYxMTIwMDk0NDQzWjAWMRQwEgYDVQQDDAtUZXN0IGlzc3VlcjBZMBMGByqGSM49AgEGCCqGSM49AwEH"
    "A0IABK+m8fXkRgkZxUzXyJcSTMc25FnVKZpX+V1nQCq0+23oadJrAqZRG71NLfjoU1OB7omw/0sR9eb+pFtDLMaUXB+jaDBmMAkG"
    "A1UdEwQCMAAwHQYDVR0OBBYEFDpwdh15QuCvofn0MpvvYEeqFAtNMB8GA1UdIwQYMBaAFO/aaO10FADuz9hIvJqeUYvADwB4MBkG"
    "A1UdEQQSMBCCDmlzc3Vlci5leGFtcGxlMAoGCCqGSM49BAMCA0gAMEUCICNg6IWdF4UyPIPRcz05PV1hXNMIqdDpajkk7djXMP0V"
    "AiEA7OtwszqneaBEd6zlYn0VUgK6DF/8HpmRaXu3jFCHAno=";

TEST(Answer, TheAuthorityIsNamedByTheCertificates) {
    const json::Object header{
        {"typ", "dc+sd-jwt"}, {"kid", "k"}, {"x5c", json::Array{"not a certificate", 1, kCertificate}}};
    const auto token = *jose::sign_compact(test::key(1), crypto::SignatureAlgorithm::EdDsa, header,
                                           as_bytes(json::serialize(holders_vct())));
    const Held held = read(token + "~");
    EXPECT_EQ(held.authority_key_ids, (std::vector<std::string>{"79po7XQUAO7P2Ei8mp5Ri8APAHg"}));
    const auto query = asking("dc+sd-jwt", R"("meta": {}, "require_cryptographic_holder_binding": false,
        "trusted_authorities": [{"type": "aki", "values": ["79po7XQUAO7P2Ei8mp5Ri8APAHg"]}])");
    EXPECT_TRUE(vc::dcql::evaluate(query, {&held, 1}).satisfiable);
}

TEST(Answer, AnotherKeyIsNotTheHolder) {
    const std::string text = issue(holders_badge(), vc::Format::SdJwt);
    const auto made = vc::presentation::bound(text, read(text), test::key(3), binding(), {}, test::environment());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "holder-key-mismatch");
    auto options = binding();
    options.holder = "did:example:another";
    for (const auto format : {vc::Format::Jwt, vc::Format::DataIntegrity}) {
        const std::string other = issue(holders_badge(), format);
        const auto refused =
            vc::presentation::bound(other, read(other), test::key(3), options, {}, test::environment());
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "holder-key-mismatch");
    }
}

// security.md OA30
TEST(Answer, OA30_WhoPresentsTheBadgeOfAnotherIsNotItsSubject) {
    for (const auto format : {vc::Format::Jwt, vc::Format::DataIntegrity}) {
        const std::string text = issue(holders_badge(), format);
        const auto made = vc::presentation::bound(text, read(text), test::key(3), binding(), {}, test::environment());
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

std::string encoded(std::string_view text) {
    return text::base64url_encode(as_bytes(text));
}

vc::presentation::TransactionData transaction(std::string_view content) {
    auto read = vc::presentation::parse_transaction_data(encoded(content));
    if (!read) throw std::runtime_error(read.error().code);
    return std::move(*read);
}

json::Object key_binding_claims(const json::Value& presentation) {
    const auto parts = sdjwt::split(json::view(presentation));
    return *jose::parse_claims(jose::parse_compact(parts->key_binding)->payload);
}

TEST(TransactionData, IsSignedWithTheKeyBinding) {
    const std::string text = issue(holders_vct(), vc::Format::SdJwt);
    const auto query = asking("dc+sd-jwt", R"("meta": {})");
    const std::vector one{transaction(R"({"type": "payment", "credential_ids": ["q"], "amount": 1})")};
    const auto claims = key_binding_claims(answer(text, query, one));
    const auto digest = crypto::sha256(std::string_view(one[0].text));
    EXPECT_EQ(json::view(claims.at("transaction_data_hashes").as_array().at(0)),
              text::base64url_encode(digest.bytes()));
    EXPECT_EQ(claims.if_contains("transaction_data_hashes_alg"), nullptr);
    EXPECT_EQ(json::view(claims.at("nonce")), kNonce);
    EXPECT_EQ(json::view(claims.at("aud")), kAudience);
    EXPECT_TRUE(vc::presentation::check_transaction_claims(claims, one));
    const std::vector two{one[0], transaction(R"({"type": "x", "credential_ids": ["q"]})")};
    EXPECT_EQ(vc::presentation::check_transaction_claims(claims, two).error().code, "transaction-data-other");
    EXPECT_EQ(vc::presentation::check_transaction_claims(claims, {}).error().code, "transaction-data-other");
    const auto none = key_binding_claims(answer(text, query));
    EXPECT_EQ(vc::presentation::check_transaction_claims(none, one).error().code, "transaction-data-missing");
    EXPECT_TRUE(vc::presentation::check_transaction_claims(none, {}));
}

TEST(TransactionData, TheHashIsOneThatWasAskedFor) {
    const auto named = transaction(R"({"type": "x", "credential_ids": ["q"],
                                       "transaction_data_hashes_alg": ["sha-1", "sha-512", "sha-384"]})");
    const std::vector<vc::presentation::TransactionData> all{named};
    auto claims = *vc::presentation::transaction_claims(all);
    EXPECT_EQ(claims.at("transaction_data_hashes_alg"), "sha-384");
    EXPECT_TRUE(vc::presentation::check_transaction_claims(claims, all));
    claims["transaction_data_hashes_alg"] = "sha-256";
    EXPECT_EQ(vc::presentation::check_transaction_claims(claims, all).error().code, "transaction-data-hash");
    claims.erase("transaction_data_hashes_alg");
    EXPECT_EQ(vc::presentation::check_transaction_claims(claims, all).error().code, "transaction-data-hash");
    const std::vector both{named, transaction(R"({"type": "x", "credential_ids": ["q"]})")};
    EXPECT_EQ(vc::presentation::transaction_claims(both).error().code, "transaction-data-hash");
}

TEST(TransactionData, BadOnesAreRefused) {
    const auto code = [](std::string_view text) {
        const auto read = vc::presentation::parse_transaction_data(text);
        return read ? std::string("read") : read.error().code + " " + read.error().pointer;
    };
    EXPECT_EQ(code("a+b="), "base64url-syntax ");
    EXPECT_EQ(code(encoded("{")), "json-syntax ");
    EXPECT_EQ(code(encoded("[]")), "wrong-type ");
    EXPECT_EQ(code(encoded("{}")), "missing-member /type");
    EXPECT_EQ(code(encoded(R"({"type": "x"})")), "missing-member /credential_ids");
    EXPECT_EQ(code(encoded(R"({"type": "x", "credential_ids": []})")), "dcql-empty /credential_ids");
    EXPECT_EQ(code(encoded(R"({"type": "x", "credential_ids": [1]})")), "wrong-type /credential_ids");
    EXPECT_EQ(code(encoded(R"({"type": "x", "credential_ids": ["q"], "transaction_data_hashes_alg": []})")),
              "dcql-empty /transaction_data_hashes_alg");
    EXPECT_EQ(code(std::string(vc::presentation::kMaxTransactionBytes + 1, 'A')), "transaction-data-size ");
}

TEST(TransactionData, OnlyAnSdJwtAuthorizes) {
    const std::vector one{transaction(R"({"type": "payment", "credential_ids": ["q"]})")};
    for (const auto format : {vc::Format::Jwt, vc::Format::DataIntegrity}) {
        const std::string text = issue(holders_badge(), format);
        const auto made =
            vc::presentation::bound(text, read(text), test::key(kHolder), binding(), one, test::environment());
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, "transaction-data-unsupported");
    }
}

}  // namespace
}  // namespace blason
