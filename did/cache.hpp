// Remembers resolutions for a while, so that a thousand credentials of one issuer cost one request.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "did/resolver.hpp"

namespace blason::did {

struct CacheLimits {
    std::size_t max_entries = 1000;             ///< the one used longest ago goes first
    std::chrono::seconds max_age{15 * 60};      ///< of a document: how long a removed key may still be believed
    std::chrono::seconds max_negative_age{30};  ///< of an error, so that a host that is back is soon asked again
    std::chrono::seconds least_age{60};  ///< before what is remembered is asked for again because it does not fit
    unsigned jitter_percent = 10;  ///< an age ends up to this much earlier, so that not all end at the same moment
};

/// Safe to use from several threads: of those that ask for the same identifier at the same time one asks, and the
/// others wait for its answer. Time is `options.now` of each call. A document whose metadata has a `ttl` is remembered
/// for that long at most. Methods whose identifier says everything (did:key, did:jwk, did:peer) pass through.
class CachingResolver : public Resolver {
  public:
    /// `inner` must outlive the cache.
    explicit CachingResolver(Resolver& inner, const CacheLimits& limits = {}) : inner_(inner), limits_(limits) {}

    Result<Resolution> resolve(std::string_view did, const ResolveOptions& options) override;
    /// Where the host cannot be asked again, what is remembered stays for its time.
    bool refresh(std::string_view did, const ResolveOptions& options) override;
    /// Forgets one identifier: the next call asks again.
    void forget(std::string_view did);
    [[nodiscard]] std::size_t size() const;

  private:
    struct Entry {
        std::string name;  ///< the identifier, and the version where an older one was asked for
        Instant stored;
        Result<Resolution> result;
        Instant asked;  ///< when it was last asked for, whatever came of it
    };
    using Entries = std::list<Entry>;  ///< the one used last is in front
    /// A question that is under way.
    struct Flight {
        std::optional<Result<Resolution>> result;
        std::condition_variable done;
    };

    [[nodiscard]] std::chrono::seconds age_limit(const Entry& entry) const;
    [[nodiscard]] bool is_fresh(const Entry& entry, Instant now) const;
    Result<Resolution> ask(const std::string& name, std::string_view did, const ResolveOptions& options);
    void store(Entry entry);
    void erase(std::string_view name);

    Resolver& inner_;
    CacheLimits limits_;
    mutable std::mutex mutex_;
    Entries entries_;
    std::unordered_map<std::string_view, Entries::iterator> index_;  ///< the keys are the entries' own texts
    std::unordered_map<std::string, std::shared_ptr<Flight>> flights_;
};

}  // namespace blason::did
