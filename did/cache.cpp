#include "did/cache.hpp"

#include "did/methods.hpp"

namespace blason::did {
namespace {

bool is_local(std::string_view did) {
    const auto parsed = Did::parse(did);
    if (!parsed) return did.starts_with("did:");  // a bad DID is refused without asking anyone
    const auto* method = find_method(parsed->method);
    return method == nullptr || method->local;
}

}  // namespace

Result<Resolution> CachingResolver::resolve(std::string_view did, const ResolveOptions& options) {
    if (is_local(did)) return inner_.resolve(did, options);
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = index_.find(did); found != index_.end() && is_fresh(*found->second, options.now)) {
            entries_.splice(entries_.begin(), entries_, found->second);
            return found->second->result;
        }
    }
    auto result = inner_.resolve(did, options);  // without the lock: it may take seconds
    store({std::string(did), options.now, result});
    return result;
}

void CachingResolver::forget(std::string_view did) {
    const std::lock_guard lock(mutex_);
    erase(did);
}

std::size_t CachingResolver::size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

/// A clock that was set back makes an entry stale: its age is not known.
bool CachingResolver::is_fresh(const Entry& entry, Instant now) const {
    const auto age = now.seconds - entry.stored.seconds;
    const auto limit = entry.result ? limits_.max_age : limits_.max_negative_age;
    return age >= 0 && age < limit.count();
}

void CachingResolver::store(Entry entry) {
    const std::lock_guard lock(mutex_);
    erase(entry.did);
    entries_.push_front(std::move(entry));
    index_.emplace(entries_.front().did, entries_.begin());
    while (entries_.size() > limits_.max_entries) erase(std::string_view(entries_.back().did));
}

void CachingResolver::erase(std::string_view did) {
    const auto found = index_.find(did);
    if (found == index_.end()) return;
    const auto entry = found->second;
    index_.erase(found);  // before the entry, whose text is its key
    entries_.erase(entry);
}

}  // namespace blason::did
