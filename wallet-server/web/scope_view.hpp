// Scopes as people read them.
#pragma once

#include "wallet-server/service/oauth/scope.hpp"
#include "wallet-server/web/texts.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

/// For each of the scopes we know {id, value, text}.
inline json::Array scope_list(const service::oauth::Scopes& scopes, const Texts& texts) {
    json::Array list;
    for (const auto& known : service::oauth::kKnownScopes) {
        if (!service::oauth::contains(scopes, known.value)) continue;
        json::Object item;
        put(item, "id", known.name);
        put(item, "value", known.value);
        put(item, "text", texts.text("scope." + std::string(known.name)));
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace blason::web
