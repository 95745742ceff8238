#include "engine/jsonld/contexts.hpp"

#include "engine/iri/iri.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/context_processing.hpp"

namespace blason::jsonld {
namespace {

// Flags of a cache key.
constexpr std::uint32_t kNoPropagate = 1;
constexpr std::uint32_t kInline = 2;
constexpr std::uint32_t kTypeScope = 4;
constexpr std::uint32_t kInitial = 8;
constexpr std::uint32_t kMode10 = 16;
constexpr std::uint32_t kHasBase = 32;

ContextKey initial_key(std::string_view base, bool has_base, ProcessingMode mode) {
    return {0, 0, kInitial | (mode == ProcessingMode::JsonLd10 ? kMode10 : 0U) | (has_base ? kHasBase : 0U), base};
}

ContextKey scoped_key(const ActiveContext& active, const TermDefinition& definition, Scope scope) {
    return {active.id, definition.id, scope == Scope::Type ? kTypeScope : 0U, {}};
}

}  // namespace

const ActiveContext* Contexts::find_initial(const Shared& shared, ProcessingMode mode) {
    return ContextCache::find_in(shared, initial_key({}, false, mode));
}

// Contexts named by absolute references, which is how credentials name theirs.
const ActiveContext* Contexts::find(const Shared& shared, const ActiveContext& active, const json::Value& local) {
    const auto apply = [&](const ActiveContext& to, const json::Value& item) -> const ActiveContext* {
        if (!item.is_string()) return nullptr;
        return ContextCache::find_in(shared, {to.id, 0, 0, json::view(item)});
    };
    if (!local.is_array()) return apply(active, local);
    const ActiveContext* result = &active;
    for (const auto& item : local.get_array()) {
        result = apply(*result, item);
        if (result == nullptr) return nullptr;
    }
    return result;
}

const ActiveContext* Contexts::find_scoped(const Shared& shared, const ActiveContext& active,
                                           const TermDefinition& definition, Scope scope) {
    return ContextCache::find_in(shared, scoped_key(active, definition, scope));
}

ContextPtr Contexts::initial(const std::optional<std::string>& base, ProcessingMode mode) const {
    const ContextKey key = initial_key(base ? std::string_view(*base) : std::string_view(), base.has_value(), mode);
    if (auto known = cache_.find(key)) return known;
    auto made = initial_context(base, base, mode);
    made->from_document = base.has_value();  // every document has its own base
    cache_.insert(key, made);
    return made;
}

Result<ContextPtr> Contexts::apply(ContextPtr active, const json::Value& local, std::string_view base_url,
                                   const json::Path& path, ContextWork& work) const {
    if (!local.is_array()) return apply_item(active, local, base_url, propagates(local, true), path, work);
    // Step 5, item by item: each step has a memory of its own, so documents that share a beginning share its cost.
    const auto& items = local.get_array();
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto next = apply_item(active, items[i], base_url, true, json::Path(&path, i), work);
        if (!next) return next;
        active = std::move(*next);
    }
    return active;
}

Result<ContextPtr> Contexts::apply_item(const ContextPtr& active, const json::Value& item, std::string_view base_url,
                                        bool propagate, const json::Path& path, ContextWork& work) const {
    std::string text;
    ContextKey key{active->id, 0, propagate ? 0 : kNoPropagate, {}};
    const bool by_reference = item.is_string();
    if (by_reference && base_url.empty()) {
        key.text = json::view(item);
    } else {
        text = by_reference ? iri::resolve(base_url, json::view(item)) : json::serialize(item);
        if (!by_reference) {
            key.flags |= kInline;
            text.append(1, '\n').append(base_url);
        }
        key.text = text;
    }
    if (auto known = cache_.find(key)) return known;

    ContextInput input;
    input.base_url = std::string(base_url);
    input.propagate = propagate;
    input.path = &path;
    // Definitions keep parts of the local context, so it must outlive the document.
    input.owner = std::make_shared<const json::Value>(item);
    auto made = ContextProcessor(remote_, work).process(active, *input.owner, input);
    if (!made) return made.error();
    (*made)->from_document = active->from_document || !by_reference;
    (*made)->seal();
    ContextPtr result = std::move(*made);
    cache_.insert(key, result);
    return result;
}

Result<ContextPtr> Contexts::apply_scoped(const ContextPtr& active, const TermDefinition& definition, Scope scope,
                                          const json::Path& path, ContextWork& work) const {
    const ContextKey key = scoped_key(*active, definition, scope);
    if (auto known = cache_.find(key)) return known;
    ContextInput input;
    input.base_url = definition.base_url;
    input.override_protected = scope == Scope::Property;
    input.propagate = propagates(*definition.context, scope == Scope::Property);
    input.path = &path;
    input.in_input = false;
    input.owner = definition.context;
    auto made = ContextProcessor(remote_, work).process(active, *definition.context, input);
    if (!made) return made.error();
    (*made)->from_document = active->from_document;
    (*made)->seal();
    ContextPtr result = std::move(*made);
    cache_.insert(key, result);
    return result;
}

}  // namespace blason::jsonld
