// CID 1.0 section 3.3, "Retrieve Verification Method".
#include <algorithm>

#include <fmt/format.h>

#include "did/did.hpp"
#include "did/resolver.hpp"

namespace blason::did {
namespace {

Error invalid_url(std::string detail) {
    return refused("INVALID_VERIFICATION_METHOD_URL", std::move(detail));
}
Error invalid_method(std::string detail, std::string pointer = {}) {
    return refused("INVALID_VERIFICATION_METHOD", std::move(detail), std::move(pointer));
}

/// Steps 1 to 3: the URL of the document the method is in.
Result<std::string> document_url(std::string_view url) {
    const auto without_fragment = std::string(url.substr(0, url.find('#')));
    if (url.starts_with("https://") || url.starts_with("http://")) return without_fragment;
    const auto parsed = DidUrl::parse(url);
    if (!parsed) return invalid_url(parsed.error().detail);
    if (!parsed->path.empty() || parsed->query) {
        return invalid_url(
            "A verification method is named by a DID and a fragment; paths and queries are not followed.");
    }
    const bool alone = !parsed->fragment && parsed->did.method == "key";
    if (!alone && (!parsed->fragment || parsed->fragment->empty())) {
        return invalid_url("The fragment that says which method of the document is meant is missing.");
    }
    return parsed->did.text;
}

/// Steps 6 to 8: the one method whose absolute id is the URL itself. A DID without a fragment got this far only as a
/// did:key, whose document has one method.
Result<VerificationMethod> find_method_in(const Document& document, std::string_view url) {
    const bool only_method = url.starts_with("did:") && url == document.id && document.methods.size() == 1;
    if (only_method) return document.methods.front();
    if (const auto* method = document.find(url)) return *method;
    const auto bad = std::find_if(document.unusable.begin(), document.unusable.end(),
                                  [&](const UnusableMethod& method) { return method.id == url; });
    if (bad != document.unusable.end()) return bad->why;
    return invalid_method(fmt::format("{} has no verification method {}.", document.id, url));
}

/// Section 2.2: a method is not used at or after these moments.
Result<void> check_lifetime(const VerificationMethod& method, Instant now, Instant used_at) {
    if (method.expires && *method.expires <= now) {
        return refused("KEY_EXPIRED",
                       fmt::format("The key {} expired at {}.", method.id, format_instant(*method.expires)));
    }
    if (method.revoked && *method.revoked <= used_at) {
        return refused("KEY_REVOKED", fmt::format("The key {} was revoked at {}, and used at {}.", method.id,
                                                  format_instant(*method.revoked), format_instant(used_at)));
    }
    return {};
}

/// Step 10: the document of the controller lists the method for the purpose. A method that names another controller
/// than the document it is in counts only if that controller's own document refers back to it.
Result<void> check_purpose(Resolver& resolver, const Document& document, const VerificationMethod& method,
                           Purpose purpose, const ResolveOptions& options) {
    const auto check = [&](const Document& controller) -> Result<void> {
        if (controller.allows(purpose, method.id)) return {};
        return refused("INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",
                       fmt::format("{} does not list {} under {}.", controller.id, method.id, to_text(purpose)));
    };
    if (method.controller == document.id) return check(document);
    const auto controller = resolver.resolve(method.controller, options);
    if (!controller) return controller.error();
    if (controller->metadata.deactivated) return invalid_method(fmt::format("{} is deactivated.", method.controller));
    return check(controller->document);
}

/// The document of the method; nothing to refresh where the URL names none.
bool refresh_document(Resolver& resolver, std::string_view url, const ResolveOptions& options) {
    const auto identifier = document_url(url);
    return identifier && resolver.refresh(*identifier, options);
}

Result<VerificationMethod> retrieve_once(Resolver& resolver, std::string_view url, Purpose purpose,
                                         const ResolveOptions& options, std::optional<Instant> used_at) {
    const auto identifier = document_url(url);
    if (!identifier) return identifier.error();
    ResolveOptions for_key = options;
    for_key.json = false;
    const auto resolution = resolver.resolve(*identifier, for_key);  // steps 4 and 5
    if (!resolution) return resolution.error();
    if (resolution->metadata.deactivated) return invalid_method(fmt::format("{} is deactivated.", *identifier));

    auto method = find_method_in(resolution->document, url);
    if (!method) return method;
    if (auto alive = check_lifetime(*method, options.now, used_at.value_or(options.now)); !alive)
        return std::move(alive).error();
    if (auto allowed = check_purpose(resolver, resolution->document, *method, purpose, options); !allowed) {
        return std::move(allowed).error();
    }
    return method;
}

}  // namespace

Result<VerificationMethod> retrieve_verification_method(Resolver& resolver, std::string_view url, Purpose purpose,
                                                        const ResolveOptions& options, std::optional<Instant> used_at) {
    auto method = retrieve_once(resolver, url, purpose, options, used_at);
    if (method || method.error().kind == ErrorKind::Unavailable) return method;
    if (!refresh_document(resolver, url, options)) return method;
    return retrieve_once(resolver, url, purpose, options, used_at);
}

std::optional<VerificationMethod> renewed_verification_method(Resolver& resolver, const crypto::PublicKey& tried,
                                                              std::string_view url, Purpose purpose,
                                                              const ResolveOptions& options,
                                                              std::optional<Instant> used_at) {
    if (!refresh_document(resolver, url, options)) return std::nullopt;
    auto method = retrieve_once(resolver, url, purpose, options, used_at);
    if (!method || method->key == tried) return std::nullopt;
    return std::move(*method);
}

}  // namespace blason::did
