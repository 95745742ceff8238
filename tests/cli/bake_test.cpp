// blason bake, unbake and verify of images
#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/images.hpp"

namespace blason::cli_test {
namespace {

class Bake : public testing::Test {
  protected:
    void SetUp() override {
        const auto outcome = blason({"issue", "--key", folder_.write("key.json", kTestKey), "--set-issuer"},
                                    json::serialize(sample_badge()));
        ASSERT_EQ(outcome.status, 0) << outcome.err;
        badge_ = outcome.out;
    }
    Folder folder_;
    std::string badge_;
};

TEST_F(Bake, BakedUnbakedVerified) {
    for (const auto& [name, bytes] : {std::pair<std::string, std::string>("badge.png", test::red_png()),
                                      std::pair<std::string, std::string>("badge.svg", std::string(test::kRedSvg))}) {
        const std::string image = folder_.write(name, bytes);
        const std::string baked = folder_.path("baked-" + name);
        const auto bake = blason({"bake", image, "-", "-o", baked}, badge_);
        ASSERT_EQ(bake.status, 0) << bake.err;
        EXPECT_EQ(blason({"unbake", baked}).out, badge_);
        const auto verified = blason({"verify", baked, "--offline"});
        EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
        EXPECT_TRUE(verified.out.starts_with("valid: OpenBadgeCredential")) << verified.out;
        EXPECT_EQ(blason({"verify", "-", "--offline"}, read_file(baked)).status, 0);
    }
}

TEST_F(Bake, ErrorsHaveTheirStatus) {
    const std::string image = folder_.write("plain.png", test::red_png());
    const auto nothing = blason({"unbake", image, "--json"});
    EXPECT_EQ(nothing.status, 1);
    EXPECT_EQ(error_of(nothing.err).at("code"), "image-without-credential");
    EXPECT_EQ(blason({"verify", image}).status, 1);
    const auto unsigned_badge = blason({"bake", image, "-"}, json::serialize(sample_badge()));
    EXPECT_EQ(unsigned_badge.status, 1);
    EXPECT_NE(unsigned_badge.err.find("(credential-unsecured)"), std::string::npos) << unsigned_badge.err;
    EXPECT_EQ(blason({"bake", image}).status, 2);
    EXPECT_EQ(blason({"unbake", folder_.path("absent.png")}).status, 2);
    const std::string assertion =
        R"({"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://issuer.example/1",
            "recipient":{"type":"email","hashed":false,"identity":"a@example.com"},"issuedOn":"2024-01-01T00:00:00Z",
            "badge":"https://issuer.example/b","verification":{"type":"hosted"}})";
    EXPECT_EQ(blason({"verify", "-", "--offline"}, assertion).status, 3) << "not known, which is not invalid";
}

}  // namespace
}  // namespace blason::cli_test
