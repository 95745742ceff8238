// RFC 9901 appendix A: its reader learns what the appendix says, and nothing else.
#include <gtest/gtest.h>

#include "engine/jose/jwt.hpp"
#include "engine/json/parse.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/sdjwt/key_binding.hpp"
#include "engine/sdjwt/reveal.hpp"
#include "tests/engine/sdjwt/rfc9901_appendix.hpp"

namespace blason::sdjwt {
namespace {

class Rfc9901Appendix : public testing::TestWithParam<test::AppendixExample> {
  protected:
    /// The processed payload of a text, whose signature is checked on the way.
    static Result<Revealed> read(std::string_view text) {
        const auto parts = split(text);
        if (!parts) return parts.error();
        const auto jws = jose::parse_compact(parts->jwt);
        if (!jws) return jws.error();
        const auto key = *jose::parse_jwk(json::parse(test::kAppendixKey)->as_object());
        if (const auto good = jose::verify(*jws, key); !good) return good.error();
        auto payload = jose::parse_claims(jws->payload);
        if (!payload) return payload.error();
        return reveal(std::move(*payload), parts->disclosures);
    }
};

TEST_P(Rfc9901Appendix, WhatIsShownIsWhatIsLearned) {
    const auto& example = GetParam();
    const auto read_back = read(example.shown);
    ASSERT_TRUE(read_back) << read_back.error().code << " " << read_back.error().detail;
    EXPECT_EQ(json::Value(read_back->payload), *json::parse(example.learned));
    EXPECT_EQ(read_back->places.size(), split(example.shown)->disclosures.size());
}

TEST_P(Rfc9901Appendix, WhatIsIssuedIsReadWhole) {
    const auto& example = GetParam();
    if (example.issued.empty()) return;  // the appendix does not show it
    const auto whole = read(example.issued);
    ASSERT_TRUE(whole) << whole.error().code;
    const auto parts = *split(example.issued);
    EXPECT_EQ(whole->places.size(), parts.disclosures.size());
    EXPECT_GT(parts.disclosures.size(), split(example.shown)->disclosures.size());
    EXPECT_EQ(join(parts.jwt, parts.disclosures), example.issued);
}

TEST_P(Rfc9901Appendix, TheKeyBindingIsOfExactlyThis) {
    const auto parts = *split(GetParam().shown);
    if (parts.key_binding.empty()) return;  // shown without one
    const auto payload = *read(GetParam().shown);
    const auto key = *jose::parse_jwk(payload.payload.at("cnf").at("jwk").as_object());
    const auto claims = *jose::parse_claims(jose::parse_compact(parts.key_binding)->payload);
    const Instant now{claims.at("iat").to_number<std::int64_t>(), 0};
    const auto good = verify_key_binding(parts.key_binding, parts.bound, payload.hash, key, now);
    ASSERT_TRUE(good) << good.error().code;
    const std::string fewer(parts.bound.substr(0, parts.bound.rfind('~', parts.bound.size() - 2) + 1));
    EXPECT_EQ(verify_key_binding(parts.key_binding, fewer, payload.hash, key, now).error().code, "kb-hash");
}

INSTANTIATE_TEST_SUITE_P(Each, Rfc9901Appendix, testing::ValuesIn(test::kAppendix),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace blason::sdjwt
