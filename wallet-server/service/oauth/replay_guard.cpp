#include "wallet-server/service/oauth/replay_guard.hpp"

namespace blason::service::oauth {

Result<bool> ReplayGuard::take(const std::string& value, Instant expires, Instant now) {
    const std::lock_guard lock(mutex_);
    while (!by_expiry_.empty() && by_expiry_.begin()->first < now) {
        seen_.erase(by_expiry_.begin()->second);
        by_expiry_.erase(by_expiry_.begin());
    }
    if (seen_.size() >= kMost)
        return unavailable("too-many-requests", "There are too many requests just now; wait a minute.");
    if (!seen_.insert(value).second) return false;
    by_expiry_.emplace(expires, value);
    return true;
}

}  // namespace blason::service::oauth
