// Remembers resolutions for a while, so that a thousand credentials of one issuer cost one request.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
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
};

/// Safe to use from several threads. Time is `options.now` of each call. Methods whose identifier says everything
/// (did:key, did:jwk) pass through.
class CachingResolver : public Resolver {
  public:
    /// `inner` must outlive the cache.
    explicit CachingResolver(Resolver& inner, const CacheLimits& limits = {}) : inner_(inner), limits_(limits) {}

    Result<Resolution> resolve(std::string_view did, const ResolveOptions& options) override;
    /// Forgets one identifier: the next call asks again.
    void forget(std::string_view did);
    [[nodiscard]] std::size_t size() const;

  private:
    struct Entry {
        std::string did;
        Instant stored;
        Result<Resolution> result;
    };
    using Entries = std::list<Entry>;  ///< the one used last is in front

    [[nodiscard]] bool is_fresh(const Entry& entry, Instant now) const;
    void store(Entry entry);
    void erase(std::string_view did);

    Resolver& inner_;
    CacheLimits limits_;
    mutable std::mutex mutex_;
    Entries entries_;
    std::unordered_map<std::string_view, Entries::iterator> index_;  ///< the keys are the entries' own texts
};

}  // namespace blason::did
