// What the server counts about itself: bounded, without a word about persons.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace blason::http {

/// Why a request or connection was turned away before a handler saw it.
enum class Rejection { Framing, TooLarge, Timeout, QueueFull, Connections, AcceptFailed };
inline constexpr std::size_t kRejections = 6;

class Metrics {
  public:
    /// `routes`: "GET /path" of each row, the labels (Router::patterns).
    explicit Metrics(std::vector<std::string> routes);

    /// `route`: nothing for an answer made before a route was found.
    void answered(std::optional<std::size_t> route, int status, std::chrono::nanoseconds took);
    void rejected(Rejection reason) { ++rejected_[static_cast<std::size_t>(reason)]; }

    std::atomic<std::int64_t> connections{0};
    std::atomic<std::int64_t> in_flight{0};  ///< requests between their head and the end of their answer
    std::atomic<std::int64_t> waiting{0};    ///< requests waiting for a worker

    /// Prometheus text exposition format 0.0.4.
    [[nodiscard]] std::string text() const;

  private:
    static constexpr std::size_t kClasses = 5;                                                           // 1xx to 5xx
    static constexpr std::array<double, 9> kBuckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5};  // seconds

    std::vector<std::string> routes_;
    std::vector<std::array<std::atomic<std::uint64_t>, kClasses>> answers_;  // one more row than routes: no route
    std::array<std::atomic<std::uint64_t>, kBuckets.size() + 1> took_{};
    std::atomic<std::uint64_t> took_nanoseconds_{0};
    std::array<std::atomic<std::uint64_t>, kRejections> rejected_{};
};

}  // namespace blason::http
