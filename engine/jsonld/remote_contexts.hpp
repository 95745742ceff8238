// Contexts behind URLs, read once (Context Processing steps 5.2.4 and 5.2.5).
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/result.hpp"
#include "engine/jsonld/context_work.hpp"
#include "engine/jsonld/loader.hpp"

namespace blason::jsonld {

struct RemoteContext {
    std::string url;  ///< final URL, or what the base element of a page says: base of what the context itself refers to
    std::shared_ptr<const json::Value> context;  ///< the value of the document's @context
};

/// Safe from every thread. Keeps at most `kMaxKept` documents: beyond that it forgets all and loads anew.
class RemoteContexts {
  public:
    static constexpr std::size_t kMaxKept = 512;

    RemoteContexts(DocumentLoader& loader, HtmlPages html_pages) : loader_(&loader), html_pages_(html_pages) {}

    /// Errors "loading remote context failed", "invalid remote context", "context overflow" when `work` allows no
    /// further document, and the loader's own "context-...".
    Result<std::shared_ptr<const RemoteContext>> load(std::string_view url, ContextWork& work);

  private:
    DocumentLoader* loader_;
    HtmlPages html_pages_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::shared_ptr<const RemoteContext>> kept_;
};

}  // namespace blason::jsonld
