#include "engine/base/instant.hpp"

#include <gtest/gtest.h>

namespace blason {
namespace {

std::string round_trip(std::string_view text, MissingOffset rule = MissingOffset::Refuse) {
    const auto instant = parse_instant(text, rule);
    return instant ? format_instant(*instant) : "refused";
}

TEST(Instant, KnownSeconds) {
    EXPECT_EQ(parse_instant("1970-01-01T00:00:00Z")->seconds, 0);
    EXPECT_EQ(parse_instant("2001-09-09T01:46:40Z")->seconds, 1'000'000'000);
    EXPECT_EQ(parse_instant("1969-12-31T23:59:59Z")->seconds, -1);
    EXPECT_EQ(parse_instant("2000-02-29T00:00:00Z")->seconds, 951'782'400);
    EXPECT_EQ(parse_instant("0000-01-01T00:00:00Z")->seconds, -62'167'219'200);
}

TEST(Instant, OffsetsMeanTheSameMoment) {
    EXPECT_EQ(round_trip("2026-01-15T09:00:00+01:00"), "2026-01-15T08:00:00Z");
    EXPECT_EQ(round_trip("2026-01-15T09:00:00-05:30"), "2026-01-15T14:30:00Z");
    EXPECT_EQ(round_trip("2026-01-01T00:00:00+14:00"), "2025-12-31T10:00:00Z");
    EXPECT_EQ(round_trip("2025-12-31T23:00:00-14:00"), "2026-01-01T13:00:00Z");
    EXPECT_EQ(round_trip("2026-01-15T09:00:00-00:00"), "2026-01-15T09:00:00Z");
    for (const auto* text : {"2026-01-15T09:00:00+14:01", "2026-01-15T09:00:00+15:00", "2026-01-15T09:00:00+01:60",
                             "2026-01-15T09:00:00+1:00", "2026-01-15T09:00:00+0100", "2026-01-15T09:00:00+01",
                             "2026-01-15T09:00:00 01:00", "2026-01-15T09:00:00z", "2026-01-15T09:00:00ZZ"}) {
        EXPECT_FALSE(parse_instant(text)) << text;
    }
}

TEST(Instant, AMissingOffsetIsARuleOfTheCaller) {
    EXPECT_FALSE(parse_instant("2026-01-15T09:00:00"));
    EXPECT_EQ(round_trip("2026-01-15T09:00:00", MissingOffset::MeansUtc), "2026-01-15T09:00:00Z");
    EXPECT_EQ(round_trip("2026-01-15T09:00:00.5", MissingOffset::MeansUtc), "2026-01-15T09:00:00.5Z");
}

TEST(Instant, TheEndOfADayIsTheNextDay) {
    EXPECT_EQ(round_trip("2025-12-31T24:00:00Z"), "2026-01-01T00:00:00Z");
    EXPECT_EQ(round_trip("2025-12-31T24:00:00.000Z"), "2026-01-01T00:00:00Z");
    for (const auto* text :
         {"2025-12-31T24:00:01Z", "2025-12-31T24:01:00Z", "2025-12-31T24:00:00.001Z", "2025-12-31T25:00:00Z"}) {
        EXPECT_FALSE(parse_instant(text)) << text;
    }
}

TEST(Instant, ALeapSecondIsTheNextMinute) {
    EXPECT_EQ(round_trip("2016-12-31T23:59:60Z"), "2017-01-01T00:00:00Z");
    EXPECT_FALSE(parse_instant("2016-12-31T23:59:61Z"));
}

TEST(Instant, FractionsOfAnyLength) {
    EXPECT_EQ(parse_instant("2026-01-15T09:00:00.123456789Z")->nanoseconds, 123'456'789U);
    EXPECT_EQ(parse_instant("2026-01-15T09:00:00.1Z")->nanoseconds, 100'000'000U);
    EXPECT_EQ(parse_instant("2026-01-15T09:00:00.999999999999999999999999Z")->nanoseconds, 999'999'999U);
    EXPECT_EQ(round_trip("2026-01-15T09:00:00.1200Z"), "2026-01-15T09:00:00.12Z");
    EXPECT_LT(*parse_instant("2026-01-15T09:00:00.1Z"), *parse_instant("2026-01-15T09:00:00.11Z"));
    EXPECT_FALSE(parse_instant("2026-01-15T09:00:00.Z"));
}

TEST(Instant, YearsOutsideFourDigits) {
    EXPECT_EQ(round_trip("12026-01-15T09:00:00Z"), "12026-01-15T09:00:00Z");
    EXPECT_EQ(round_trip("-0044-03-15T12:00:00Z"), "-0044-03-15T12:00:00Z");
    EXPECT_EQ(round_trip("-12026-01-15T09:00:00Z"), "-12026-01-15T09:00:00Z");
    EXPECT_EQ(round_trip("9999-12-31T24:00:00Z"), "10000-01-01T00:00:00Z");
    EXPECT_EQ(round_trip("999999999-12-31T23:59:59Z"), "999999999-12-31T23:59:59Z");
    for (const auto* text :
         {"02026-01-15T09:00:00Z", "226-01-15T09:00:00Z", "+2026-01-15T09:00:00Z", "1000000000-01-15T09:00:00Z"}) {
        EXPECT_FALSE(parse_instant(text)) << text;
    }
}

TEST(Instant, LeapDays) {
    EXPECT_TRUE(parse_instant("2024-02-29T00:00:00Z"));
    EXPECT_TRUE(parse_instant("2000-02-29T00:00:00Z"));
    EXPECT_TRUE(parse_instant("0000-02-29T00:00:00Z"));
    EXPECT_FALSE(parse_instant("2026-02-29T00:00:00Z"));
    EXPECT_FALSE(parse_instant("1900-02-29T00:00:00Z"));
}

TEST(Instant, EveryOtherTextIsRefused) {
    for (const auto* text :
         {"", "2026", "2026-01-15", "2026-01-15T09:00Z", "2026-00-15T09:00:00Z", "2026-13-15T09:00:00Z",
          "2026-01-00T09:00:00Z", "2026-01-32T09:00:00Z", "2026-04-31T09:00:00Z", "2026-01-15T09:60:00Z",
          "2026-1-15T09:00:00Z", "2026-01-15 09:00:00Z", "2026-01-15t09:00:00Z", " 2026-01-15T09:00:00Z",
          "2026-01-15T09:00:00Z ", "2026-01-15T09:00:00Z\n", "2026-01-15T-9:00:00Z", "2026-01-15T09:00:00,5Z"}) {
        EXPECT_FALSE(parse_instant(text)) << text;
    }
}

TEST(Instant, EveryDayOfFourCenturiesComesBack) {
    for (std::int64_t day = -146'097; day <= 146'097; ++day) {
        const Instant instant{day * 86'400 + 43'200, 0};
        ASSERT_EQ(parse_instant(format_instant(instant)), instant) << day;
    }
}

}  // namespace
}  // namespace blason
