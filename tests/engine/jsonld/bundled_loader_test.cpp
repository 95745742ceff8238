#include <gtest/gtest.h>

#include <set>

#include "engine/json/parse.hpp"
#include "engine/jsonld/processor.hpp"

namespace blason::jsonld {
namespace {

const LoadOptions as_context{.request_profile = "http://www.w3.org/ns/json-ld#context"};

TEST(BundledLoader, ServesWhatCredentialsNeed) {
    BundledLoader loader;
    for (const char* url :
         {"https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
          "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", "https://w3id.org/security/data-integrity/v2",
          "https://www.w3.org/ns/did/v1", "https://www.w3.org/ns/cid/v1"}) {
        const auto document = loader.load(url, as_context);
        ASSERT_TRUE(document) << url;
        EXPECT_EQ(document->document_url, url);
        EXPECT_EQ(document->content_type, "application/ld+json");
        EXPECT_NE(document->text.find("\"@context\""), std::string::npos) << url;
    }
}

TEST(BundledLoader, ReproducesThePinnedBytesOfTheStandard) {
    // Verifiable Credentials Data Model 2.0, appendix "Base Context".
    for (const BundledContext& context : bundled_contexts()) {
        if (context.url != "https://www.w3.org/ns/credentials/v2") continue;
        EXPECT_EQ(context.sha256, "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734");
        return;
    }
    FAIL() << "credentials/v2 is not bundled";
}

TEST(BundledLoader, CarriesTheRevisedOpenBadgesContext) {
    const auto document =
        BundledLoader().load("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", as_context);
    ASSERT_TRUE(document);
    EXPECT_NE(document->text.find("\"endorsementJwt\""), std::string::npos);
    EXPECT_NE(document->text.find("\"jti\""), std::string::npos);
}

TEST(BundledLoader, ServesVocabContextsOnlyWhenAsked) {
    for (const char* url :
         {"https://www.w3.org/ns/credentials/examples/v2", "https://www.w3.org/ns/credentials/undefined-terms/v2"}) {
        const auto refused = BundledLoader().load(url, as_context);
        ASSERT_FALSE(refused) << url;
        EXPECT_EQ(refused.error().code, "context-unknown");
        EXPECT_TRUE(BundledLoader(true).load(url, as_context)) << url;
    }
}

TEST(BundledLoader, EveryContextWithAVocabIsFlagged) {
    for (const BundledContext& context : bundled_contexts()) {
        EXPECT_EQ(context.text.find("\"@vocab\": \"") != std::string_view::npos, context.defines_vocab) << context.url;
    }
}

TEST(BundledLoader, RefusesWhatItDoesNotKnow) {
    const auto context = BundledLoader().load("https://example.org/context/v1", as_context);
    ASSERT_FALSE(context);
    EXPECT_EQ(context.error().code, "context-unknown");
    EXPECT_EQ(context.error().kind, ErrorKind::Refused);

    const auto document = BundledLoader().load("https://example.org/document", {});
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, "loading document failed");
    EXPECT_EQ(document.error().kind, ErrorKind::Unavailable);
}

TEST(BundledContexts, HaveOneRowAUrl) {
    std::set<std::string_view> seen;
    for (const BundledContext& context : bundled_contexts()) {
        EXPECT_TRUE(seen.insert(context.url).second) << context.url;
        EXPECT_EQ(context.sha256.size(), 64U) << context.url;
    }
}

TEST(BundledLoader, TheContextsOfABadgeAreFarBelowTheLimit) {
    BundledLoader loader;
    const auto badge = json::parse(R"({"@context": ["https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], "type": ["VerifiableCredential"]})");
    Options options;
    options.limits.max_context_terms /= 100;
    EXPECT_TRUE(Processor(loader).expand(*badge, options));
    options.limits.max_context_terms /= 100;
    EXPECT_EQ(Processor(loader).expand(*badge, options).error().code, "jsonld-context-limit");
}

}  // namespace
}  // namespace blason::jsonld
