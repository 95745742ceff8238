#include "vc/vcalm/presentation_request.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"
#include "vc/vcalm/message.hpp"

namespace blason {
namespace {

using vc::vcalm::PresentationRequest;
using vc::vcalm::QueryKind;

PresentationRequest request(const std::string& text) {
    const auto value = json::parse(text);
    EXPECT_TRUE(value);
    auto read = vc::vcalm::read_presentation_request(*value, json::Path());
    EXPECT_TRUE(read) << read.error().code << read.error().pointer;
    return read ? std::move(*read) : PresentationRequest();
}

std::string refused(const std::string& text) {
    const auto value = json::parse(text);
    EXPECT_TRUE(value);
    const auto read = vc::vcalm::read_presentation_request(*value, json::Path());
    return read ? "" : read.error().code + " " + read.error().pointer;
}

/// The places of the queries of each alternative: "credentials|authentication".
std::vector<std::string> places(const PresentationRequest& request) {
    std::vector<std::string> all;
    for (const auto& one : vc::vcalm::alternatives(request)) {
        std::string text;
        for (const auto* query : one.credentials) text += query->pointer.substr(query->pointer.rfind('/') + 1);
        text += "|";
        for (const auto* query : one.authentication) text += query->pointer.substr(query->pointer.rfind('/') + 1);
        all.push_back(std::move(text));
    }
    return all;
}

TEST(PresentationRequest, OneQueryOrMany) {
    const auto one = request(R"({"query":{"type":"DIDAuth"},"challenge":"c","domain":"d.example"})");
    ASSERT_EQ(one.queries.size(), 1U);
    EXPECT_EQ(one.queries[0].kind, QueryKind::DidAuthentication);
    EXPECT_EQ(one.challenge, "c");
    EXPECT_EQ(one.domain, "d.example");
    EXPECT_TRUE(one.asks_authentication());
    const auto many =
        request(R"({"query":[{"type":["QueryByExample"],"credentialQuery":[{},{"example":{}}]},{"type":"X"}],
        "interact":{"service":[{"type":"Y","serviceEndpoint":"https://a.example/"}]}})");
    ASSERT_EQ(many.queries.size(), 2U);
    EXPECT_EQ(many.queries[0].credential_queries.size(), 2U);
    EXPECT_EQ(many.queries[1].kind, QueryKind::Other);
    EXPECT_EQ(many.endpoint, "https://a.example/");
    EXPECT_FALSE(many.asks_authentication());
}

TEST(PresentationRequest, WhatAnAuthenticationAccepts) {
    const auto asked = request(R"({"query":{"type":"DIDAuthentication","required":false,
        "acceptedMethods":[{"method":"key"},"web"],"acceptedCryptosuites":[{"cryptosuite":"ed25519-2020"},{"x":1}]}})");
    const auto& query = asked.queries[0];
    EXPECT_EQ(query.accepted_methods, (std::vector<std::string>{"key", "web"}));
    EXPECT_EQ(query.accepted_cryptosuites, (std::vector<std::string>{"ed25519-2020"}));
    EXPECT_EQ(vc::vcalm::suite_name("ed25519-2020"), "Ed25519Signature2020");
    EXPECT_FALSE(asked.asks_authentication());
}

TEST(PresentationRequest, TheDcqlQueryIsFoundWhereverItStands) {
    for (const char* text :
         {R"({"query":{"type":"DigitalCredentialQueryLanguage","credentials":[{"id":"a"}]}})",
          R"({"query":{"type":"DigitalCredentialQueryLanguage","dcql_query":{"credentials":[{"id":"a"}]}}})",
          R"({"query":{"type":"DigitalCredentialQueryLanguage","credentialQuery":{"credentials":[{"id":"a"}]}}})"})
        EXPECT_NE(json::find(request(text).queries[0].digital_credentials, "credentials"), nullptr) << text;
}

TEST(PresentationRequest, GroupsAreAlternativesAndAnAuthenticationIsForAll) {
    const std::string example = R"({"type":"QueryByExample")";
    const std::string authentication = R"({"type":"DIDAuthentication")";
    using Names = std::vector<std::string>;
    const auto of = [](const std::string& queries) { return places(request("{\"query\":[" + queries + "]}")); };
    EXPECT_EQ(of(example + "}," + example + "}"), (Names{"0|", "1|"}));
    EXPECT_EQ(of(example + R"(,"group":"a"},)" + example + R"(,"group":"b"},)" + example + R"(,"group":"a"})"),
              (Names{"02|", "1|"}));
    EXPECT_EQ(of(authentication + "}," + example + "}"), (Names{"1|0"}));
    EXPECT_EQ(of(example + R"(,"group":"a"},)" + example + "}," + authentication + "}"), (Names{"0|2", "1|2"}));
    EXPECT_EQ(of(authentication + R"(,"group":"a"},)" + example + R"(,"group":"a"},)" + example + "}"),
              (Names{"1|0", "2|"}));
    EXPECT_EQ(of(authentication + "}," + authentication + R"(,"required":false})"), (Names{"|0"}));
    EXPECT_EQ(of(authentication + "}"), (Names{"|0"}));
    EXPECT_EQ(of(authentication + R"(,"required":false})"), (Names{"|"}));
}

TEST(PresentationRequest, BadOnes) {
    EXPECT_EQ(refused("7"), "wrong-type ");
    EXPECT_EQ(refused("{}"), "missing-member /query");
    EXPECT_EQ(refused(R"({"query":[]})"), "query-empty /query");
    EXPECT_EQ(refused(R"({"query":[7]})"), "wrong-type /query/0");
    EXPECT_EQ(refused(R"({"query":{}})"), "missing-member /query/type");
    EXPECT_EQ(refused(R"({"query":{"type":7}})"), "wrong-type /query/type");
    EXPECT_EQ(refused(R"({"query":{"type":"X","group":7}})"), "wrong-type /query/group");
    EXPECT_EQ(refused(R"({"query":{"type":"QueryByExample","credentialQuery":[]}})"),
              "query-empty /query/credentialQuery");
    EXPECT_EQ(refused(R"({"query":[{"type":"QueryByExample","credentialQuery":[{},1]}]})"),
              "wrong-type /query/0/credentialQuery/1");
    EXPECT_EQ(refused(R"({"query":{"type":"DIDAuthentication","required":"no"}})"), "wrong-type /query/required");
    EXPECT_EQ(refused(R"({"query":{"type":"X"},"challenge":7})"), "wrong-type /challenge");
    std::string many = R"({"query":[{"type":"X"})";
    for (int i = 0; i < 32; ++i) many += R"(,{"type":"X"})";
    EXPECT_EQ(refused(many + "]}"), "query-too-many /query/32");
}

TEST(ExchangeMessage, AClientIsReadStrictlyAndAServerIsNot) {
    const auto body = json::parse(R"({"status":"received","redirectUrl":"https://a.example/"})");
    ASSERT_TRUE(body);
    const auto client = vc::vcalm::read_message(*body, vc::vcalm::Sender::Client);
    ASSERT_FALSE(client);
    EXPECT_EQ(client.error().code, "option-unknown");
    EXPECT_EQ(client.error().pointer, "/status");
    const auto server = vc::vcalm::read_message(*body, vc::vcalm::Sender::Server);
    ASSERT_TRUE(server);
    EXPECT_EQ(server->redirect_url, "https://a.example/");
}

}  // namespace
}  // namespace blason
