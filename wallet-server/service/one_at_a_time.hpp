// Keeps two calls from working at the same thing at once; the second is told, and does not wait.
#pragma once

#include <mutex>
#include <set>
#include <string>

namespace blason::service {

/// The things that are worked at, by name.
class OneAtATime {
  public:
    /// Works at the thing for as long as this lives, if nobody else does.
    class Turn {
      public:
        Turn(OneAtATime& all, std::string name) : all_(all), name_(std::move(name)) {
            const std::lock_guard lock(all_.mutex_);
            mine_ = all_.busy_.insert(name_).second;
        }
        ~Turn() {
            const std::lock_guard lock(all_.mutex_);
            if (mine_) all_.busy_.erase(name_);
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        [[nodiscard]] bool mine() const { return mine_; }

      private:
        OneAtATime& all_;
        std::string name_;
        bool mine_ = false;
    };

  private:
    std::mutex mutex_;
    std::set<std::string> busy_;
};

}  // namespace blason::service
