// `blason conformance open-badges --serve`: an installation for one rehearsal, gone afterwards, with one account and
// three badges, that writes down what a consumer under test asks.
#pragma once

#include <cstdint>
#include <string>

#include "conformance/open_badges/report.hpp"
#include "engine/base/result.hpp"

namespace blason::app {

struct RehearsalHost {
    std::uint16_t port = 8090;
    bool writer = false;  ///< judge a consumer that sends badges
};

/// Serves on 127.0.0.1 until SIGINT or SIGTERM, and then judges. Prints the address and the login on standard error.
Result<conformance::RehearsalReport> serve_rehearsal(const RehearsalHost& options);

}  // namespace blason::app
