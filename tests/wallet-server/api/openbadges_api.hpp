// A wallet that is reached by the Open Badges 3.0 API, with access tokens of every kind.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/support/access_token.hpp"
#include "tests/support/badges.hpp"

namespace blason::test {

inline constexpr const char* kCredentials = "/ims/ob/v3p0/credentials";
inline constexpr const char* kProfile = "/ims/ob/v3p0/profile";

/// A wallet with a token of every kind: "all", or the last word of the one scope it has.
class OpenBadgesApi : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        grantee = make_grantee(app);
        holder = grantee.holder;
        service::oauth::Scopes all;
        for (const auto& scope : service::oauth::kKnownScopes) {
            if (scope.value.find("/v2p1/") != std::string_view::npos) continue;  // Badge Connect has the same words
            all.emplace_back(scope.value);
            const std::string name(scope.value.substr(scope.value.find_last_of('/') + 1));
            tokens[name] = tokens_of(app, grantee, {std::string(scope.value)}).access_token;
        }
        tokens["all"] = tokens_of(app, grantee, all).access_token;
    }

    http::Response call(http::Request request, const std::string& token = "all") {
        if (!token.empty()) {
            const auto known = tokens.find(token);
            request.fields.set("Authorization", "Bearer " + (known == tokens.end() ? token : known->second));
        }
        return app.call(std::move(request));
    }
    http::Response get(const std::string& path, const std::string& query = {}, const std::string& token = "all") {
        return call(request_of("GET", path + "?" + query), token);
    }
    http::Response send(const std::string& method, const std::string& path, const std::string& body,
                        const std::string& type = "application/json", const std::string& token = "all") {
        return call(request_with(method, path, body, type), token);
    }
    std::string badge(const BadgeOf& of = {}) { return badge_text(app.services().issuers, of); }
    static BadgeOf numbered(int number) {
        BadgeOf of;
        of.id = "urn:badge:" + std::to_string(number);
        of.valid_from = "2027-01-0" + std::to_string(number) + "T00:00:00Z";
        return of;
    }
    std::size_t held() { return app.services().wallets.credentials("alpha", holder)->size(); }

    TestApp app;
    TestGrantee grantee;
    std::string holder;
    std::map<std::string, std::string> tokens;
};

inline std::string minor_of(const http::Response& response) {
    const auto body = body_of(response);
    const auto* fields = json::find(*json::find(body, "imsx_codeMinor"), "imsx_codeMinorField");
    return text_at(fields->get_array().at(0), "imsx_codeMinorFieldValue");
}
inline std::string field(const http::Response& response, std::string_view name) {
    return std::string(response.fields.find(name).value_or(""));
}

}  // namespace blason::test
