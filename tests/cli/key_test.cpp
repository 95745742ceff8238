// blason key and blason did
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

TEST(Key, GenerateWritesAFileOnlyItsOwnerReads) {
    const Folder folder;
    const std::string key = folder.path("key.jwk");
    ASSERT_EQ(blason({"key", "generate", "-o", key}).status, 0);
    EXPECT_EQ(std::filesystem::status(key).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);

    const auto public_key = blason({"key", "public", key});
    ASSERT_EQ(public_key.status, 0) << public_key.err;
    const auto jwk = parse(public_key.out).as_object();
    EXPECT_EQ(jwk.at("crv"), "Ed25519");
    EXPECT_FALSE(jwk.contains("d"));
    EXPECT_TRUE(blason({"key", "did", key}).out.starts_with("did:key:z6Mk"));
}

TEST(Key, GenerateNeverReplacesAFile) {
    const Folder folder;
    const std::string key = folder.path("key.jwk");
    ASSERT_EQ(blason({"key", "generate", "-o", key}).status, 0);
    const auto first = read_file(key);
    const auto again = blason({"key", "generate", "--type", "p256", "--json", "-o", key});
    EXPECT_EQ(again.status, 1);
    EXPECT_EQ(error_of(again.err).at("code"), "output-exists");
    EXPECT_EQ(read_file(key), first);
}

TEST(Key, EveryTypeCanBeGeneratedAndRead) {
    struct Row {
        const char* type;
        const char* member;
        const char* value;
        const char* did;
    };
    for (const Row& row : {Row{"ed25519", "crv", "Ed25519", "did:key:z6Mk"}, Row{"p256", "crv", "P-256", "did:key:zDn"},
                           Row{"p384", "crv", "P-384", "did:key:z82"}, Row{"rsa2048", "kty", "RSA", "did:key:z4MX"}}) {
        const Folder folder;
        const std::string key = folder.path("key.jwk");
        ASSERT_EQ(blason({"key", "generate", "--type", row.type, "-o", key}).status, 0) << row.type;
        EXPECT_EQ(parse(blason({"key", "public", key}).out).as_object().at(row.member), row.value);
        EXPECT_TRUE(blason({"key", "did", key}).out.starts_with(row.did)) << blason({"key", "did", key}).out;
    }
    EXPECT_EQ(blason({"key", "generate", "--type", "dsa"}).status, 2);
}

TEST(Key, EveryGeneratedKeyIsAnother) {
    const auto first = blason({"key", "generate"});
    ASSERT_EQ(first.status, 0) << first.err;
    EXPECT_NE(first.out, blason({"key", "generate"}).out);
}

TEST(Key, DidOfAMultibasePair) {
    const Folder folder;
    const std::string key = folder.write("key.json", kTestKey);
    EXPECT_EQ(blason({"key", "did", key}).out, "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX\n");
    EXPECT_EQ(parse(blason({"key", "did", key, "--json"}).out).as_object().at("did"),
              "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX");
    EXPECT_TRUE(blason({"key", "did", folder.write("other.json", kOtherTestKey)}).out.starts_with("did:key:z6Mko9h"));
}

TEST(Key, RefusesWhatIsNoKey) {
    const Folder folder;
    const auto outcome = blason({"key", "did", folder.write("key.json", R"({"hello":1})"), "--json"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(error_of(outcome.err).at("code"), "key-file-unknown-form");
    const auto mixed = blason({"key", "did", "-", "--json"},
                              R"({"publicKeyMultibase":"z6Mko9hTggMwjSTEaJaPUfE6tqcy2xvU6BnNq3e3o8qVBiyH",
                                  "secretKeyMultibase":"z3u2RHj5hRUAqd2AGVStkvCty1KjGWyk5SeUkBjfVp51Wh3e"})");
    EXPECT_EQ(mixed.status, 1);
    EXPECT_EQ(error_of(mixed.err).at("code"), "key-mismatch");
    EXPECT_EQ(mixed.err.find("z3u2"), std::string::npos) << "an error never shows a secret";
}

TEST(Did, CreateAndResolveAgree) {
    const Folder folder;
    const std::string key = folder.write("key.json", kTestKey);
    for (const std::string method : {"key", "jwk"}) {
        const auto created = blason({"did", "create", "--method", method, "--key", key});
        ASSERT_EQ(created.status, 0) << created.err;
        const std::string did = json::text_of(parse(created.out), "id");
        EXPECT_TRUE(did.starts_with("did:" + method + ":")) << did;
        const auto resolved = blason({"did", "resolve", did, "--offline"});
        EXPECT_EQ(resolved.status, 0) << resolved.err;
        EXPECT_EQ(parse(resolved.out), parse(created.out));
    }
}

TEST(Did, WebDocumentIsServedFromADocumentsFolder) {
    const Folder folder;
    const std::string key = folder.write("key.json", kTestKey);
    const auto created = blason({"did", "create", "--method", "web", "--key", key, "--domain", "fablab.example:8443",
                                 "--path", "issuers/1", "-o", folder.path("did.json")});
    ASSERT_EQ(created.status, 0) << created.err;
    EXPECT_EQ(parse(read_file(folder.path("did.json"))).as_object().at("id"),
              "did:web:fablab.example%3A8443:issuers:1");

    static_cast<void>(folder.write("index.json", R"({"https://fablab.example:8443/issuers/1/did.json":
        {"file": "did.json", "contentType": "application/did+json"}})"));
    const auto resolved = blason({"did", "resolve", "did:web:fablab.example%3A8443:issuers:1", "--offline",
                                  "--documents", folder.path(""), "--json"});
    ASSERT_EQ(resolved.status, 0) << resolved.err;
    EXPECT_EQ(parse(resolved.out).as_object().at("didDocument"), parse(read_file(folder.path("did.json"))));
}

TEST(Did, ErrorsCarryTheStandardsCodes) {
    const auto code = [](const std::string& did) {
        return json::text_of(error_of(blason({"did", "resolve", did, "--offline", "--json"}).err), "code");
    };
    EXPECT_EQ(code("did:nonsense:1"), "METHOD_NOT_SUPPORTED");
    EXPECT_EQ(code("no-did"), "INVALID_DID");
    EXPECT_EQ(blason({"did", "resolve", "did:nonsense:1"}).status, 1);
    EXPECT_EQ(blason({"did", "resolve", "did:web:fablab.example", "--offline"}).status, 3);
}

}  // namespace
}  // namespace blason::cli_test
