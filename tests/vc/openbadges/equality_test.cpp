#include "vc/openbadges/equality.hpp"

#include <gtest/gtest.h>

#include "engine/json/parse.hpp"

namespace blason::openbadges {
namespace {

std::optional<BadgeIdentity> of(std::string_view text) {
    return badge_identity(*json::parse(text));
}

TEST(BadgeEquality, IsTheIssuersIdAndTheCredentialsId) {
    const auto badge = of(R"({"id": "https://a.example/1", "issuer": {"id": "https://a.example/issuer"}})");
    ASSERT_TRUE(badge);
    EXPECT_EQ(badge, of(R"({"id": "https://a.example/1", "issuer": "https://a.example/issuer", "validFrom": "x"})"));
    EXPECT_NE(badge, of(R"({"id": "https://a.example/2", "issuer": "https://a.example/issuer"})"));
    EXPECT_NE(badge, of(R"({"id": "https://a.example/1", "issuer": "https://b.example/issuer"})"));
}

TEST(BadgeEquality, ComparesDecodedAndTrimmed) {
    EXPECT_EQ(of(R"({"id": " https://a.example/%C3%A9t%c3%a9\n", "issuer": "did:web:a.example%3A8080"})"),
              of(R"({"id": "https://a.example/été", "issuer": "did:web:a.example:8080 "})"));
    EXPECT_EQ(of(R"({"id": "urn:100%", "issuer": "urn:%zz%4"})")->credential, "urn:100%");
    // Decoded once: an escaped percent sign does not begin another escape.
    EXPECT_EQ(of(R"({"id": "urn:%2541", "issuer": "urn:a"})")->credential, "urn:%41");
}

TEST(BadgeEquality, NeedsBothIds) {
    EXPECT_FALSE(of(R"({"issuer": "https://a.example/issuer"})"));
    EXPECT_FALSE(of(R"({"id": "https://a.example/1"})"));
    EXPECT_FALSE(of(R"({"id": "https://a.example/1", "issuer": {"name": "A"}})"));
    EXPECT_FALSE(of(R"({"id": "  ", "issuer": "https://a.example/issuer"})"));
    EXPECT_FALSE(of(R"({"id": 1, "issuer": "https://a.example/issuer"})"));
}

}  // namespace
}  // namespace blason::openbadges
