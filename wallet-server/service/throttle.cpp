#include "wallet-server/service/throttle.hpp"

#include <algorithm>

namespace blason::service {

double Throttle::tokens_of(const Bucket& bucket, Instant now) const {
    const auto passed = static_cast<double>(std::max<std::int64_t>(now.seconds - bucket.at.seconds, 0));
    return std::min(rate_.burst, bucket.tokens + passed / static_cast<double>(rate_.one_more_in.count()));
}

/// Full buckets say nothing. Where none is full some other goes: who can send from so many places is not stopped by
/// counting places.
void Throttle::make_room(Instant now) {
    if (buckets_.size() < kMaxNames) return;
    std::erase_if(buckets_, [&](const auto& entry) { return tokens_of(entry.second, now) >= rate_.burst; });
    if (buckets_.size() >= kMaxNames) buckets_.erase(buckets_.begin());
}

bool Throttle::take(const std::string& name, Instant now) {
    const std::lock_guard lock(mutex_);
    auto place = buckets_.find(name);
    if (place == buckets_.end()) {
        make_room(now);
        place = buckets_.emplace(name, Bucket{rate_.burst, now}).first;
    }
    auto& bucket = place->second;
    const double tokens = tokens_of(bucket, now);
    bucket = {tokens, now};
    if (tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
}

bool Throttle::has(const std::string& name, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto place = buckets_.find(name);
    return place == buckets_.end() || tokens_of(place->second, now) >= 1;
}

}  // namespace blason::service
