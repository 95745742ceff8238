// Access tokens for tests of what they open, without the dance of browser and client.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "engine/crypto/hash.hpp"
#include "engine/text/base64url.hpp"
#include "tests/support/test_app.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::test {

inline constexpr const char* kTestVerifier = "test-verifier-test-verifier-test-verifier-1";

/// PKCE, S256.
inline std::string challenge_of(std::string_view verifier) {
    return text::base64url_encode(crypto::sha256(verifier).bytes());
}

/// An account, its wallet and a client in the store, as far as tokens need them. The default issuer must exist.
struct TestGrantee {
    std::string org;
    std::string account;
    std::string holder;
    service::oauth::Client client;
};

/// `name` tells accounts apart; each gets a client of its own.
inline TestGrantee make_grantee(TestApp& app, const std::string& name = "ada") {
    const auto issuer = app.services().issuers.default_issuer();
    EXPECT_TRUE(issuer);
    const std::string org = issuer ? issuer->org : "";
    const storage::Audit audit{org, "test", name, "test", "", 1};
    const storage::KeyRow key{org, "holder-" + name, "Ed25519", 1, Bytes{1}, "not-a-key", 1};
    const storage::HolderRow holder{org, "wallet-" + name, name, "did:example:" + name, key.key_id, 1};
    const storage::AccountRow account{org, "account-" + name, name + "@example.org", "no password", holder.id, 1};
    EXPECT_TRUE(app.services().store.create_account(account, holder, key, audit));
    TestGrantee grantee{org, account.id, holder.id, {org, "client-" + name, {}, {}}};
    grantee.client.metadata.grant_types = {"authorization_code", "refresh_token"};
    EXPECT_TRUE(app.services().store.add_client({org, grantee.client.id, Bytes{1}, "{}", 1}, 10'000, audit));
    return grantee;
}

/// The person consents and the client gets its tokens.
inline service::oauth::Tokens tokens_of(TestApp& app, const TestGrantee& grantee,
                                        const service::oauth::Scopes& scopes) {
    auto& grants = app.services().grants;
    const auto code = grants.approve({grantee.org, grantee.account, grantee.client.id, "https://client.example/cb",
                                      challenge_of(kTestVerifier), scopes},
                                     {});
    EXPECT_TRUE(code);
    if (!code) return {};
    auto tokens = grants.exchange(grantee.client, {*code, "https://client.example/cb", kTestVerifier}, {});
    EXPECT_TRUE(tokens);
    return tokens ? std::move(*tokens) : service::oauth::Tokens{};
}

}  // namespace blason::test
