// A point in time, as XML Schema dateTimeStamp writes it. The engine never asks a clock: `now` is handed in.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace blason {

/// Nanoseconds are enough for every date we compare; further digits of a fraction are dropped.
struct Instant {
    std::int64_t seconds = 0;       ///< since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX)
    std::uint32_t nanoseconds = 0;  ///< 0 to 999,999,999

    auto operator<=>(const Instant&) const = default;
};

/// What to do with a date-time that has no zone.
enum class MissingOffset {
    Refuse,   ///< dateTimeStamp (VCDM 2.0 `validFrom`): the zone is required
    MeansUtc  ///< Data Integrity `created`/`expires`: read as UTC
};

/// Reads an XML Schema 1.1 Part 2 dateTime (section 3.3.7): fractions of any length, `24:00:00`, years of more than
/// four digits or negative, offsets up to 14:00. A second of 60 is read as the next minute's 0.
/// Nothing is returned for any other text.
std::optional<Instant> parse_instant(std::string_view text, MissingOffset rule = MissingOffset::Refuse);

/// `2026-01-15T09:00:00Z`; a fraction only where there is one.
std::string format_instant(Instant instant);

}  // namespace blason
