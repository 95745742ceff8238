// How a credential in a wallet stands, as far as this installation knows without asking anybody.
#pragma once

#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/status_service.hpp"

namespace blason::service {

enum class Standing {
    Good,       ///< it is not revoked and not suspended, or has no status that could say so
    Revoked,    ///< for ever
    Suspended,  ///< for now
    Unknown     ///< not known here
};

/// Of a credential in any form: looked up in the store when it was issued here, under an address of ours, and all its
/// status entries are of this installation. Unknown: all others that have a status, and Open Badges 2.0.
Result<Standing> standing_of(const json::Value& credential, IssuerService& issuers, StatusService& statuses,
                             const PublicUrls& urls);

}  // namespace blason::service
