// Dates as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

/// "1er mars 2026", "1 March 2026": the day in UTC.
std::string date_text(Instant instant, Language language);

/// "1 March 2026, 14:05 UTC".
std::string moment_text(Instant instant, Language language);

/// The first second of a day in UTC, from the text of an <input type="date"> ("2026-03-01", years 1 to 9999).
std::optional<Instant> parse_day(std::string_view text);

}  // namespace blason::web
