#include "wallet-server/service/oauth/scope.hpp"

#include <algorithm>

namespace blason::service::oauth {
namespace {

/// RFC 6749 section 3.3: %x21 / %x23-5B / %x5D-7E.
bool is_scope_character(char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '\\';
}

}  // namespace

std::optional<Scopes> parse_scopes(std::string_view text) {
    Scopes scopes;
    while (!text.empty()) {
        const auto scope = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(scope.size() + 1, text.size()));
        if (scope.empty()) continue;
        if (!std::all_of(scope.begin(), scope.end(), is_scope_character)) return std::nullopt;
        if (!contains(scopes, scope)) scopes.emplace_back(scope);
    }
    if (scopes.empty()) return std::nullopt;
    return scopes;
}

std::string to_text(const Scopes& scopes) {
    std::string text;
    for (const auto& scope : scopes) text.append(text.empty() ? "" : " ").append(scope);
    return text;
}

bool contains(const Scopes& scopes, std::string_view scope) {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

bool is_subset(const Scopes& some, const Scopes& all) {
    return std::all_of(some.begin(), some.end(), [&](const auto& scope) { return contains(all, scope); });
}

Scopes all_known_scopes() {
    Scopes all;
    for (const auto& scope : kKnownScopes) all.emplace_back(scope.value);
    return all;
}

bool is_known(std::string_view scope) {
    return std::any_of(kKnownScopes.begin(), kKnownScopes.end(),
                       [&](const auto& entry) { return entry.value == scope; });
}

}  // namespace blason::service::oauth
