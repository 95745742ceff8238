// What an access token allows, once it has been checked.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "wallet-server/service/oauth/authorization_details.hpp"

namespace blason::service::oauth {

struct Access {
    std::string org;      ///< the organisation that account and wallet belong to
    std::string account;  ///< who consented; empty: nobody signed in (a pre-authorized code)
    std::string holder;   ///< the account's wallet: `holder` of WalletService; empty without an account
    std::string client;   ///< client_id of the program that acts; empty: it did not say
    std::string grant;    ///< the consent it acts by
    std::vector<std::string> scopes;
    Instant expires;
    AuthorizationDetails details = {};  ///< the credentials that were granted by authorization_details
    std::string issuer_state = {};      ///< what the issuer's offer called itself; empty: there was none
    std::string jkt = {};               ///< thumbprint of the DPoP key of the token, whose proof was checked; or empty

    [[nodiscard]] bool allows(std::string_view scope) const {
        return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
    }
};

}  // namespace blason::service::oauth
