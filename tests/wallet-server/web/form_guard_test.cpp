#include "wallet-server/web/form_guard.hpp"

#include <gtest/gtest.h>

namespace blason::web {
namespace {

const std::string kToken = "0123456789abcdef0123456789abcdef";
constexpr std::string_view kBase = "http://127.0.0.1:8080";

http::Request request_with(std::initializer_list<std::pair<std::string, std::string>> fields) {
    http::Request request;
    for (const auto& [name, value] : fields) request.fields.add(name, value);
    return request;
}

http::Request ours(std::initializer_list<std::pair<std::string, std::string>> more = {}) {
    http::Request request = request_with(more);
    request.fields.add("Cookie", "a=b; blason-form=" + kToken);
    return request;
}

const std::vector<http::FormField> kForm{{"x", "y", ""}, {"csrf", kToken, ""}};

TEST(FormGuard, TakesTheTokenOfTheCookie) {
    EXPECT_TRUE(is_our_form(ours(), kForm, kBase));
    EXPECT_FALSE(is_our_form(request_with({}), kForm, kBase));
    EXPECT_FALSE(is_our_form(ours(), {{"csrf", std::string(32, '0'), ""}}, kBase));
    EXPECT_FALSE(is_our_form(ours(), {{"csrf", "", ""}}, kBase));
    EXPECT_FALSE(is_our_form(ours(), {}, kBase));
    EXPECT_FALSE(is_our_form(request_with({{"Cookie", "blason-form="}}), {{"csrf", "", ""}}, kBase));
    EXPECT_FALSE(is_our_form(request_with({{"Cookie", "blason-form=x"}}), {{"csrf", "x", ""}}, kBase));
}

TEST(FormGuard, BelievesTheBrowserAboutTheOrigin) {
    EXPECT_TRUE(is_our_form(ours({{"Origin", "http://127.0.0.1:8080"}}), kForm, kBase));
    EXPECT_TRUE(is_our_form(ours({{"Origin", "http://localhost:8080"}}), kForm, kBase));
    EXPECT_TRUE(is_our_form(ours({{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}}), kForm, kBase));
    EXPECT_FALSE(is_our_form(ours({{"Origin", "null"}}), kForm, kBase));
    EXPECT_FALSE(is_our_form(ours({{"Origin", "http://localhost:9090"}}), kForm, kBase));
    EXPECT_FALSE(is_our_form(ours({{"Origin", "http://127.0.0.1:8080.evil.example"}}), kForm, kBase));
    EXPECT_FALSE(is_our_form(ours({{"Origin", "http://localhost.evil.example:8080"}}), kForm, kBase));
    EXPECT_FALSE(is_our_form(ours({{"Origin", "https://evil.example"}}), kForm, kBase));
    EXPECT_FALSE(is_our_form(ours({{"Sec-Fetch-Site", "cross-site"}}), kForm, kBase));
    EXPECT_FALSE(is_our_form(ours({{"Sec-Fetch-Site", "same-site"}}), kForm, kBase));
}

TEST(FormGuard, PublicInstallationsHaveOneOrigin) {
    constexpr std::string_view base = "https://badges.example.edu";
    EXPECT_TRUE(is_our_form(ours({{"Origin", "https://badges.example.edu"}}), kForm, base));
    EXPECT_FALSE(is_our_form(ours({{"Origin", "https://evil-badges.example.edu"}}), kForm, base));
    EXPECT_FALSE(is_our_form(ours({{"Origin", "http://badges.example.edu"}}), kForm, base));
    EXPECT_FALSE(is_our_form(ours({{"Origin", "http://localhost"}}), kForm, base));
}

TEST(FormGuard, KeepsAGoodCookieAndReplacesABadOne) {
    auto& random = crypto::system_random();
    const FormToken kept = form_token(ours(), random);
    EXPECT_EQ(kept.text, kToken);
    EXPECT_FALSE(kept.is_new);
    const FormToken fresh = form_token(request_with({{"Cookie", "blason-form=<script>"}}), random);
    EXPECT_TRUE(fresh.is_new);
    EXPECT_EQ(fresh.text.size(), 32U);
    EXPECT_NE(fresh.text, form_token(request_with({}), random).text);
    EXPECT_EQ(form_cookie(kToken, kBase).find("Secure"), std::string::npos);
    EXPECT_NE(form_cookie(kToken, "https://badges.example.edu").find("; SameSite=Strict; Secure"), std::string::npos);
}

}  // namespace
}  // namespace blason::web
