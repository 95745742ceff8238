// Answers that were fetched once, for everybody who asks while they are fresh. Bounded; of several threads that ask for
// the same key at once one loads, and the others wait for its answer.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"

namespace blason::vc::status {

template <typename Value>
class SharedLookups {
  public:
    using Answer = Result<std::shared_ptr<const Value>>;
    struct Loaded {
        Answer answer;
        Instant fresh_until;  ///< not fresh at this time any more
    };
    /// What was known before is handed in: a newer answer may be compared with it.
    using Load = std::function<Loaded(const std::shared_ptr<const Value>& before)>;

    /// `max_entries`: the one asked for longest ago goes first.
    explicit SharedLookups(std::size_t max_entries) : max_entries_(max_entries) {}

    /// `load` must not ask for the same key again.
    Answer get(std::string_view key, Instant now, const Load& load) {
        const auto slot = slot_of(key);
        const std::lock_guard lock(slot->mutex);
        // A clock that was set back makes an answer stale: its age is not known.
        if (!slot->loaded || now < slot->loaded_at || slot->loaded->fresh_until <= now) {
            slot->loaded = load(slot->last_good);
            slot->loaded_at = now;
            if (slot->loaded->answer) slot->last_good = *slot->loaded->answer;
        }
        return slot->loaded->answer;
    }

    /// The next one who asks for a key that begins with this loads anew. Waits for a load under way, so that no older
    /// answer stays behind.
    void forget(std::string_view beginning) {
        std::vector<std::shared_ptr<Slot>> slots;
        {
            const std::lock_guard lock(mutex_);
            for (auto one = slots_.lower_bound(beginning); one != slots_.end(); ++one) {
                if (!one->first.starts_with(beginning)) break;
                slots.push_back(one->second.slot);
            }
        }
        for (const auto& slot : slots) {
            const std::lock_guard lock(slot->mutex);
            slot->loaded.reset();
        }
    }

    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return slots_.size();
    }

  private:
    struct Slot {
        std::mutex mutex;
        std::optional<Loaded> loaded;
        Instant loaded_at;
        std::shared_ptr<const Value> last_good;
    };
    struct Place {
        std::shared_ptr<Slot> slot;
        std::uint64_t asked;
    };

    std::shared_ptr<Slot> slot_of(std::string_view key) {
        const std::lock_guard lock(mutex_);
        auto found = slots_.find(key);
        if (found == slots_.end()) {
            if (slots_.size() >= max_entries_) drop_oldest();
            found = slots_.emplace(std::string(key), Place{std::make_shared<Slot>(), 0}).first;
        }
        found->second.asked = ++asked_;
        return found->second.slot;
    }

    void drop_oldest() {
        auto oldest = slots_.begin();
        for (auto one = slots_.begin(); one != slots_.end(); ++one)
            if (one->second.asked < oldest->second.asked) oldest = one;
        slots_.erase(oldest);
    }

    std::size_t max_entries_;
    mutable std::mutex mutex_;
    std::uint64_t asked_ = 0;
    std::map<std::string, Place, std::less<>> slots_;
};

}  // namespace blason::vc::status
