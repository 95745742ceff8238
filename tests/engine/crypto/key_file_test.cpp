#include <gtest/gtest.h>

#include "engine/crypto/private_key.hpp"
#include "engine/text/multibase.hpp"

namespace blason::crypto {
namespace {

// Test keys: RFC 8037 appendix A.1, and keyPair.json of the W3C vectors for EdDSA and ECDSA.
constexpr std::string_view kJwk = R"({"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",)"
                                  R"("x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
constexpr std::string_view kPair = R"({"publicKeyMultibase":"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",)"
                                   R"("privateKeyMultibase":"z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"})";
constexpr std::string_view kP256 = R"({"publicKeyMultibase":"zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",)"
                                   R"("secretKeyMultibase":"z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN"})";
constexpr std::string_view kP384 =
    R"({"publicKeyMultibase":"z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",)"
    R"("secretKeyMultibase":"z2fanyY7zgwNpZGxX5fXXibvScNaUWNprHU9dKx7qpVj7mws9J8LLt4mDB5TyH2GLHWkUc"})";

TEST(KeyFile, ReadsEveryForm) {
    for (const auto text : {kJwk, kPair, kP256, kP384}) {
        const auto key = parse_key_file(text);
        ASSERT_TRUE(key) << key.error().detail;
        const auto again = parse_key_file(private_jwk_text(*key));
        ASSERT_TRUE(again) << again.error().detail;
        EXPECT_EQ(again->public_key, key->public_key);
    }
}

TEST(KeyFile, EveryGeneratedKeyCanBeWrittenAndRead) {
    for (const auto& row : key_types()) {
        if (row.secret_size == 0) continue;
        const auto key = generate_key(row.type, system_random());
        ASSERT_TRUE(key);
        const auto again = parse_key_file(private_jwk_text(*key));
        ASSERT_TRUE(again) << row.name << ' ' << again.error().detail;
        EXPECT_EQ(again->public_key, key->public_key);
        const auto a = key->secret.read();
        const auto b = again->secret.read();
        EXPECT_TRUE(std::ranges::equal(a.bytes(), b.bytes()));
    }
}

std::string with(std::string_view text, std::string_view from, std::string_view to) {
    std::string changed(text);
    const auto at = changed.find(from);
    return at == std::string::npos ? std::string() : changed.replace(at, from.size(), to);
}

TEST(KeyFile, Refusals) {
    struct Case {
        std::string text;
        const char* code;
        const char* pointer;
    };
    const std::string other_secret = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP";
    for (const auto& [text, code, pointer] : std::vector<Case>{
             {"", "json-syntax", ""},
             {"[]", "key-file-unknown-form", ""},
             {"{}", "key-file-unknown-form", ""},
             {R"({"publicKeyMultibase":"z6Mk"})", "key-file-unknown-form", ""},
             {R"({"publicKeyMultibase":1,"secretKeyMultibase":2})", "key-file-unknown-form", ""},
             {with(kJwk, R"("d")", R"("D")"), "jwk-malformed", "/d"},
             {with(kJwk, "f2A", "f2A="), "jwk-malformed", "/d"},
             {with(kJwk, "yuf2A", "y"), "jwk-malformed", "/d"},
             {with(kJwk, "nWGxne", "nWGxnf"), "key-mismatch", ""},
             {with(kJwk, "OKP", "RSA"), "jwk-malformed", "/n"},
             {with(kJwk, R"("OKP")", "7"), "jwk-malformed", "/kty"},
             {with(kPair, "z6Mk", "z6Mm"), "key-unknown-codec", "/publicKeyMultibase"},
             {with(kPair, "z3u2", "u3u2"), "multibase-unexpected", "/privateKeyMultibase"},
             {with(kPair, "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq",
                   "z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN"),
              "key-mismatch", "/privateKeyMultibase"},
             {with(kP256, "z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN", other_secret), "key-mismatch",
              "/secretKeyMultibase"},
         }) {
        const auto key = parse_key_file(text);
        ASSERT_FALSE(key) << text;
        EXPECT_EQ(key.error().code, code) << text;
        EXPECT_EQ(key.error().pointer, pointer) << text;
    }
}

TEST(KeyFile, HalvesOfTwoKeysAreNoKey) {
    const auto other = generate_key(KeyType::Ed25519, system_random());
    ASSERT_TRUE(other);
    const auto text = with(kPair, "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", other->public_key.multikey());
    EXPECT_EQ(parse_key_file(text).error().code, "key-mismatch");
}

TEST(KeyFile, ErrorsDoNotRepeatTheSecret) {
    const auto key = parse_key_file(with(kJwk, "nWGxne", "nWGxnf"));
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().detail.find("nWGxnf"), std::string::npos);
}

}  // namespace
}  // namespace blason::crypto
