#include "did/cache.hpp"

#include <algorithm>
#include <functional>

#include "did/methods.hpp"

namespace blason::did {
namespace {

bool is_local(std::string_view did) {
    const auto parsed = Did::parse(did);
    if (!parsed) return did.starts_with("did:");  // a bad DID is refused without asking anyone
    const auto* method = find_method(parsed->method);
    return method != nullptr && method->local;
}

/// Versions are remembered apart from each other.
std::string name_of(std::string_view did, const ResolveOptions& options) {
    std::string name(did);
    const auto& version = options.version;
    if (version.id) name += "?versionId=" + *version.id;
    if (version.time) name += "?versionTime=" + format_instant(*version.time);
    if (version.number) name += "?versionNumber=" + std::to_string(*version.number);
    return name;
}

}  // namespace

Result<Resolution> CachingResolver::resolve(std::string_view did, const ResolveOptions& options) {
    if (is_local(did)) return inner_.resolve(did, options);
    const auto name = name_of(did, options);
    {
        std::unique_lock lock(mutex_);
        if (const auto found = index_.find(name); found != index_.end() && is_fresh(*found->second, options.now)) {
            entries_.splice(entries_.begin(), entries_, found->second);
            return found->second->result;
        }
        if (const auto under_way = flights_.find(name); under_way != flights_.end()) {
            const auto flight = under_way->second;
            flight->done.wait(lock, [&] { return flight->result.has_value(); });
            return *flight->result;
        }
        flights_.emplace(name, std::make_shared<Flight>());
    }
    return ask(name, did, options);
}

bool CachingResolver::refresh(std::string_view did, const ResolveOptions& options) {
    if (is_local(did)) return false;
    const auto name = name_of(did, options);
    {
        std::unique_lock lock(mutex_);
        if (const auto under_way = flights_.find(name); under_way != flights_.end()) {
            const auto flight = under_way->second;
            flight->done.wait(lock, [&] { return flight->result.has_value(); });
            return true;
        }
        const auto found = index_.find(name);
        if (found == index_.end()) return false;
        Instant& asked = found->second->asked;
        const auto age = options.now.seconds - asked.seconds;
        if (age >= 0 && age < limits_.least_age.count()) return true;  // somebody else may just have refreshed it
        asked = options.now;
        flights_.emplace(name, std::make_shared<Flight>());
    }
    (void)ask(name, did, options);
    return true;
}

/// Without the lock, because it may take seconds. Whatever happens, those who wait get an answer.
Result<Resolution> CachingResolver::ask(const std::string& name, std::string_view did, const ResolveOptions& options) {
    const auto land = [&](const Result<Resolution>& result) {
        const std::lock_guard lock(mutex_);
        const auto flight = flights_.find(name);
        flight->second->result = result;
        flight->second->done.notify_all();
        flights_.erase(flight);
    };
    try {
        auto result = inner_.resolve(did, options);
        store({name, options.now, result, options.now});
        land(result);
        return result;
    } catch (...) {
        land(unavailable("INTERNAL_ERROR", "The question was given up."));
        throw;
    }
}

void CachingResolver::forget(std::string_view did) {
    const std::lock_guard lock(mutex_);
    erase(did);
}

std::size_t CachingResolver::size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

/// The jitter comes from the name: the same for one identifier each time, different for its neighbours.
std::chrono::seconds CachingResolver::age_limit(const Entry& entry) const {
    auto limit = entry.result ? limits_.max_age : limits_.max_negative_age;
    if (entry.result && entry.result->metadata.ttl) limit = std::min(limit, *entry.result->metadata.ttl);
    const auto most = static_cast<std::size_t>(limit.count()) * limits_.jitter_percent / 100;
    const auto jitter = std::hash<std::string_view>()(entry.name) % (most + 1);
    return limit - std::chrono::seconds(jitter);
}

/// A clock that was set back makes an entry stale: its age is not known.
bool CachingResolver::is_fresh(const Entry& entry, Instant now) const {
    const auto age = now.seconds - entry.stored.seconds;
    return age >= 0 && age < age_limit(entry).count();
}

void CachingResolver::store(Entry entry) {
    const std::lock_guard lock(mutex_);
    // A host that cannot be asked again says nothing against what it has said.
    const auto known = index_.find(entry.name);
    const bool unknown = !entry.result && entry.result.error().kind == ErrorKind::Unavailable;
    if (unknown && known != index_.end() && known->second->result && is_fresh(*known->second, entry.stored)) return;
    erase(entry.name);
    if (age_limit(entry).count() == 0) return;  // a ttl of 0: not to be remembered
    if (!entry.result && entry.result.error().code == "METHOD_NOT_SUPPORTED") return;  // nobody was asked
    entries_.push_front(std::move(entry));
    index_.emplace(entries_.front().name, entries_.begin());
    while (entries_.size() > limits_.max_entries) erase(std::string_view(entries_.back().name));
}

void CachingResolver::erase(std::string_view name) {
    const auto found = index_.find(name);
    if (found == index_.end()) return;
    const auto entry = found->second;
    index_.erase(found);  // before the entry, whose text is its key
    entries_.erase(entry);
}

}  // namespace blason::did
