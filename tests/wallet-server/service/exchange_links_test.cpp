// Addresses that holders scan, paste or click.
#include <gtest/gtest.h>

#include "engine/text/percent.hpp"
#include "wallet-server/service/vcalm/exchange_client.hpp"
#include "wallet-server/service/vcalm/links.hpp"

namespace blason {
namespace {

using namespace service::vcalm;

template <typename Kind>
Kind link(std::string_view text) {
    const auto read = read_link(text);
    EXPECT_TRUE(read) << text << read.error().code;
    const auto* found = read ? std::get_if<Kind>(&*read) : nullptr;
    EXPECT_NE(found, nullptr) << text;
    return found != nullptr ? *found : Kind();
}

std::string refused_link(std::string_view text) {
    const auto read = read_link(text);
    return read ? "" : read.error().code;
}

TEST(ExchangeLinks, EveryForm) {
    EXPECT_EQ(link<ExchangeLink>("https://a.example/workflows/1/exchanges/2").url,
              "https://a.example/workflows/1/exchanges/2");
    const std::string interaction = "https://a.example/interactions/z8?iuv=1";
    EXPECT_EQ(link<InteractionLink>(interaction).url, interaction);
    EXPECT_EQ(link<InteractionLink>("interaction:" + interaction).url, interaction);
    EXPECT_EQ(link<InteractionLink>("web+interaction:" + interaction).url, interaction);
    EXPECT_EQ(link<InteractionLink>("interaction:" + text::percent_encode(interaction)).url, interaction);

    const DccRequestLink dcc{"did:key:z6Mk", "https://a.example/x?y=1&z=2", "c+ d"};
    const auto again = link<DccRequestLink>(dcc_request_url(dcc));
    EXPECT_EQ(again.issuer, dcc.issuer);
    EXPECT_EQ(again.url, dcc.url);
    EXPECT_EQ(again.challenge, dcc.challenge);

    const json::Object protocols{{"vcapi", "https://a.example/exchange"}, {"OID4VP", "openid4vp://?x"}, {"odd", 7}};
    const auto request =
        link<ProtocolsLink>(wallet_request_url("https://wallet.example/w?a=b", "https://a.example", protocols));
    EXPECT_EQ(request.origin, "https://a.example");
    EXPECT_EQ(request.protocols.size(), 2U);
    EXPECT_EQ(request.protocols.at("vcapi"), "https://a.example/exchange");
}

TEST(ExchangeLinks, BadOnes) {
    EXPECT_EQ(refused_link(""), "link-syntax");
    EXPECT_EQ(refused_link("no address"), "link-syntax");
    EXPECT_EQ(refused_link("javascript:alert(1)"), "link-syntax");
    EXPECT_EQ(refused_link("file:///etc/hostname"), "link-syntax");
    EXPECT_EQ(refused_link("interaction:https://a.example/"), "link-syntax");
    EXPECT_EQ(refused_link("interaction:"), "link-syntax");
    EXPECT_EQ(refused_link("https://a.example/?iuv=2"), "link-version");
    EXPECT_EQ(refused_link("https://a.example/?request=%7B"), "link-syntax");
    EXPECT_EQ(refused_link("https://a.example/?request=%7B%7D"), "missing-member");
    EXPECT_EQ(refused_link("https://a.example/?request=%7B%22protocols%22%3A7%7D"), "wrong-type");
    EXPECT_EQ(refused_link("dccrequest://request?vc_request_url=https%3A%2F%2Fa.example%2F"), "link-auth-type");
    EXPECT_EQ(refused_link("dccrequest://request?vc_request_url=https%3A%2F%2Fa.example%2F&auth_type=code"),
              "link-auth-type");
    EXPECT_EQ(refused_link("dccrequest://request?vc_request_url=file%3A%2F%2F&auth_type=bearer"), "link-syntax");
    EXPECT_EQ(refused_link("https://a.example/" + std::string(17000, 'x')), "link-too-long");
}

Round asked(std::string url, const char* domain, const char* endpoint = nullptr) {
    Round round;
    round.url = std::move(url);
    json::Object request{{"query", json::Object{{"type", "DIDAuthentication"}}}, {"challenge", "c"}};
    if (domain != nullptr) request["domain"] = domain;
    if (endpoint != nullptr)
        request["interact"] = json::Object{{"service", json::Array{json::Object{{"serviceEndpoint", endpoint}}}}};
    round.message.request = std::move(request);
    return round;
}

// OA27: whoever asks is who the answer is for, and who gets it.
TEST(ExchangeLinks, OA27_TheAnswerIsForWhoAsksAndGoesThere) {
    const std::string url = "https://verifier.example:8443/exchanges/1";
    for (const char* good : {"https://verifier.example:8443", "https://verifier.example:8443/path",
                             "verifier.example:8443", "verifier.example"})
        EXPECT_TRUE(check_party(asked(url, good))) << good;
    EXPECT_TRUE(check_party(asked(url, nullptr)));
    for (const char* bad : {"https://bank.example", "https://verifier.example", "http://verifier.example:8443",
                            "bank.example", "verifier.example.evil.example", ""}) {
        const auto checked = check_party(asked(url, bad));
        ASSERT_FALSE(checked) << bad;
        EXPECT_EQ(checked.error().code, "domain-mismatch") << bad;
    }
    EXPECT_TRUE(check_party(asked(url, nullptr, "https://verifier.example:8443/other")));
    const auto elsewhere = check_party(asked(url, nullptr, "https://bank.example/"));
    ASSERT_FALSE(elsewhere);
    EXPECT_EQ(elsewhere.error().code, "endpoint-elsewhere");
}

}  // namespace
}  // namespace blason
