// The key pairs and verification methods of the W3C Data Integrity test vectors, as did:key.
#include <gtest/gtest.h>

#include <set>

#include "did/did_key.hpp"
#include "engine/net/http_client.hpp"
#include "tests/support/suites.hpp"

namespace blason::did {
namespace {

/// Nothing here needs the network.
class NoNetwork : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        return unavailable("fetch-offline", request.url);
    }
};

/// Calls `use` with every text member of that name, at any depth.
template <typename Use>
void each_member(const json::Value& value, std::string_view name, const Use& use) {
    if (const auto* object = value.if_object()) {
        for (const auto& member : *object) {
            if (member.key() == json::key(name) && member.value().is_string()) use(json::view(member.value()));
            each_member(member.value(), name, use);
        }
    } else if (const auto* array = value.if_array()) {
        for (const auto& element : *array) each_member(element, name, use);
    }
}

/// The values of that member in all JSON files of a suite.
std::set<std::string> collect(const char* suite, std::string_view name) {
    std::set<std::string> values;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::suites_root() / suite)) {
        if (entry.path().extension() != ".json") continue;
        each_member(test::read_json(entry.path()), name, [&](std::string_view value) { values.emplace(value); });
    }
    return values;
}

class DidKeyVectors : public testing::TestWithParam<const char*> {};

TEST_P(DidKeyVectors, EveryKeyPairIsADidKey) {
    const auto keys = collect(GetParam(), "publicKeyMultibase");
    EXPECT_GE(keys.size(), 2U);
    RecordProperty("cases", static_cast<int>(keys.size()));
    for (const auto& multikey : keys) {
        SCOPED_TRACE(multikey);
        const auto did = Did::parse("did:key:" + multikey);
        ASSERT_TRUE(did);
        const auto resolution = resolve_did_key(*did);
        ASSERT_TRUE(resolution) << resolution.error().detail;
        EXPECT_EQ(did_key(resolution->document.methods.at(0).key), did->text);
    }
}

TEST_P(DidKeyVectors, EveryMethodOfAProofIsFound) {
    NoNetwork client;
    MethodResolver resolver(client);
    std::size_t found = 0;
    for (const auto& url : collect(GetParam(), "verificationMethod")) {
        if (!url.starts_with("did:key:")) continue;
        const auto method = retrieve_verification_method(resolver, url, Purpose::AssertionMethod, {});
        ASSERT_TRUE(method) << url << ": " << method.error().detail;
        EXPECT_EQ(method->id, url);
        ++found;
    }
    EXPECT_GE(found, 2U);
    RecordProperty("cases", static_cast<int>(found));
}

INSTANTIATE_TEST_SUITE_P(Suites, DidKeyVectors, testing::Values("vc-di-eddsa", "vc-di-ecdsa"),
                         [](const auto& test) { return std::string(test.param) == "vc-di-eddsa" ? "eddsa" : "ecdsa"; });

}  // namespace
}  // namespace blason::did
