// How often something may happen: a bucket of tokens for each name, refilled at a steady pace. In memory only: a
// restart forgives.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/instant.hpp"

namespace blason::service {

struct ThrottleRate {
    double burst;                      ///< that many at once
    std::chrono::seconds one_more_in;  ///< then one for each of these
};

class Throttle {
  public:
    static constexpr std::size_t kMaxNames = 10'000;

    explicit Throttle(ThrottleRate rate) : rate_(rate) {}

    /// Takes a token when there is one.
    bool take(const std::string& name, Instant now);
    /// Whether there is one.
    bool has(const std::string& name, Instant now);

  private:
    struct Bucket {
        double tokens;
        Instant at;
    };
    [[nodiscard]] double tokens_of(const Bucket& bucket, Instant now) const;
    void make_room(Instant now);

    const ThrottleRate rate_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;  ///< those that are not full
};

}  // namespace blason::service
