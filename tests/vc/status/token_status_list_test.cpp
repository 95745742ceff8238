// Token Status List: the draft's own examples, and what is no status list.
#include "vc/status/token_status_list.hpp"

#include <gtest/gtest.h>

#include "engine/compress/deflate.hpp"
#include "engine/text/base64url.hpp"
#include "tests/vc/jwt.hpp"
#include "vc/checks/token_status.hpp"
#include "vc/status/list_cache.hpp"

namespace blason::vc::status {
namespace {

constexpr const char* kUri = "https://issuer.example/statuslists/1";
constexpr Instant kNow{1'700'000'000, 0};

jose::Jwk public_key(std::uint8_t number) {
    return {test::key(number).public_key(), {}, {}, {}, {}};
}

std::string signed_claims(const std::string& claims, std::string_view typ = kTokenStatusListType) {
    const auto token =
        jose::sign_jwt(test::key(1), crypto::SignatureAlgorithm::EdDsa, typ, "12", test::parse(claims).get_object());
    return token.operator*();
}

std::string claims_with(const std::string& status_list, const std::string& rest = "\"iat\": 1686920170") {
    return std::string(R"({"sub": ")") + kUri + "\", " + rest + ", \"status_list\": " + status_list + "}";
}

std::string code_of(const std::string& token) {
    const auto list = verify_token_status_list(token, public_key(1), kUri, kNow);
    return list ? "no error" : list.error().code;
}

TEST(TokenStatusList, TheDraftsOneBitExample) {
    const auto list = verify_token_status_list(signed_claims(claims_with(R"({"bits": 1, "lst": "eNrbuRgAAhcBXQ"})")),
                                               public_key(1), kUri, kNow);
    ASSERT_TRUE(list) << list.error().detail;
    const unsigned expected[] = {1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1};
    for (std::uint64_t i = 0; i < 16; ++i) EXPECT_EQ(look_up({i, kUri}, *list).operator*(), expected[i]) << i;
    EXPECT_EQ(look_up({16, kUri}, *list).error().code, "token-status-range");
}

TEST(TokenStatusList, TheDraftsTwoBitExample) {
    const auto list = verify_token_status_list(signed_claims(claims_with(R"({"bits": 2, "lst": "eNo76fITAAPfAgc"})")),
                                               public_key(1), kUri, kNow);
    ASSERT_TRUE(list) << list.error().detail;
    const unsigned expected[] = {1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3};
    for (std::uint64_t i = 0; i < 12; ++i) EXPECT_EQ(look_up({i, kUri}, *list).operator*(), expected[i]) << i;
}

TEST(TokenStatusList, WhatWeSignIsRead) {
    for (const unsigned bits : {1U, 2U, 4U, 8U}) {
        BitList values(1000, bits, BitOrder::RightToLeft);
        ASSERT_TRUE(values.set(999, bits, 1));
        const TokenStatusList made{kUri, bits, values, kNow.seconds, kNow.seconds + 3600, 300};
        const auto token = sign_token_status_list(made, test::key(1), "12", "https://issuer.example");
        ASSERT_TRUE(token);
        const auto list = verify_token_status_list(*token, public_key(1), kUri, kNow);
        ASSERT_TRUE(list) << list.error().detail;
        EXPECT_EQ(list->list.bytes(), values.bytes());
        EXPECT_EQ(list->bits, bits);
        EXPECT_EQ(list->expires, kNow.seconds + 3600);
        EXPECT_EQ(list->ttl_seconds, 300U);
    }
}

TEST(TokenStatusList, WhatIsNoneIsRefused) {
    const std::string good = R"({"bits": 1, "lst": "eNrbuRgAAhcBXQ"})";
    const std::string broken = "token-status-list-malformed";
    EXPECT_EQ(code_of(signed_claims(claims_with(good))), "no error");
    EXPECT_EQ(code_of(signed_claims(claims_with(good), "JWT")), "jwt-typ");
    EXPECT_EQ(code_of(signed_claims(claims_with(good, "\"iat\": 1686920170, \"exp\": 1690000000"))), "jwt-expired");
    EXPECT_EQ(code_of(signed_claims(claims_with(good, "\"iat\": 1800000000"))), "jwt-not-yet-valid");
    EXPECT_EQ(code_of(signed_claims(claims_with(good, "\"exp\": 1800000000"))), broken) << "without iat";
    EXPECT_EQ(code_of(signed_claims(claims_with(good, "\"iat\": 1686920170, \"ttl\": 0"))), broken);
    for (const auto* list : {R"("x")", "{}", R"({"bits": 3, "lst": "eNrbuRgAAhcBXQ"})", R"({"bits": 1})",
                             R"({"bits": "1", "lst": "eNrbuRgAAhcBXQ"})", R"({"bits": 1, "lst": "eNrbuRgAAhcBXQ="})",
                             R"({"bits": 1, "lst": "eNrbuRgAAhcBYQ"})", R"({"bits": 1, "lst": ""})"})
        EXPECT_EQ(code_of(signed_claims(claims_with(list))), broken) << list;
    const auto other = std::string(R"({"sub": "https://issuer.example/statuslists/2", "iat": 1686920170, )") +
                       "\"status_list\": " + good + "}";
    EXPECT_EQ(code_of(signed_claims(other)), "token-status-list-uri");
    EXPECT_EQ(verify_token_status_list(signed_claims(claims_with(good)), public_key(2), kUri, kNow).error().code,
              "signature-invalid");
}

TEST(TokenStatusList, ABombIsRefused) {
    const auto bomb =
        text::base64url_encode(compress::compress(compress::Wrapping::Zlib, Bytes((std::size_t{16} << 20U) + 1)));
    EXPECT_EQ(code_of(signed_claims(claims_with(R"({"bits": 1, "lst": ")" + bomb + "\"}"))),
              "token-status-list-malformed");
}

TEST(TokenStatusReference, IsReadOrRefused) {
    const auto read = [](const std::string& claims) {
        const auto value = test::parse(claims);
        return read_token_status(value.get_object(), json::Path{});
    };
    EXPECT_FALSE(read("{}").operator*());
    const auto good = read(R"({"status": {"status_list": {"idx": 5, "uri": "https://issuer.example/statuslists/1"}}})");
    ASSERT_TRUE(good && *good && (*good)->list);
    EXPECT_EQ((*good)->list->index, 5U);
    EXPECT_FALSE((*good)->others);
    const auto other = read(R"({"status": {"other": {}}})");
    ASSERT_TRUE(other && *other);
    EXPECT_TRUE((*other)->others && !(*other)->list);
    for (const auto* status :
         {"1", "{}", R"({"status_list": 5})", R"({"status_list": {"idx": -1, "uri": "https://a.example"}})",
          R"({"status_list": {"idx": "5", "uri": "https://a.example"}})",
          R"({"status_list": {"idx": 1.5, "uri": "https://a.example"}})", R"({"status_list": {"idx": 5}})",
          R"({"status_list": {"idx": 5, "uri": "list"}})"})
        EXPECT_EQ(read(std::string("{\"status\": ") + status + "}").error().code, "token-status-malformed") << status;
}

/// Answers with one list.
class OneList : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        ++fetches;
        if (text.empty() || request.url != kUri) return unavailable("fetch-failed", "No answer.");
        net::FetchReply reply;
        reply.status = 200;
        reply.body = text;
        return reply;
    }
    std::string text;
    int fetches = 0;
};

class TokenStatusCheck : public testing::Test {
  protected:
    static std::string did(std::uint8_t number) { return did::did_key(test::key(number).public_key()); }
    /// A list of two bits with the values 0, 1, 2, 3 at the indexes 0 to 3.
    static std::string list_by(std::uint8_t number, const std::string& issuer) {
        BitList values(1000, 2, BitOrder::RightToLeft);
        for (unsigned i = 0; i < 4; ++i) EXPECT_TRUE(values.set(i, 2, i));
        return *sign_token_status_list({kUri, 2, values, kNow.seconds, {}, 300}, test::key(number),
                                       did::did_key_method(test::key(number).public_key()), issuer);
    }
    std::string check(const std::string& index, bool proof_good = true, bool strict = false) {
        VerifyOptions options;
        options.now = kNow;
        options.strict = strict;
        auto environment = test::environment();
        environment.client = &client;
        environment.status_lists = &cache;
        const checks::Session session{options, environment, {}, 0, {}};
        checks::CheckList list(session);
        const auto claims =
            test::parse(R"({"status": {"status_list": {"idx": )" + index + R"(, "uri": ")" + kUri + "\"}}}");
        checks::check_token_status(claims.get_object(), did(1), proof_good, session, list);
        std::string all;
        for (const auto& one : list.checks()) all += std::string(to_text(one.outcome)) + " " + one.code + ";";
        return all;
    }
    OneList client;
    ListCache cache;
};

TEST_F(TokenStatusCheck, TheValuesOfTheDraft) {
    client.text = list_by(1, did(1));
    EXPECT_EQ(check("0"), "pass ok;");
    EXPECT_EQ(check("1"), "fail revoked;");
    EXPECT_EQ(check("2"), "fail suspended;");
    EXPECT_EQ(check("3"), "unknown status-purpose-unknown;");
    EXPECT_EQ(check("1000"), "fail token-status-range;");
    EXPECT_EQ(check("-1"), "fail token-status-malformed;");
    EXPECT_EQ(client.fetches, 1);
}

TEST_F(TokenStatusCheck, TheListIsItsIssuers) {
    client.text = list_by(1, {});
    EXPECT_EQ(check("0"), "pass ok;") << "it need not name its issuer";
    cache.forget(kUri);
    client.text = list_by(2, did(1));
    EXPECT_EQ(check("0"), "fail token-status-issuer;");
    cache.forget(kUri);
    client.text = list_by(2, did(2));
    EXPECT_EQ(check("0"), "warning status-list-issuer;pass ok;");
    EXPECT_EQ(check("0", true, true), "fail status-list-issuer;");
}

/// Tokens by key 1, of each form, that name the list at an index.
std::vector<std::string> tokens_with(const std::string& status) {
    const std::string did = did::did_key(test::key(1).public_key());
    json::Value payload = test::plain_credential();
    test::set(payload, "/issuer", "\"" + did + "\"");
    const auto signed_as = [&](std::string_view typ, json::Value claims) {
        test::set(claims, "/status", status);
        test::set(claims, "/iss", "\"" + did + "\"");
        return test::signed_payload(claims, 1,
                                    {{"typ", json::key(typ)}, {"kid", did::did_key_method(test::key(1).public_key())}});
    };
    json::Value older = payload;
    test::set(older, "/@context", R"(["https://www.w3.org/2018/credentials/v1"])");
    test::set(older, "/issuanceDate", R"("2023-01-01T00:00:00Z")");
    json::Value wrapped = json::Object{{"vc", older}, {"nbf", 1672531200}, {"sub", "did:example:subject"}};
    return {signed_as("vc+jwt", payload), signed_as("JWT", wrapped), signed_as("vc+sd-jwt", payload) + "~",
            signed_as("dc+sd-jwt", test::parse(R"({"vct": "urn:x"})")) + "~"};
}

TEST_F(TokenStatusCheck, ST10_OfEveryFormOfToken) {
    client.text = list_by(1, did(1));
    VerifyOptions options;
    options.now = kNow;
    auto environment = test::environment();
    environment.client = &client;
    const auto verify = [&](const std::string& token) { return vc::verify(token, options, environment).operator*(); };
    const auto entry = [](int index) {
        return R"({"status_list": {"idx": )" + std::to_string(index) + R"(, "uri": ")" + kUri + "\"}}";
    };
    for (const std::string& token : tokens_with(entry(0))) {
        const Report report = verify(token);
        EXPECT_EQ(report.verdict(), Verdict::Valid) << test::show(report);
        EXPECT_TRUE(test::has(report, "status", Outcome::Pass, "ok", "/status/status_list"));
    }
    for (const std::string& token : tokens_with(entry(1))) {
        const Report report = verify(token);
        EXPECT_EQ(report.verdict(), Verdict::Invalid) << test::show(report);
        EXPECT_TRUE(test::has(report, "status", Outcome::Fail, "revoked", "/status/status_list")) << test::show(report);
    }
    for (const std::string& token : tokens_with("5")) {
        const Report report = verify(token);
        EXPECT_TRUE(test::has(report, "status", Outcome::Fail, "token-status-malformed", "/status"))
            << test::show(report);
    }
}

TEST_F(TokenStatusCheck, ST10_AMechanismThatIsNotKnownIsUnknown) {
    client.text = list_by(1, did(1));
    VerifyOptions options;
    options.now = kNow;
    auto environment = test::environment();
    environment.client = &client;
    const std::string both = R"({"status_list": {"idx": 0, "uri": ")" + std::string(kUri) + R"("}, "other": {}})";
    for (const std::string& status : {std::string(R"({"other": {}})"), both}) {
        for (const std::string& token : tokens_with(status)) {
            const Report report = vc::verify(token, options, environment).operator*();
            EXPECT_EQ(report.verdict(), Verdict::Unknown) << test::show(report);
            EXPECT_TRUE(test::has(report, "status", Outcome::Unknown, "status-type-unknown", "/status"));
        }
    }
}

TEST_F(TokenStatusCheck, UnreachableAndUnproven) {
    EXPECT_EQ(check("0"), "unknown status-retrieval-error;");
    EXPECT_EQ(check("0", false), "unknown status-not-checked;");
    EXPECT_EQ(client.fetches, 1);
}

}  // namespace
}  // namespace blason::vc::status
