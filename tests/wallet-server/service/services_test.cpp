// Issuers, wallets and keys through the services, over a store on disk.
#include <gtest/gtest.h>

#include <fstream>

#include "engine/crypto/hash.hpp"
#include "engine/crypto/private_key.hpp"
#include "tests/support/images.hpp"
#include "tests/support/suites.hpp"
#include "tests/support/test_app.hpp"
#include "wallet-server/service/slug.hpp"
#include "wallet-server/storage/audit_chain.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::service {
namespace {

using test::text_at;

template <typename T>
std::string code(const Result<T>& result) {
    return result ? "" : result.error().code;
}

/// Fills every request with a byte pattern of its own, so that a test can look for it.
class PatternRandom final : public crypto::Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(0xC0U + (counter_++ % 37U));
    }

  private:
    unsigned counter_ = 0;
};

NewAchievement communicant() {
    NewAchievement achievement;
    achievement.org = "alpha";
    achievement.default_language = "fr";
    achievement.texts["fr"] = {"Communicant·e", "Sait parler en public.", "Un exposé de dix minutes."};
    achievement.texts["en"] = {"Communicator", "Speaks well in public.", "A talk of ten minutes."};
    achievement.details["alignment"] = json::Array{json::Object{{"type", json::Array{"Alignment"}},
                                                                {"targetName", "Speaking"},
                                                                {"targetUrl", "https://skills.example/speaking"}}};
    achievement.details["tag"] = json::Array{"public"};
    achievement.image = Image{"image/png", test::red_png()};
    return achievement;
}

class Services : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(issuers().create_issuer({"alpha", "Université Alpha", "", "https://alpha.example/", ""}, {}));
        ASSERT_TRUE(issuers().create_achievement(communicant(), {}));
    }
    IssuerService& issuers() { return app.services().issuers; }
    WalletService& wallets() { return app.services().wallets; }
    static IssueBadge badge_for(const Recipient& recipient) {
        IssueBadge request;
        request.org = "alpha";
        request.achievement = "communicant-e";
        request.recipient = recipient;
        return request;
    }
    test::TestApp app;
};

TEST(Slug, IsMadeFromNames) {
    EXPECT_EQ(make_slug("Université d'Exemple"), "universite-d-exemple");
    EXPECT_EQ(make_slug("  3D & Découpe laser !"), "d-decoupe-laser");
    EXPECT_EQ(make_slug("日本"), "");
    EXPECT_EQ(make_slug(std::string(200, 'a')).size(), 63U);
    EXPECT_TRUE(is_slug("a-1"));
    for (const char* bad : {"", "1a", "-a", "a-", "A", "a/b", "a b", "a.b"}) EXPECT_FALSE(is_slug(bad)) << bad;
}

TEST_F(Services, AnIssuerHasItsKeyAndIsTheDefaultWhenItIsTheOldest) {
    app.pass_seconds(1);
    ASSERT_TRUE(issuers().create_issuer({"", "Bêta", "", "", ""}, {}));
    EXPECT_EQ(issuers().default_issuer()->org, "alpha");
    EXPECT_EQ(issuers().issuers()->size(), 2U);
    const auto beta = issuers().issuer("beta");
    ASSERT_TRUE(beta);
    EXPECT_TRUE(beta->id.starts_with("did:key:z6Mk"));
    EXPECT_TRUE(beta->verification_method.starts_with(beta->id + "#"));
    EXPECT_EQ(code(issuers().create_issuer({"alpha", "Again", "", "", ""}, {})), "issuer-exists");
    EXPECT_EQ(code(issuers().create_issuer({"", "", "", "", ""}, {})), "issuer-name-missing");
    EXPECT_EQ(code(issuers().create_issuer({"UPPER", "x", "", "", ""}, {})), "issuer-org-syntax");
    EXPECT_EQ(code(issuers().issuer("nobody")), "issuer-not-found");
}

TEST_F(Services, OnlyPicturesThatDoNothingAreTaken) {
    const auto with = [&](const char* type, std::string bytes) {
        auto achievement = communicant();
        achievement.id = "other";
        achievement.image = Image{type, std::move(bytes)};
        const auto made = issuers().create_achievement(achievement, {});
        EXPECT_EQ(made ? "/image" : made.error().pointer, "/image");
        return code(made);
    };
    EXPECT_EQ(with("image/png", "PNG bytes"), "image-type");
    EXPECT_EQ(with("image/svg+xml", test::red_png()), "image-type") << "called what it is not";
    EXPECT_EQ(with("image/png", test::red_png() + "x"), "png-malformed");
    EXPECT_EQ(with("image/png", std::string((512U << 10U) + 1, 'x')), "image-size");
    EXPECT_EQ(with("image/svg+xml", R"(<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>)"),
              "svg-not-allowed");
    EXPECT_EQ(with("image/svg+xml", std::string(test::kRedSvg)), "");
    EXPECT_EQ(issuers().achievement_image("alpha", "other")->bytes, test::kRedSvg);
}

TEST_F(Services, AchievementsSpeakTheirLanguages) {
    const auto achievement = issuers().achievement("alpha", "communicant-e");
    ASSERT_TRUE(achievement);
    EXPECT_EQ(achievement->text("en").name, "Communicator");
    EXPECT_EQ(achievement->text("de").name, "Communicant·e");
    EXPECT_EQ(text_at(issuers().achievement_json(*achievement, "en"), "inLanguage"), "en");
    EXPECT_EQ(issuers().achievement_image("alpha", "communicant-e")->bytes, test::red_png());
    EXPECT_EQ(code(issuers().create_achievement(communicant(), {})), "achievement-exists");
    auto wordless = communicant();
    wordless.id = "wordless";
    wordless.texts["en"].criteria.clear();
    const auto partly = issuers().create_achievement(wordless, {});
    ASSERT_TRUE(partly) << partly.error().detail;
    EXPECT_EQ(partly->text("en").criteria, partly->text("fr").criteria)
        << "what is missing is said in the default language";
    EXPECT_EQ(partly->text("en").name, "Communicator");
    wordless.id = "more-wordless";
    wordless.texts["fr"].criteria.clear();
    const auto refused = issuers().create_achievement(wordless, {});
    EXPECT_EQ(code(refused), "achievement-text-missing");
    EXPECT_EQ(refused.error().pointer, "/texts/fr/criteria");
    auto homeless = communicant();
    homeless.org = "nobody";
    EXPECT_EQ(code(issuers().create_achievement(homeless, {})), "issuer-not-found");
}

TEST_F(Services, ABadgeForAnEmailCarriesItsSaltedHashOnly) {
    const auto issued = issuers().issue_badge(badge_for({"", "someone@example.org", "Test Person"}), {});
    ASSERT_TRUE(issued) << issued.error().detail << issued.error().pointer;
    EXPECT_EQ(issued->text.find("someone@example.org"), std::string::npos);
    const auto badge = json::parse(issued->text);
    EXPECT_EQ(text_at(*badge, "id"), issued->url);
    EXPECT_EQ(text_at(*badge, "validFrom"), "2027-01-15T08:00:00Z");
    const auto* subject = json::find(*badge, "credentialSubject");
    const auto& identity = json::find(*subject, "identifier")->get_array().at(0);
    const auto expected = crypto::sha256("someone@example.org" + text_at(identity, "salt"));
    EXPECT_EQ(text_at(identity, "identityHash"), "sha256$" + to_hex(expected.bytes()));
    const auto report = app.services().verifier.verify(issued->text, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->verdict(), vc::Verdict::Valid);
    EXPECT_EQ(report->kind, "OpenBadgeCredential");
}

TEST_F(Services, ABadgeThatCannotBeIssuedStoresNothing) {
    auto with_empty_evidence = badge_for({"did:example:person", "", ""});
    with_empty_evidence.evidence.push_back(json::Object());
    auto backwards = badge_for({"did:example:person", "", ""});
    backwards.valid_until = Instant{1, 0};
    auto unknown = badge_for({"did:example:person", "", ""});
    unknown.achievement = "unknown";
    const std::vector<std::pair<IssueBadge, std::pair<std::string, std::string>>> cases{
        {badge_for({"", "", "Name only"}), {"recipient-missing", "/recipient"}},
        {badge_for({"not a did", "", ""}), {"recipient-id", "/recipient/id"}},
        {badge_for({"", "no at sign", ""}), {"recipient-email", "/recipient/email"}},
        {with_empty_evidence, {"evidence-empty", "/evidence/0"}},
        {backwards, {"invalid-validity-period", "/validUntil"}},
        {unknown, {"achievement-not-found", ""}},
    };
    for (const auto& [request, expected] : cases) {
        const auto issued = issuers().issue_badge(request, {});
        ASSERT_FALSE(issued) << expected.first;
        EXPECT_EQ(issued.error().code, expected.first);
        EXPECT_EQ(issued.error().pointer, expected.second);
    }
    EXPECT_TRUE(issuers().credentials("alpha")->empty());
}

TEST_F(Services, AWalletKeepsWhatVerifiesAndNothingElse) {
    const auto holder = wallets().create_holder("alpha", "Test wallet", {});
    ASSERT_TRUE(holder);
    const auto issued = issuers().issue_badge(badge_for({holder->did, "", ""}), {});
    ASSERT_TRUE(issued);
    auto tampered = issued->text;
    tampered.replace(tampered.find("OpenBadgeCredential"), 4, "Fake");
    const auto refused = wallets().receive("alpha", holder->id, tampered, {});
    ASSERT_TRUE(refused);
    EXPECT_FALSE(refused->kept);
    EXPECT_NE(refused->report.verdict(), vc::Verdict::Valid);
    EXPECT_TRUE(wallets().credentials("alpha", holder->id)->empty());

    const auto received = wallets().receive("alpha", holder->id, issued->text, {});
    ASSERT_TRUE(received && received->kept);
    EXPECT_EQ(received->kept->text, issued->text);
    const auto again = wallets().receive("alpha", holder->id, issued->text, {});
    EXPECT_EQ(again->kept->id, received->kept->id);
    EXPECT_EQ(wallets().credentials("alpha", holder->id)->size(), 1U);
    EXPECT_EQ(code(wallets().receive("alpha", "nobody", issued->text, {})), "holder-not-found");
    EXPECT_EQ(code(wallets().present({"alpha", holder->id, {}, {}, {}})), "presentation-empty");
    EXPECT_EQ(code(wallets().present({"alpha", holder->id, {"unknown"}, {}, {}})), "credential-not-found");
}

TEST_F(Services, EveryChangeIsInTheAuditChain) {
    ASSERT_TRUE(wallets().create_holder("alpha", "Test wallet", {"tester", "r1"}));
    ASSERT_TRUE(issuers().issue_badge(badge_for({"did:example:person", "", ""}), {"tester", "r2"}));
    const auto rows = app.services().store.audit("alpha", 0, 100);
    ASSERT_TRUE(rows);
    std::vector<std::string> acts;
    for (const auto& row : *rows) acts.push_back(text_at(*json::parse(row.entry), "act"));
    EXPECT_EQ(acts, (std::vector<std::string>{"issuer.create", "achievement.create", "holder.create",
                                              "status-list.create", "credential.issue"}));
    EXPECT_EQ(text_at(*json::parse(rows->back().entry), "actor"), "tester");
    EXPECT_EQ(storage::first_break(*rows), std::nullopt);
}

TEST_F(Services, AnAchievementChangesItsAddressInNoCredential) {
    const auto issued = issuers().issue_badge(badge_for({"did:example:person", "", ""}), {});
    app.reopen();
    EXPECT_EQ(issuers().credential("alpha", issued->id)->text, issued->text);
    EXPECT_EQ(code(issuers().credential("alpha", "0123")), "credential-not-found");
}

class Keys : public testing::Test {
  protected:
    std::unique_ptr<storage::SqliteStore> open() {
        auto opened = storage::SqliteStore::open(folder.file("blason.db"), 1);
        EXPECT_TRUE(opened);
        return std::move(*opened);
    }
    /// An organisation whose key is made from `random`.
    static void make_organisation(storage::Store& store, KeyStore& keys, const std::string& org) {
        auto key = keys.make(org, "key-1", crypto::KeyType::Ed25519, {1, 0});
        ASSERT_TRUE(key);
        ASSERT_TRUE(store.create_organisation({org, "{}", 1}, key->row, {org, "issuer.create", org, "test", "", 1}));
    }
    test::TemporaryFolder folder;
    PatternRandom random;
};

TEST_F(Keys, ThePrivateHalfIsNeverInTheFiles) {
    const crypto::SecretBytes master{ByteView(Bytes(32, 7))};  // a test key
    PatternRandom same;
    const auto made = crypto::generate_key(crypto::KeyType::Ed25519, same);
    ASSERT_TRUE(made);
    const auto reading = made->secret.read();
    const std::string canary(as_text(reading.bytes()));
    ASSERT_EQ(canary.size(), 32U);
    {
        const auto store = open();
        KeyStore keys(*store, master, random);
        make_organisation(*store, keys, "alpha");
        ASSERT_EQ(keys.public_key("alpha", "key-1")->multikey(), made->public_key.multikey());  // it is that key
        EXPECT_EQ(test::read_file(folder.file("blason.db-wal")).find(canary), std::string::npos);
    }
    EXPECT_EQ(test::read_file(folder.file("blason.db")).find(canary), std::string::npos);
}

TEST_F(Keys, SignAfterAReopenWithTheSameMasterKeyOnly) {
    const crypto::SecretBytes master{ByteView(Bytes(32, 7))};
    const crypto::SecretBytes other{ByteView(Bytes(32, 8))};
    {
        const auto store = open();
        KeyStore keys(*store, master, random);
        make_organisation(*store, keys, "alpha");
    }
    const auto store = open();
    KeyStore right(*store, master, random);
    KeyStore wrong(*store, other, random);
    EXPECT_TRUE(right.signer("alpha", "key-1"));
    EXPECT_EQ(code(wrong.signer("alpha", "key-1")), "key-sealed");
    EXPECT_EQ(code(right.signer("alpha", "key-2")), "key-not-found");
}

TEST_F(Keys, ARowMovedToAnotherOrganisationDoesNotOpen) {
    const crypto::SecretBytes master{ByteView(Bytes(32, 7))};
    const auto store = open();
    KeyStore keys(*store, master, random);
    make_organisation(*store, keys, "alpha");
    auto stolen = *store->key("alpha", "key-1");
    stolen.org = "beta";
    ASSERT_TRUE(
        store->create_organisation({"beta", "{}", 1}, stolen, {"beta", "issuer.create", "beta", "test", "", 1}));
    EXPECT_EQ(code(keys.signer("beta", "key-1")), "key-sealed");
    EXPECT_TRUE(keys.signer("alpha", "key-1"));
}

TEST(ChallengeBox, KnowsItsOwn) {
    const crypto::SecretBytes key{ByteView(Bytes(32, 7))};
    const crypto::SecretBytes other{ByteView(Bytes(32, 8))};
    ChallengeBox box(key, crypto::system_random());
    const auto challenge = box.make({1000, 5});
    EXPECT_EQ(challenge.expires.seconds, 1000 + ChallengeBox::kLifetime.count());
    EXPECT_EQ(box.open(challenge.text), challenge.expires);
    EXPECT_NE(box.make({1000, 5}).text, challenge.text);
    auto changed = challenge.text;
    changed[40] = changed[40] == 'A' ? 'B' : 'A';
    EXPECT_EQ(box.open(changed), std::nullopt);
    EXPECT_EQ(box.open(challenge.text + "A"), std::nullopt);
    EXPECT_EQ(box.open(""), std::nullopt);
    EXPECT_EQ(ChallengeBox(other, crypto::system_random()).open(challenge.text), std::nullopt);
}

}  // namespace
}  // namespace blason::service
