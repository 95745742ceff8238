#include "wallet-server/api/status/routes.hpp"

#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/status/handlers.hpp"

namespace blason::api::status {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    using http::Run;
    constexpr std::size_t kBatchBody = 4U << 20U;
    static constexpr Endpoint kTable[] = {
        // From memory, but one that is new, has changed or is old is read from the store and signed first.
        {"GET", "/status-lists/{id}", Access::Published, get_list},
        {"GET", "/revocation-list", Access::Published, get_revocation_list},
        {"POST", "/credentials/status", Access::Issuer, set_status},
        {"POST", "/credentials/status/batch", Access::Issuer, set_statuses, Run::Offloaded, kBatchBody},
    };
    return mount_for_issuers(kTable, services);
}

}  // namespace blason::api::status
