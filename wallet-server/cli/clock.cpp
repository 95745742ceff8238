#include "wallet-server/cli/clock.hpp"

#include <chrono>

namespace blason::cli {

Instant system_now() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count(), 0};
}

Result<Instant> instant_option(const std::string& text, const char* option) {
    if (text.empty()) return system_now();
    if (const auto instant = parse_instant(text)) return *instant;
    return Error{
        "invalid-instant",
        std::string(option) + " takes a date-time with a zone, like 2026-01-15T09:00:00Z; \"" + text + "\" is none.",
        {},
        ErrorKind::Usage};
}

}  // namespace blason::cli
