// What is not acceptable is said with a stable code and the place, and with the status that fits.
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

struct Refusal {
    std::string name;
    std::string input;  ///< an unsigned credential
    std::string code;
    std::string pointer;
};

/// The sample, as text, with one text replaced by another.
std::string changed(std::string_view from, std::string_view to) {
    std::string text = json::serialize(sample_badge());
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("nothing to change: " + std::string(from));
    return text.replace(at, from.size(), to);
}

std::vector<Refusal> refusals() {
    const std::string deep(100'000, '[');
    return {
        {"NotJson", "hello", "json-syntax", ""},
        {"Empty", "", "json-syntax", ""},
        {"CutOff", changed("}}}", "}}"), "json-syntax", ""},
        {"DuplicateKey", changed(R"("name":"Soldering","issuer")", R"("name":"a","name":"b","issuer")"),
         "json-duplicate-key", "/name"},
        {"EscapedDuplicateKey", changed(R"("name":"Soldering","issuer")", R"("name":"a","n\u0061me":"b","issuer")"),
         "json-duplicate-key", "/name"},
        {"TooDeep", changed(R"("name":"Soldering","issuer")", R"("name":)" + deep + R"(,"issuer")"), "json-depth",
         "/name" +
             [] {
                 std::string zeros;
                 for (int i = 0; i < 63; ++i) zeros += "/0";
                 return zeros;
             }()},
        {"NumberTooLarge", changed(R"("name":"Soldering","issuer")", R"("name":1e400,"issuer")"),
         "json-number-overflow", "/name"},
        {"InvalidUtf8", changed("Soldering", "S\xff"), "json-invalid-utf8", "/name"},
        {"EscapedNul", changed("Soldering", R"(Solder\u0000ing)"), "json-nul", "/name"},
        {"UnknownContext",
         changed(R"(context-3.0.3.json"])", R"(context-3.0.3.json","https://unknown.example/context/v1"])"),
         "context-unknown", "/@context/2"},
        {"UndefinedTerm", changed(R"("name":"Soldering","issuer")", R"("nickname":"S","issuer")"), "data-loss",
         "/nickname"},
        {"WrongDate", changed("2026-01-15T09:00:00Z", "yesterday"), "invalid-date", "/validFrom"},
    };
}

class BadInput : public testing::TestWithParam<Refusal> {};

TEST_P(BadInput, IsRefusedByIssue) {
    const Folder folder;
    const auto outcome = blason(
        {"issue", "--key", folder.write("key.json", kTestKey), "--set-issuer", "--json", "-o", folder.path("out.json")},
        GetParam().input);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_FALSE(std::filesystem::exists(folder.path("out.json")));
    const auto error = error_of(outcome.err);
    EXPECT_EQ(json::view(error.at("code")), GetParam().code) << outcome.err;
    EXPECT_EQ(json::view(error.at("pointer")), GetParam().pointer) << outcome.err;
    EXPECT_FALSE(json::view(error.at("message")).empty());
}

TEST_P(BadInput, IsNeverValid) {
    const auto outcome = blason({"verify", "--json", "--offline"}, GetParam().input);
    // A limit of ours says nothing about what is beyond it.
    const bool limit = GetParam().code == "json-depth";
    EXPECT_EQ(outcome.status, limit ? 3 : 1) << outcome.out << outcome.err;
    EXPECT_EQ(parse(outcome.out).as_object().at("outcome"), limit ? "unknown" : "invalid");
}

INSTANTIATE_TEST_SUITE_P(Issue, BadInput, testing::ValuesIn(refusals()),
                         [](const auto& row) { return row.param.name; });

/// What `verify --json` says of the sample once it is signed and then changed.
class BadProof : public testing::Test {
  protected:
    BadProof() {
        const auto issued = blason({"issue", "--key", key_, "--set-issuer"}, json::serialize(sample_badge()));
        EXPECT_EQ(issued.status, 0) << issued.err;
        badge_ = parse(issued.out);
    }

    json::Object& proof() { return badge_.as_object().at("proof").as_object(); }
    void expect(int status, std::string_view outcome, std::string_view code) {
        const auto verified = blason({"verify", "--json", "--offline"}, json::serialize(badge_));
        EXPECT_EQ(verified.status, status) << verified.out << verified.err;
        const auto check = check_of(verified.out, "proof");
        EXPECT_EQ(json::view(check.at("outcome")), outcome) << verified.out;
        EXPECT_EQ(json::view(check.at("code")), code) << verified.out;
        EXPECT_TRUE(json::view(check.at("pointer")).starts_with("/proof")) << verified.out;
    }

    Folder folder_;
    std::string key_ = folder_.write("key.json", kTestKey);
    json::Value badge_;
};

TEST_F(BadProof, TamperedValue) {
    badge_.as_object()["name"] = "Welding";
    expect(1, "fail", "signature-mismatch");
}

TEST_F(BadProof, CutProofValue) {
    auto& value = proof().at("proofValue").as_string();
    value.resize(value.size() - 10);
    expect(1, "fail", "proof-value-malformed");
}

TEST_F(BadProof, NoProof) {
    badge_.as_object().erase("proof");
    const auto verified = blason({"verify", "--json", "--offline"}, json::serialize(badge_));
    EXPECT_EQ(verified.status, 1) << verified.out;
    EXPECT_EQ(check_of(verified.out, "proof").at("outcome"), "fail");
}

TEST_F(BadProof, ByAnotherKey) {
    const std::string other = folder_.write("other.json", kOtherTestKey);
    json::Value unsigned_badge = badge_;
    unsigned_badge.as_object().erase("proof");
    const auto issued = blason(
        {"issue", "--key", other, "--verification-method", std::string(json::view(proof().at("verificationMethod")))},
        json::serialize(unsigned_badge));
    ASSERT_EQ(issued.status, 0) << issued.err;
    badge_ = parse(issued.out);
    expect(1, "fail", "signature-mismatch");
}

TEST_F(BadProof, UnknownSuite) {
    proof()["cryptosuite"] = "eddsa-rdfc-2099";
    expect(3, "unknown", "cryptosuite-unknown");
    const auto issued = blason({"issue", "--key", key_, "--set-issuer", "--suite", "eddsa-rdfc-2099", "--json"},
                               json::serialize(sample_badge()));
    EXPECT_EQ(issued.status, 2) << "the option is wrong, not the credential";
    EXPECT_EQ(error_of(issued.err).at("code"), "cryptosuite-unknown");
}

TEST_F(BadProof, UnknownDidMethod) {
    badge_.as_object()["issuer"] = "did:nonsense:1";
    proof()["verificationMethod"] = "did:nonsense:1#key";
    expect(3, "unknown", "method-not-supported");
}

TEST_F(BadProof, UnreachableDidWeb) {
    badge_.as_object()["issuer"] = "did:web:fablab.example";
    proof()["verificationMethod"] = "did:web:fablab.example#key";
    expect(3, "unknown", "fetch-offline");
    const auto verified = blason({"verify", "--json", "--offline"}, json::serialize(badge_));
    EXPECT_EQ(check_of(verified.out, "proof").at("message"),
              "The key is not known: https://fablab.example/.well-known/did.json could not be fetched "
              "(nothing is fetched while offline).");
}

TEST_F(BadProof, MissingIssuer) {
    badge_.as_object().erase("issuer");
    const auto verified = blason({"verify", "--json", "--offline"}, json::serialize(badge_));
    EXPECT_EQ(verified.status, 1);
    EXPECT_EQ(check_of(verified.out, "data-model").at("code"), "missing-issuer") << verified.out;
}

TEST_F(BadProof, AnInputOverTheLimit) {
    const auto outcome = blason({"issue", "--key", key_, "--json"}, "\"" + std::string(17U << 20U, 'x') + "\"");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "json-size");
}

}  // namespace
}  // namespace blason::cli_test
