// Every embedded context says the same as the one its publisher publishes, and has the recorded digest.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/json/parse.hpp"
#include "engine/jsonld/loader.hpp"
#include "tests/support/suites.hpp"

namespace blason {
namespace {

class PublishedContext : public testing::TestWithParam<jsonld::BundledContext> {};

/// The newest published revision of a context, or nullptr when the suites do not have it.
const json::Value* published_row(const json::Value& index, std::string_view url) {
    const auto* revised = json::find(index, std::string(url) + "#revised-2026-06");
    return revised != nullptr ? revised : json::find(index, url);
}

TEST_P(PublishedContext, IsJsonEqual) {
    const auto folder = test::suites_root() / "contexts";
    const json::Value index = test::read_json(folder / "index.json");
    const auto* row = published_row(index, GetParam().url);
    if (row == nullptr) {  // EveryContextButTwoIsCompared names these
        RecordProperty("cases", 0);
        return;
    }
    const auto embedded = json::parse(GetParam().text);
    ASSERT_TRUE(embedded) << embedded.error().detail;
    EXPECT_EQ(*embedded, test::read_json(folder / std::string(json::view(*json::find(*row, "file")))));
}

// Only comparisons with published texts count as cases; this and the tests below look after our own records.
TEST_P(PublishedContext, HasItsDigest) {
    RecordProperty("cases", 0);
    EXPECT_EQ(to_hex(crypto::sha256(GetParam().text).bytes()), GetParam().sha256);
}

std::string test_name(const testing::TestParamInfo<jsonld::BundledContext>& info) {
    std::string name;
    for (const char c : info.param.url.substr(8)) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Contexts, PublishedContext, testing::ValuesIn(jsonld::bundled_contexts()), test_name);

/// These digests are those of the publishers' bytes; contexts.json says why a few others differ.
TEST(PublishedContexts, KeepThePublishedBytesButForFour) {
    RecordProperty("cases", 0);
    const json::Value index = test::read_json(test::suites_root() / "contexts" / "index.json");
    std::vector<std::string> differing;
    for (const auto& context : jsonld::bundled_contexts()) {
        const auto* row = published_row(index, context.url);
        if (row != nullptr && json::view(*json::find(*row, "sha256")) != context.sha256) {
            differing.emplace_back(context.url);
        }
    }
    EXPECT_EQ(differing, (std::vector<std::string>{
                             "https://www.w3.org/2018/credentials/v1",
                             "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
                             "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
                             "https://w3id.org/openbadges/v2",
                         }));
}

TEST(PublishedContexts, EveryContextButTwoIsCompared) {
    RecordProperty("cases", 0);
    const json::Value index = test::read_json(test::suites_root() / "contexts" / "index.json");
    std::vector<std::string> alone;
    for (const auto& context : jsonld::bundled_contexts()) {
        if (published_row(index, context.url) == nullptr) alone.emplace_back(context.url);
    }
    EXPECT_EQ(alone, (std::vector<std::string>{"https://w3id.org/vc-revocation-list-2020/v1",
                                               "https://w3id.org/security/suites/x25519-2020/v1"}));
}

}  // namespace
}  // namespace blason
