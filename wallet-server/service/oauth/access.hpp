// What an access token allows, once it has been checked.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"

namespace blason::service::oauth {

struct Access {
    std::string org;      ///< the organisation that account and wallet belong to
    std::string account;  ///< who consented
    std::string holder;   ///< the account's wallet: `holder` of WalletService
    std::string client;   ///< client_id of the program that acts
    std::string grant;    ///< the consent it acts by
    std::vector<std::string> scopes;
    Instant expires;

    [[nodiscard]] bool allows(std::string_view scope) const {
        return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
    }
};

}  // namespace blason::service::oauth
