#include "engine/jsonld/context_cache.hpp"

#include <mutex>

namespace blason::jsonld {
namespace {

// Definitions are shared between contexts; counting each of them once per context errs on the safe side.
std::size_t estimated_bytes(const ContextKey& key, const ActiveContext& context) {
    constexpr std::size_t kPerTerm = 64;
    return sizeof(ActiveContext) + 2 * key.text.size() + context.terms.size() * kPerTerm;
}

}  // namespace

ContextPtr ContextCache::find(const ContextKey& key) const {
    const auto room = shared();
    if (const auto found = room->find(key); found != room->end()) return found->second;
    const std::shared_lock lock(mutex_);
    if (const auto found = document_.find(key); found != document_.end()) return found->second;
    return nullptr;
}

void ContextCache::insert(const ContextKey& key, const ContextPtr& context) {
    if (key.text.size() > bounds_.max_text) return;
    OwnedKey owned{key.previous, key.definition, key.flags, std::string(key.text)};
    Room dropped;  // destroyed after the lock is gone
    const std::unique_lock lock(mutex_);
    if (!context->from_document) {
        const auto room = shared();
        auto next = room->size() < bounds_.shared_entries ? std::make_shared<Room>(*room) : std::make_shared<Room>();
        next->try_emplace(std::move(owned), context);
        shared_.store(std::move(next));
        return;
    }
    const std::size_t bytes = estimated_bytes(key, *context);
    if (bytes > bounds_.document_bytes) return;
    if (document_.size() >= bounds_.document_entries || document_bytes_ + bytes > bounds_.document_bytes) {
        dropped.swap(document_);
        document_bytes_ = 0;
    }
    if (document_.try_emplace(std::move(owned), context).second) document_bytes_ += bytes;
}

ContextCache::Size ContextCache::size() const {
    const std::shared_lock lock(mutex_);
    return {shared()->size(), document_.size(), document_bytes_};
}

}  // namespace blason::jsonld
