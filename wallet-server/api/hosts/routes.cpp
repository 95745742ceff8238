#include "wallet-server/api/hosts/routes.hpp"

#include "wallet-server/api/hosts/handlers.hpp"
#include "wallet-server/api/mount.hpp"

namespace blason::api::hosts {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    static constexpr Endpoint kTable[] = {
        {"GET", "/issuers/{issuer}/wallets/{wallet}/hosts", Access::Holder, list},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/hosts", Access::Holder, connect},
        {"DELETE", "/issuers/{issuer}/wallets/{wallet}/hosts/{host}", Access::Holder, disconnect},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/hosts/{host}/pull", Access::Holder, pull},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/hosts/{host}/push", Access::Holder, push},
        {"GET", "/issuers/{issuer}/wallets/{wallet}/hosts/{host}/profile", Access::Holder, read_profile},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/hosts/{host}/profile", Access::Holder, send_profile},
        {"GET", "/issuers/{issuer}/hosts", Access::Issuer, list},
        {"POST", "/issuers/{issuer}/hosts", Access::Issuer, connect},
        {"DELETE", "/issuers/{issuer}/hosts/{host}", Access::Issuer, disconnect},
        {"POST", "/issuers/{issuer}/hosts/{host}/push", Access::Issuer, push},
    };
    return mount(kTable, services);
}

}  // namespace blason::api::hosts
