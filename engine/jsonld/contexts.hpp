// Active contexts for the algorithms: section 4.1 with a memory. This is where the cost of JSON-LD is saved: the same
// local context, applied to the same active context, is compiled once per processor.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/jsonld/active_context.hpp"
#include "engine/jsonld/context_cache.hpp"
#include "engine/jsonld/context_work.hpp"
#include "engine/jsonld/remote_contexts.hpp"

namespace blason::jsonld {

/// Which scoped context is applied: both rules come from the Expansion algorithm (steps 8 and 11.2).
enum class Scope {
    Property,  ///< may override protected terms, is propagated
    Type,      ///< may not, is not
};

class Contexts {
  public:
    explicit Contexts(DocumentLoader& loader, const ContextCache::Bounds& bounds = {},
                      HtmlPages html_pages = HtmlPages::Refused)
        : remote_(loader, html_pages), cache_(bounds) {}

    ContextPtr initial(const std::optional<std::string>& base, ProcessingMode mode) const;

    /// Context Processing of a local context that stands in a document (or was handed in). `path` leads to it.
    Result<ContextPtr> apply(ContextPtr active, const json::Value& local, std::string_view base_url,
                             const json::Path& path, ContextWork& work) const;

    /// Context Processing of a term's local context. `path`: the place in the document that needs it.
    Result<ContextPtr> apply_scoped(const ContextPtr& active, const TermDefinition& definition, Scope scope,
                                    const json::Path& path, ContextWork& work) const;

    /// The same three questions, answered only if `shared` knows: nullptr otherwise. The answer lives as long as it
    /// does.
    using Shared = ContextCache::Room;
    [[nodiscard]] std::shared_ptr<const Shared> shared() const { return cache_.shared(); }
    static const ActiveContext* find_initial(const Shared& shared, ProcessingMode mode);
    static const ActiveContext* find(const Shared& shared, const ActiveContext& active, const json::Value& local);
    static const ActiveContext* find_scoped(const Shared& shared, const ActiveContext& active,
                                            const TermDefinition& definition, Scope scope);

    [[nodiscard]] ContextCache::Size cache_size() const { return cache_.size(); }

  private:
    Result<ContextPtr> apply_item(const ContextPtr& active, const json::Value& item, std::string_view base_url,
                                  bool propagate, const json::Path& path, ContextWork& work) const;

    mutable RemoteContexts remote_;
    mutable ContextCache cache_;
};

}  // namespace blason::jsonld
