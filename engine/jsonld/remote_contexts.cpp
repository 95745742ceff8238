#include "engine/jsonld/remote_contexts.hpp"

#include "engine/jsonld/remote_document.hpp"

namespace blason::jsonld {
namespace {

Error loading_failed(std::string_view url, const Error& cause) {
    if (cause.code.starts_with("context-")) return cause;  // the loader's own rules
    return {"loading remote context failed",
            "The context " + std::string(url) + " cannot be used: " + cause.detail,
            {},
            cause.kind};
}

Result<std::shared_ptr<const RemoteContext>> context_of(Document&& document, std::string_view url) {
    auto root = std::make_shared<const json::Value>(std::move(document.value));
    const auto* context = json::find(*root, "@context");
    if (context == nullptr)
        return refused("invalid remote context", std::string(url) + " is no object with an @context.");
    return std::make_shared<const RemoteContext>(
        RemoteContext{std::move(document.base), std::shared_ptr<const json::Value>(root, context)});
}

}  // namespace

Result<std::shared_ptr<const RemoteContext>> RemoteContexts::load(std::string_view url, ContextWork& work) {
    std::string key(url);
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
    }
    if (!work.load_document())
        return refused("context overflow", "The document needs too many contexts, the last is " + key + ".");
    // Loading happens without the lock: it may take as long as the network does.
    auto document = load_document(*loader_, url, {"http://www.w3.org/ns/json-ld#context", false, html_pages_});
    if (!document) return loading_failed(url, document.error());
    auto context = context_of(std::move(*document), url);
    if (!context) return context;
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= kMaxKept) kept_.clear();
    kept_.emplace(std::move(key), *context);
    return context;
}

}  // namespace blason::jsonld
