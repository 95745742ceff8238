#include "engine/jsonld/run.hpp"

namespace blason::jsonld {

bool Run::fail_at_node(std::string code, std::string detail, ErrorKind kind) {
    const auto* place = mark_places && node != nullptr ? node->if_contains("@context") : nullptr;
    error = {std::move(code), std::move(detail), place != nullptr ? std::string(json::view(*place)) : "", kind};
    return false;
}

const ActiveContext* Run::initial() {
    if (!options.base) {
        if (const auto* known = Contexts::find_initial(*shared_, options.processing_mode)) return known;
    }
    return hold(contexts.initial(options.base, options.processing_mode));
}

const ActiveContext* Run::scoped(const ActiveContext& active, const TermDefinition& definition, Scope scope,
                                 const json::Path& path) {
    Memo& memo = memo_[(active.id * 7 + definition.id) % memo_.size()];
    if (memo.active == &active && memo.definition == &definition && memo.scope == scope) return memo.result;
    if (const auto* known = Contexts::find_scoped(*shared_, active, definition, scope)) {
        memo = {&active, &definition, known, scope};
        return known;
    }
    auto applied = contexts.apply_scoped(active.shared_from_this(), definition, scope, path, context_work_);
    if (!applied) {
        fail(std::move(applied.error()));
        return nullptr;
    }
    const auto* result = hold(std::move(*applied));
    memo = {&active, &definition, result, scope};
    return result;
}

const ActiveContext* Run::local(const ActiveContext& active, const json::Value& context, const json::Path& path) {
    const std::string_view base_url = active.original_base ? std::string_view(*active.original_base) : "";
    if (base_url.empty()) {
        if (const auto* known = Contexts::find(*shared_, active, context)) return known;
    }
    auto applied = contexts.apply(active.shared_from_this(), context, base_url, path, context_work_);
    if (!applied) {
        fail(std::move(applied.error()));
        return nullptr;
    }
    return hold(std::move(*applied));
}

}  // namespace blason::jsonld
