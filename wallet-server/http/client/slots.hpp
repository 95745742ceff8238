// How many exchanges run at once: in all, and with one host.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

namespace blason::http {

class Slots {
  public:
    using Clock = std::chrono::steady_clock;

    Slots(std::size_t total, std::size_t per_host) : total_(total), per_host_(per_host) {}

    /// Waits for a place until `deadline`; false when there was none.
    bool acquire(const std::string& host, Clock::time_point deadline) {
        std::unique_lock lock(mutex_);
        const bool free = freed_.wait_until(lock, deadline, [&] {
            const auto found = hosts_.find(host);
            return running_ < total_ && (found == hosts_.end() || found->second < per_host_);
        });
        if (!free) return false;
        ++running_;
        ++hosts_[host];
        return true;
    }

    void release(const std::string& host) {
        const std::lock_guard lock(mutex_);
        --running_;
        const auto found = hosts_.find(host);
        if (--found->second == 0) hosts_.erase(found);
        freed_.notify_all();
    }

  private:
    const std::size_t total_;
    const std::size_t per_host_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t running_ = 0;
    std::map<std::string, std::size_t> hosts_;
};

}  // namespace blason::http
