// One past each limit of verification ends with an answer that says so, and not with work; at the limit there is no
// such answer. Limits of the readers (JSON, JSON-LD, RDF, tokens, images) are tested beside them.
#include <gtest/gtest.h>

#include "tests/vc/secured.hpp"
#include "vc/checks/endorsements.hpp"
#include "vc/checks/session.hpp"
#include "vc/checks/status.hpp"
#include "vc/schema/published.hpp"
#include "vc/schema/validate.hpp"

namespace blason::vc {
namespace {

using test::has;
using test::show;

/// `count` times the same value, as an array.
json::Array times(std::size_t count, std::string_view text) {
    const json::Value one = test::parse(text);
    json::Array out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(one);
    return out;
}

TEST(VerifyLimits, LD10_WhatIsTooMuchWorkIsUnknownNotInvalid) {
    // Blank nodes that look alike: each is compared with each.
    json::Value badge = test::issued(test::badge());
    badge.at("credentialSubject").as_object()["result"] =
        times(5'000, R"({"type": ["Result"], "value": "1", "alignment": [{"type": ["Alignment"], "targetName": "A",
                         "targetUrl": "https://skills.example/1"}]})");
    const auto report = test::verify(badge);
    EXPECT_TRUE(has(report, "json-ld", Outcome::Unknown, "canonicalization-limit", "")) << show(report);
    EXPECT_TRUE(has(report, "proof", Outcome::Unknown, "document-not-transformable", "/proof")) << show(report);
    EXPECT_EQ(report.verdict(), Verdict::Unknown);
}

TEST(VerifyLimits, Endorsements) {
    const auto said = [](std::size_t count) {
        json::Value badge = test::own_badge(1);
        badge.as_object()["endorsement"] = times(count, R"("no endorsement")");
        return test::verify(badge);
    };
    EXPECT_TRUE(has(said(checks::kMaxEndorsements), "endorsements", Outcome::Fail, "endorsement-invalid",
                    "/endorsement/" + std::to_string(checks::kMaxEndorsements - 1)));
    const auto report = said(checks::kMaxEndorsements + 1);
    EXPECT_TRUE(has(report, "endorsements", Outcome::Unknown, "endorsements-too-many", "/endorsement/0"));
    EXPECT_FALSE(has(report, "endorsements", Outcome::Fail, "endorsement-invalid", "/endorsement/0"));
}

TEST(VerifyLimits, EndorsementsInsideEachOther) {
    const auto said = [](int depth) {
        json::Value badge = test::own_badge(1);
        for (int i = 0; i < depth; ++i) {
            json::Value outer = test::own_badge(1);
            outer.as_object()["endorsement"] = json::Array{std::move(badge)};
            badge = std::move(outer);
        }
        return test::verify(badge);
    };
    const auto place = [](int depth) {
        std::string pointer;
        for (int i = 0; i < depth; ++i) pointer += "/endorsement/0";
        return pointer;
    };
    // What is wrong inside is said at the outermost endorsement: that it is unknown, or (they have no proofs) invalid.
    for (const int depth : {checks::kMaxDepth, checks::kMaxDepth + 1, 12}) {
        const auto report = said(depth);
        EXPECT_TRUE(has(report, "endorsements", Outcome::Fail, "endorsement-invalid", place(1))) << show(report);
        EXPECT_EQ(report.verdict(), Verdict::Invalid);
    }
}

TEST(VerifyLimits, Statuses) {
    const auto said = [](std::size_t count) {
        json::Value badge = test::badge();
        badge.as_object()["credentialStatus"] =
            times(count, R"({"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1",
                             "statusListCredential": "https://issuer.example/list"})");
        test::NoNetwork network;
        Environment environment = test::environment();
        environment.client = &network;
        return *vc::verify(test::issued(std::move(badge)), test::verify_options(), environment);
    };
    const auto most = said(checks::kMaxStatuses);
    EXPECT_FALSE(has(most, "status", Outcome::Unknown, "status-too-many", "/credentialStatus")) << show(most);
    const auto report = said(checks::kMaxStatuses + 1);
    EXPECT_TRUE(has(report, "status", Outcome::Unknown, "status-too-many", "/credentialStatus")) << show(report);
}

TEST(VerifyLimits, Schemas) {
    const auto said = [](std::size_t count) {
        json::Value badge = test::own_badge(1);
        badge.as_object()["credentialSchema"] =
            times(count, R"({"id": "https://schema.example/s", "type": "1EdTechJsonSchemaValidator2019"})");
        return test::verify(badge);
    };
    EXPECT_FALSE(has(said(8), "schema", Outcome::Unknown, "schemas-too-many", "/credentialSchema"));
    EXPECT_TRUE(has(said(9), "schema", Outcome::Unknown, "schemas-too-many", "/credentialSchema")) << show(said(9));
}

/// A shelf on which every schema refers to the next one.
class Chain : public net::HttpClient {
  public:
    explicit Chain(int length) : length_(length) {}
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        const int number = std::stoi(request.url.substr(request.url.rfind('/') + 1));
        net::FetchReply reply;
        reply.status = 200;
        const std::string next = "https://schema.example/" + std::to_string(number + 1);
        reply.body = R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ")" + request.url + "\"" +
                     (number < length_ ? R"(, "$ref": ")" + next + "\"}" : "}");
        return reply;
    }

  private:
    int length_;
};

TEST(SchemaLimits, Documents) {
    const auto said = [](int length) -> std::string {
        Chain chain(length);
        schema::PublishedSchemas published(&chain, nullptr, test::instant("2025-06-01T00:00:00Z"));
        const auto result = schema::validate(test::parse("1"), "https://schema.example/1", published);
        return result ? "ok" : result.error().code;
    };
    EXPECT_EQ(said(16), "ok");
    EXPECT_EQ(said(17), "schema-too-complex");
}

/// One schema, whatever is asked for.
class One : public schema::DocumentSource {
  public:
    explicit One(std::string_view text) : text_(text) {}
    Result<std::shared_ptr<const schema::Document>> get(const std::string& url) override {
        return schema::Document::read(url, test::parse(text_));
    }

  private:
    std::string text_;
};

TEST(SchemaLimits, StepsDepthAndViolations) {
    One source(
        R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "items": {"items": {"type": "string"}}})");
    const auto said = [&](std::string_view instance, const schema::Limits& limits) -> std::string {
        const auto result = schema::validate(test::parse(instance), "https://schema.example/s", source, limits);
        return result ? std::to_string(result->size()) : result.error().code;
    };
    // The whole, its one item and the three in it.
    EXPECT_EQ(said(R"([["a", "b", "c"]])", {.max_steps = 5}), "0");
    EXPECT_EQ(said(R"([["a", "b", "c"]])", {.max_steps = 4}), "schema-too-complex");
    EXPECT_EQ(said(R"([["a"]])", {.max_depth = 3}), "0");
    EXPECT_EQ(said(R"([["a"]])", {.max_depth = 2}), "schema-too-complex");
    EXPECT_EQ(said("[[1, 2, 3]]", {.max_violations = 3}), "3");
    EXPECT_EQ(said("[[1, 2, 3]]", {.max_violations = 2}), "2");
}

TEST(SchemaLimits, Expressions) {
    const auto said = [](std::size_t length) -> std::string {
        One source(R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "pattern": ")" +
                   std::string(length, 'a') + "\"}");
        const auto result = schema::validate(test::parse(R"("b")"), "https://schema.example/s", source);
        return result ? std::to_string(result->size()) : result.error().code;
    };
    EXPECT_EQ(said(4096), "1");
    EXPECT_EQ(said(4097), "schema-pattern-unsupported");
}

}  // namespace
}  // namespace blason::vc
