// Data Integrity 1.0 section 4.6, Context Validation, as section 2.4.1 lets it be done: by a loader that knows approved
// texts only (docs/verification.md). The proof is the same throughout; what changes are the contexts and what the
// operator allows.
#include <gtest/gtest.h>

#include "engine/crypto/hash.hpp"
#include "tests/vc/secured.hpp"
#include "wallet-server/app/context_loader.hpp"

namespace blason::app {
namespace {

using test::has;
using test::show;
using vc::Outcome;
using vc::Verdict;

constexpr const char* kBase = "https://www.w3.org/ns/credentials/v2";
constexpr const char* kBadges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
constexpr const char* kExtensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";
constexpr const char* kOwn = "https://school.example/context";
const std::string kOwnText = R"({"@context": {"nickname": "https://school.example/vocab#nickname"}})";

/// Answers with the school's context, or with what somebody put in its place.
class School : public net::HttpClient {
  public:
    std::string body = kOwnText;
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        if (request.url != kOwn) return unavailable("fetch-offline", "There is no network: " + request.url);
        net::FetchReply reply;
        reply.status = 200;
        reply.content_type = "application/ld+json";
        reply.body = body;
        return reply;
    }
};

/// The operator's policy: the embedded contexts, and the school's when `digest` is given.
class ContextValidation : public testing::Test {
  protected:
    static ContextRules allowing(std::string_view text) {
        const auto sha256 = crypto::sha256(text);
        return {.allowed = {{kOwn, Bytes(sha256.bytes().begin(), sha256.bytes().end())}}};
    }
    vc::Report verify(const json::Value& document, const ContextRules& rules) {
        ContextLoader loader(nullptr, school_, rules);
        const jsonld::Processor processor(loader);
        did::MethodResolver resolver(school_);
        return vc::verify(document, test::verify_options(), {processor, resolver}).operator*();
    }
    /// A badge with these contexts, signed where they are allowed.
    json::Value issued(std::initializer_list<const char*> contexts, std::string_view nickname = {}) {
        json::Value badge = test::badge();
        json::Array list;
        for (const char* context : contexts) list.emplace_back(context);
        badge.as_object()["@context"] = std::move(list);
        if (!nickname.empty()) test::set(badge, "/nickname", nickname);
        ContextLoader loader(nullptr, school_, allowing(kOwnText));
        const jsonld::Processor processor(loader);
        did::MethodResolver resolver(school_);
        vc::IssueOptions options;
        options.cryptosuite = "eddsa-rdfc-2022";
        options.created = test::instant("2025-01-01T00:00:00Z");
        options.set_issuer = true;
        auto secured = vc::issue(std::move(badge), test::key(1), options, {processor, resolver});
        EXPECT_TRUE(secured) << secured.error().code << " " << secured.error().pointer;
        return secured ? std::move(secured->document) : json::Value();
    }

    School school_;
};

TEST_F(ContextValidation, KnownContextsPass) {
    for (const auto& badge : {issued({kBase, kBadges}), issued({kBase, kBadges, kExtensions})}) {
        const auto report = verify(badge, {});
        EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
        EXPECT_TRUE(has(report, "json-ld", Outcome::Pass, "ok", ""));
    }
}

// The data model decides about the order: the base context is the first (VCDM 2.0 section 4.3). Behind it the known
// contexts agree about every word they share, so their order says nothing; what it does change, the proof or protected
// terms notice.
TEST_F(ContextValidation, AnotherOrderThanTheDataModelsIsRefused) {
    json::Value badge = issued({kBase, kBadges, kExtensions});
    test::set(badge, "/@context", R"(["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"])");
    auto report = verify(badge, {});
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
    EXPECT_TRUE(has(report, "data-model", Outcome::Fail, "first-context", "/@context/0")) << show(report);
    for (const char* contexts :
         {R"(["https://www.w3.org/ns/credentials/v2"])", R"([])", R"("https://www.w3.org/2018/credentials/v1")",
          R"(["https://www.w3.org/ns/credentials/v2", "https://w3id.org/openbadges/v2"])"}) {
        test::set(badge, "/@context", contexts);
        EXPECT_NE(verify(badge, {}).verdict(), Verdict::Valid) << contexts;
    }
}

/// What a word means there nobody here knows: that is no verdict on the credential, and never valid.
TEST_F(ContextValidation, AnUnknownContextIsUnknownThoughNothingIsSaidWithIt) {
    json::Value badge = issued({kBase, kBadges});
    badge.as_object().at("@context").as_array().emplace_back(kOwn);
    const auto report = verify(badge, {});
    EXPECT_EQ(report.verdict(), Verdict::Unknown);
    EXPECT_TRUE(has(report, "json-ld", Outcome::Unknown, "context-unknown", "/@context/2")) << show(report);
    EXPECT_NE(report.find("proof")->outcome, Outcome::Pass);
}

TEST_F(ContextValidation, TheOperatorsPolicyAllowsAContextByItsDigest) {
    const json::Value badge = issued({kBase, kBadges, kOwn}, R"("Ada")");
    EXPECT_EQ(verify(badge, allowing(kOwnText)).verdict(), Verdict::Valid) << show(verify(badge, allowing(kOwnText)));
    EXPECT_TRUE(has(verify(badge, {}), "json-ld", Outcome::Unknown, "context-unknown", "/@context/2"));
    // Another text behind the same URL.
    school_.body = R"({"@context": {"nickname": "https://school.example/vocab#insult"}})";
    const auto report = verify(badge, allowing(kOwnText));
    EXPECT_EQ(report.verdict(), Verdict::Unknown);
    EXPECT_TRUE(has(report, "json-ld", Outcome::Unknown, "context-digest", "/@context/2")) << show(report);
    // Allowed as it is: then the meaning is not the one that was signed.
    EXPECT_EQ(verify(badge, allowing(school_.body)).find("proof")->outcome, Outcome::Fail);
}

TEST_F(ContextValidation, ContextsInsideTheDocumentAreRefused) {
    json::Value badge = issued({kBase, kBadges});
    test::set(badge, "/credentialSubject/@context", R"({"name": "https://school.example/vocab#name"})");
    auto report = verify(badge, {});
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
    EXPECT_TRUE(
        has(report, "json-ld", Outcome::Fail, "protected-term-redefinition", "/credentialSubject/@context/name"))
        << show(report);
    test::set(badge, "/credentialSubject/@context", R"({"nick": "https://school.example/vocab#nick"})");
    report = verify(badge, {});
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
    EXPECT_TRUE(has(report, "json-ld", Outcome::Fail, "nested-context", "/credentialSubject/@context")) << show(report);
    badge = issued({kBase, kBadges});
    badge.as_object()
        .at("@context")
        .as_array()
        .push_back(test::parse(R"({"@vocab": "https://school.example/vocab#"})"));
    report = verify(badge, {});
    EXPECT_EQ(report.verdict(), Verdict::Invalid);
    EXPECT_EQ(report.find("json-ld")->code, "inline-context") << show(report);
}

}  // namespace
}  // namespace blason::app
