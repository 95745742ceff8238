// Values that count once within a short time, remembered in memory. What was accepted before a restart must be
// worthless after it for another reason (ServerNonces).
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"

namespace blason::service::oauth {

class ReplayGuard {
  public:
    static constexpr std::size_t kMost = 200'000;

    /// True for the first caller with this value, until `expires`. Error "too-many-requests" (Unavailable) when so many
    /// are remembered that one more would push out another.
    Result<bool> take(const std::string& value, Instant expires, Instant now);

  private:
    std::mutex mutex_;
    std::set<std::string> seen_;
    std::multimap<Instant, std::string> by_expiry_;
};

}  // namespace blason::service::oauth
