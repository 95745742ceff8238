#include "did/resolver.hpp"

#include <fmt/format.h>

#include "did/did.hpp"
#include "did/fetch_document.hpp"
#include "did/methods.hpp"

namespace blason::did {

Result<Resolution> MethodResolver::resolve(std::string_view did, const ResolveOptions& options) {
    if (did.starts_with("https://") || did.starts_with("http://")) {
        if (!options.version.latest())
            return refused("FEATURE_NOT_SUPPORTED", "A document on the web has no versions.");
        const std::string url(did);  // the client decides whether this scheme and host may be asked
        return fetch_published(client_, url);
    }
    const auto parsed = Did::parse(did);
    if (!parsed) return parsed.error();
    const auto* method = find_method(parsed->method);
    if (method == nullptr) {
        return refused("METHOD_NOT_SUPPORTED", fmt::format("The DID method \"{}\" is not known here.", parsed->method));
    }
    if (!options.version.latest() && !method->versioned) {
        return refused("FEATURE_NOT_SUPPORTED",
                       fmt::format("The DID method \"{}\" keeps no versions of its documents.", parsed->method));
    }
    return method->resolve(*parsed, {client_, long_forms_}, options);
}

}  // namespace blason::did
