#include <string>

#include "engine/jsonld/bundled_table.hpp"
#include "engine/jsonld/loader.hpp"

namespace blason::jsonld {

std::vector<BundledContext> bundled_contexts() {
    const auto table = bundled_table();
    return {table.begin(), table.end()};
}

Result<RemoteDocument> BundledLoader::load(std::string_view url, const LoadOptions& options) {
    for (const BundledContext& context : bundled_table()) {
        if (context.url != url || (context.defines_vocab && !with_vocab_contexts_)) continue;
        return RemoteDocument{std::string(url), "application/ld+json", {}, std::string(context.text)};
    }
    if (options.request_profile.empty()) {
        return unavailable("loading document failed", "The document " + std::string(url) + " is not available here.");
    }
    return refused("context-unknown", "The context " + std::string(url) + " is not one that this program knows.");
}

}  // namespace blason::jsonld
