// Remembers which active context came of applying what to which: bounded, safe from every thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/jsonld/active_context.hpp"

namespace blason::jsonld {

/// What a compiled context was made of. Identities are never reused, so an entry can become useless, never wrong.
template <typename Text>
struct BasicContextKey {
    std::uint64_t previous = 0;    ///< id of the active context it was applied to; 0: none
    std::uint64_t definition = 0;  ///< id of the term definition whose local context it is; 0: `text` says it
    std::uint32_t flags = 0;
    Text text;  ///< URL, or the local context's own text with its base URL
};
using ContextKey = BasicContextKey<std::string_view>;

class ContextCache {
    using OwnedKey = BasicContextKey<std::string>;
    struct Hash {
        using is_transparent = void;
        template <typename Text>
        std::size_t operator()(const BasicContextKey<Text>& key) const {
            constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15U;
            std::uint64_t hash = key.previous * kFactor ^ key.definition;
            hash = (hash ^ (hash >> 29U)) * kFactor ^ key.flags;
            if (!key.text.empty()) hash ^= std::hash<std::string_view>{}(key.text);
            return hash ^ (hash >> 32U);
        }
    };
    struct Equal {
        using is_transparent = void;
        template <typename A, typename B>
        bool operator()(const BasicContextKey<A>& a, const BasicContextKey<B>& b) const {
            return a.previous == b.previous && a.definition == b.definition && a.flags == b.flags &&
                   std::string_view(a.text) == std::string_view(b.text);
        }
    };

  public:
    using Room = std::unordered_map<OwnedKey, ContextPtr, Hash, Equal>;

    /// Two rooms, each emptied on its own when it is full: what documents write cannot push out what they share.
    struct Bounds {
        std::size_t shared_entries = 4096;
        std::size_t document_entries = 1024;
        std::size_t document_bytes = 32U << 20U;  ///< estimated
        std::size_t max_text = 64U << 10U;        ///< a longer local context is compiled anew each time
    };

    ContextCache() = default;
    explicit ContextCache(const Bounds& bounds) : bounds_(bounds) {}

    [[nodiscard]] ContextPtr find(const ContextKey& key) const;
    /// The room of what documents share, as it is now; it never changes. Who holds it may look things up without a lock
    /// and use the contexts without counting references: counters that several threads write cost more than the
    /// look-up.
    [[nodiscard]] std::shared_ptr<const Room> shared() const { return shared_.load(); }
    static const ActiveContext* find_in(const Room& room, const ContextKey& key) {
        const auto found = room.find(key);
        return found == room.end() ? nullptr : found->second.get();
    }
    void insert(const ContextKey& key, const ContextPtr& context);

    struct Size {
        std::size_t shared_entries = 0;
        std::size_t document_entries = 0;
        std::size_t document_bytes = 0;
    };
    [[nodiscard]] Size size() const;

  private:
    Bounds bounds_;
    mutable std::shared_mutex mutex_;
    std::atomic<std::shared_ptr<const Room>> shared_ = std::make_shared<const Room>();  ///< replaced as a whole
    Room document_;
    std::size_t document_bytes_ = 0;
};

}  // namespace blason::jsonld
