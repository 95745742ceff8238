// Which contexts may be used beyond the embedded ones: the operator's, by file or by URL and digest.
#include "wallet-server/app/context_loader.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "engine/crypto/hash.hpp"
#include "engine/jsonld/processor.hpp"
#include "tests/support/temporary_folder.hpp"

namespace blason::app {
namespace {

constexpr const char* kUrl = "https://example.org/context";
const std::string kContext = R"({"@context": {"nickname": "https://example.org/vocab#nickname"}})";

/// Answers every URL with one text, and counts.
class OneAnswer : public net::HttpClient {
  public:
    std::string body = kContext;
    int status = 200;
    int asked = 0;
    Result<net::FetchReply> fetch(const net::FetchRequest&) override {
        ++asked;
        net::FetchReply reply;
        reply.status = status;
        reply.content_type = "application/ld+json";
        reply.body = body;
        return reply;
    }
};

Bytes digest(std::string_view text) {
    const auto sha256 = crypto::sha256(text);
    return {sha256.bytes().begin(), sha256.bytes().end()};
}

class ContextLoaderTest : public testing::Test {
  protected:
    std::string code(const ContextRules& rules, const http::DocumentsClient* folder = nullptr,
                     const std::string& profile = "http://www.w3.org/ns/json-ld#context") {
        net::HttpClient& client =
            folder != nullptr ? const_cast<http::DocumentsClient&>(*folder) : static_cast<net::HttpClient&>(network_);
        ContextLoader loader(folder, client, rules);
        jsonld::LoadOptions options;
        options.request_profile = profile;
        const auto document = loader.load(kUrl, options);
        return document ? "ok" : document.error().code;
    }
    std::unique_ptr<http::DocumentsClient> folder(const std::string& index) {
        std::ofstream(folder_.file("index.json")) << index;
        std::ofstream(folder_.file("context.json")) << kContext;
        auto opened = http::DocumentsClient::open(folder_.path(), network_);
        EXPECT_TRUE(opened) << opened.error().detail;
        return opened ? std::move(*opened) : nullptr;
    }

    test::TemporaryFolder folder_;
    OneAnswer network_;
};

TEST_F(ContextLoaderTest, NothingIsFetchedThatNobodyAllowed) {
    EXPECT_EQ(code({}), "context-unknown");
    EXPECT_EQ(code({.use = ContextUse::Anything}), "context-unknown");
    EXPECT_EQ(network_.asked, 0);
}

TEST_F(ContextLoaderTest, AUrlIsAllowedWithItsDigest) {
    EXPECT_EQ(code({.allowed = {{kUrl, digest(kContext)}}}), "ok");
    EXPECT_EQ(code({.allowed = {{kUrl, digest(kContext + " ")}}}), "context-digest");
    network_.status = 404;
    EXPECT_EQ(code({.allowed = {{kUrl, digest(kContext)}}}), "loading document failed");
}

TEST_F(ContextLoaderTest, TheFolderNamesFilesAndUrls) {
    const std::string good = to_hex(digest(kContext));
    const std::string other = to_hex(digest("other"));
    const auto entry = [](const std::string& members) { return "{\"" + std::string(kUrl) + "\": {" + members + "}}"; };
    EXPECT_EQ(code({}, folder(entry(R"("file": "context.json")")).get()), "ok");
    EXPECT_EQ(code({}, folder(entry(R"("file": "context.json", "sha256": ")" + good + "\"")).get()), "ok");
    EXPECT_EQ(code({}, folder(entry(R"("file": "context.json", "sha256": ")" + other + "\"")).get()), "context-digest");
    EXPECT_EQ(network_.asked, 0);
    EXPECT_EQ(code({}, folder(entry(R"("sha256": ")" + good + "\"")).get()), "ok");
    EXPECT_EQ(code({}, folder(entry(R"("sha256": ")" + other + "\"")).get()), "context-digest");
    EXPECT_EQ(network_.asked, 2);
    for (const std::string members : {"", R"("contentType": "application/json")", R"("sha256": "12")"}) {
        std::ofstream(folder_.file("index.json")) << entry(members);
        const auto refused = http::DocumentsClient::open(folder_.path(), network_);
        ASSERT_FALSE(refused) << members;
        EXPECT_EQ(refused.error().code, "documents-index");
    }
}

TEST_F(ContextLoaderTest, WhatIsAddedForCredentialsMayNotBlurWhatWordsMean) {
    const char* unfit[] = {
        R"({"@context": {"@vocab": "https://example.org/"}})",
        R"({"@context": {"word": {"@id": "ex:w", "@context": {"@vocab": "https://example.org/"}}}})",
        R"({"@context": [{}, {"expires": "https://www.w3.org/2018/credentials#validUntil"}]})",
        R"({"@context": {"vc": "https://www.w3.org/2018/credentials#", "until": "vc:validUntil"}})",
        R"({"@context": {"@import": "https://example.org/other"}})",
    };
    for (const char* text : unfit) {
        network_.body = text;
        EXPECT_EQ(code({.allowed = {{kUrl, digest(text)}}}), "context-not-allowed") << text;
        EXPECT_EQ(code({.use = ContextUse::Anything, .allowed = {{kUrl, digest(text)}}}), "ok") << text;
        EXPECT_EQ(code({.allowed = {{kUrl, digest(text)}}, .vocabulary_contexts = true}), "ok") << text;
    }
}

TEST_F(ContextLoaderTest, ADocumentIsFetchedWhenItsUrlIsAskedFor) {
    EXPECT_EQ(code({.use = ContextUse::Anything}, nullptr, ""), "ok");
    EXPECT_EQ(code({.use = ContextUse::Credentials}, nullptr, ""), "loading document failed");
}

TEST_F(ContextLoaderTest, NT13_AContextThatIsNamedOftenIsFetchedOnce) {
    ContextLoader loader(nullptr, network_, {.allowed = {{kUrl, digest(kContext)}}});
    const jsonld::Processor processor(loader);
    boost::json::array contexts(100, boost::json::value(kUrl));
    const boost::json::value document{{"@context", contexts}, {"nickname", "x"}};
    EXPECT_TRUE(processor.expand(document, {}));
    EXPECT_TRUE(processor.expand(document, {}));
    EXPECT_EQ(network_.asked, 1);
}

TEST_F(ContextLoaderTest, TheProcessorSaysWhichContextWasRefused) {
    ContextLoader loader(nullptr, network_, {.allowed = {{kUrl, digest("other")}}});
    const jsonld::Processor processor(loader);
    const auto expanded =
        processor.expand(boost::json::parse(R"({"@context": [{}, "https://example.org/context"]})"), {});
    ASSERT_FALSE(expanded);
    EXPECT_EQ(expanded.error().code, "context-digest");
    EXPECT_EQ(expanded.error().pointer, "/@context/1");
}

}  // namespace
}  // namespace blason::app
