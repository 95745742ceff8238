#include "wallet-server/http/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace blason::http {
namespace {

constexpr std::array<const char*, kRejections> kReasons{"framing",    "too-large",   "timeout",
                                                        "queue-full", "connections", "accept-failed"};

/// A label's value: backslash, quote and line feed are escaped.
std::string label(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

}  // namespace

Metrics::Metrics(std::vector<std::string> routes) : routes_(std::move(routes)), answers_(routes_.size() + 1) {}

void Metrics::answered(std::optional<std::size_t> route, int status, std::chrono::nanoseconds took) {
    const auto row = std::min(route.value_or(routes_.size()), routes_.size());
    const auto column = static_cast<std::size_t>(std::clamp(status / 100, 1, 5)) - 1;
    ++answers_[row][column];
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bucket = std::lower_bound(kBuckets.begin(), kBuckets.end(), seconds) - kBuckets.begin();
    ++took_[static_cast<std::size_t>(bucket)];
    took_nanoseconds_ += static_cast<std::uint64_t>(took.count());
}

std::string Metrics::text() const {
    std::string out;
    const auto gauge = [&](const char* name, const char* help, std::int64_t value) {
        fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} gauge\n{0} {2}\n", name, help, value);
    };
    out +=
        "# HELP blason_http_requests_total Answers by route and class of status.\n"
        "# TYPE blason_http_requests_total counter\n";
    for (std::size_t row = 0; row < answers_.size(); ++row) {
        for (std::size_t column = 0; column < kClasses; ++column) {
            const auto count = answers_[row][column].load();
            if (count == 0) continue;
            const auto name = row < routes_.size() ? label(routes_[row]) : std::string("none");
            fmt::format_to(std::back_inserter(out), "blason_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n",
                           name, column + 1, count);
        }
    }
    out +=
        "# HELP blason_http_rejected_total Requests and connections turned away before a handler saw them.\n"
        "# TYPE blason_http_rejected_total counter\n";
    for (std::size_t i = 0; i < kRejections; ++i) {
        fmt::format_to(std::back_inserter(out), "blason_http_rejected_total{{reason=\"{}\"}} {}\n", kReasons[i],
                       rejected_[i].load());
    }
    out +=
        "# HELP blason_http_request_seconds From the end of the head to the end of the handler.\n"
        "# TYPE blason_http_request_seconds histogram\n";
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < took_.size(); ++i) {
        total += took_[i].load();
        const auto bound = i < kBuckets.size() ? fmt::format("{}", kBuckets[i]) : std::string("+Inf");
        fmt::format_to(std::back_inserter(out), "blason_http_request_seconds_bucket{{le=\"{}\"}} {}\n", bound, total);
    }
    fmt::format_to(std::back_inserter(out),
                   "blason_http_request_seconds_sum {:.6f}\nblason_http_request_seconds_count {}\n",
                   static_cast<double>(took_nanoseconds_.load()) * 1e-9, total);
    gauge("blason_http_connections", "Open connections.", connections.load());
    gauge("blason_http_in_flight", "Requests being read or answered.", in_flight.load());
    gauge("blason_http_waiting", "Requests waiting for a worker.", waiting.load());
    return out;
}

}  // namespace blason::http
