// What we ask another host for.
#pragma once

#include "wallet-server/service/badge_host/oauth_client.hpp"

namespace blason::service::badge_host {

/// Every scope of the Open Badges API, and offline_access, as far as the host offers them: some refuse a request with
/// a scope they do not know. All of them at a host that names none.
inline Scopes wanted_scopes(const HostDescription& host) {
    if (host.scopes.empty()) return all_scopes();
    Scopes out;
    for (auto& scope : all_scopes()) {
        for (const auto& offered : host.scopes)
            if (offered == scope) out.push_back(scope);
    }
    return out;
}

}  // namespace blason::service::badge_host
