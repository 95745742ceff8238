// NT12: keys that were added, removed or exchanged after their document was fetched.
#include <gtest/gtest.h>

#include "did/cache.hpp"
#include "engine/jose/jwt.hpp"
#include "tests/did/scripted_client.hpp"
#include "tests/vc/secured.hpp"

namespace blason {
namespace {

using vc::Outcome;
using vc::Verdict;

const std::string kDid = "did:web:school.example";
const std::string kPlace = "https://school.example/.well-known/did.json";

/// One key of the school: its name, and the test key it is.
using Keys = std::vector<std::pair<std::string, std::uint8_t>>;

class RenewedKeys : public testing::Test {
  protected:
    void publish(const Keys& keys) {
        json::Array methods;
        json::Array names;
        for (const auto& [name, number] : keys) {
            const std::string id = kDid + "#" + name;
            methods.push_back(json::Object{{"id", id},
                                           {"type", "JsonWebKey"},
                                           {"controller", kDid},
                                           {"publicKeyJwk", test::key(number).public_key().jwk()}});
            names.push_back(json::Value(id));
        }
        client_.answer(kPlace, json::serialize(json::Value(json::Object{
                                   {"id", kDid}, {"verificationMethod", methods}, {"assertionMethod", names}})));
    }
    static json::Value badge() {
        json::Value out = test::badge();
        test::set(out, "/issuer/id", "\"" + kDid + "\"");
        return out;
    }
    static json::Value signed_by(std::uint8_t number, const std::string& name) {
        vc::IssueOptions options;
        options.created = test::instant("2025-01-01T00:00:00Z");
        options.verification_method = kDid + "#" + name;
        auto made = vc::issue(badge(), test::key(number), options, test::environment());
        if (!made) throw std::runtime_error(made.error().code);
        return std::move(made->document);
    }
    static json::Value token(std::uint8_t number, const std::string& kid) {
        json::Value payload = badge();
        test::set(payload, "/iss", "\"" + kDid + "\"");
        return json::key(*jose::sign_compact(test::key(number), crypto::SignatureAlgorithm::EdDsa,
                                             json::Object{{"kid", kid}}, as_bytes(json::serialize(payload))));
    }
    /// Seconds after the first question.
    Verdict judged(const json::Value& document, std::int64_t later) {
        auto options = test::verify_options();
        options.now.seconds += later;
        report_ = *vc::verify(document, options, {environment_.processor, resolver_});
        return report_.verdict();
    }
    [[nodiscard]] std::size_t asked() const { return client_.requests.size(); }

    test::ScriptedClient client_;
    did::MethodResolver methods_{client_};
    did::CachingResolver resolver_{methods_, {.jitter_percent = 0}};
    test::TestEnvironment environment_;
    vc::Report report_;
};

TEST_F(RenewedKeys, NT12_AKeyThatWasAddedIsFoundWithinAMinute) {
    const std::pair<json::Value, json::Value> forms[] = {{signed_by(1, "a"), signed_by(2, "b")},
                                                         {token(1, kDid + "#a"), token(2, kDid + "#b")},
                                                         {token(1, "#a"), token(2, "#b")}};
    for (const auto& [before, after] : forms) {
        resolver_.forget(kDid);
        client_.requests.clear();
        publish({{"a", 1}});
        EXPECT_EQ(judged(before, 0), Verdict::Valid) << test::show(report_);
        publish({{"a", 1}, {"b", 2}});
        EXPECT_EQ(judged(after, 59), Verdict::Invalid) << "the document is as young as that";
        EXPECT_EQ(asked(), 1U);
        EXPECT_EQ(judged(after, 60), Verdict::Valid) << test::show(report_);
        EXPECT_EQ(asked(), 2U);
        EXPECT_EQ(judged(before, 60), Verdict::Valid);
        EXPECT_EQ(asked(), 2U);
    }
}

TEST_F(RenewedKeys, NT12_AKeyThatIsAnotherNowIsTried) {
    const std::pair<json::Value, json::Value> forms[] = {{signed_by(1, "a"), signed_by(2, "a")},
                                                         {token(1, kDid + "#a"), token(2, kDid + "#a")}};
    for (const auto& [before, after] : forms) {
        resolver_.forget(kDid);
        publish({{"a", 1}});
        EXPECT_EQ(judged(before, 0), Verdict::Valid) << test::show(report_);
        publish({{"a", 2}});
        EXPECT_EQ(judged(after, 61), Verdict::Valid) << test::show(report_);
        EXPECT_EQ(judged(before, 61), Verdict::Invalid);
    }
}

TEST_F(RenewedKeys, NT12_WhatIsWrongAsksOnceAMinuteAtMost) {
    publish({{"a", 1}});
    json::Value altered = signed_by(1, "a");
    test::set(altered, "/name", R"("Another name")");
    const json::Value nobodys = signed_by(2, "nobody");
    for (std::int64_t second = 0; second < 180; second += 10) {
        EXPECT_EQ(judged(altered, second), Verdict::Invalid);
        EXPECT_EQ(judged(nobodys, second), Verdict::Invalid);
    }
    EXPECT_EQ(asked(), 3U) << "at 0, 60 and 120 seconds";
}

TEST_F(RenewedKeys, NT12_AHostThatIsDownSpoilsNothing) {
    publish({{"a", 1}});
    const json::Value good = signed_by(1, "a");
    EXPECT_EQ(judged(good, 0), Verdict::Valid);
    client_.fail(kPlace, unavailable("fetch-failed", "The host is down."));
    EXPECT_EQ(judged(signed_by(2, "b"), 100), Verdict::Invalid);
    EXPECT_EQ(asked(), 2U);
    EXPECT_EQ(judged(good, 101), Verdict::Valid) << test::show(report_);
    EXPECT_EQ(judged(good, 901), Verdict::Unknown) << "but it is not remembered for longer";
}

}  // namespace
}  // namespace blason
