#include "wallet-server/api/oid4vp/routes.hpp"

#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/oid4vp/handlers.hpp"

namespace blason::api::oid4vp {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    constexpr std::size_t kSmall = 64U << 10U;
    constexpr std::size_t kAnswer = 4U << 20U;  // a form is longer than the JSON in it
    static constexpr Endpoint kVerifier[] = {
        {"POST", "/presentations/requests", Access::Verifier, ask},
        {"GET", "/presentations/requests/{request}", Access::Verifier, find},
        // The browser that asked shows its session, and the code it came back with.
        {"POST", "/presentations/requests/{request}/result", Access::Public, collect, http::Run::Offloaded, kSmall},
        {"POST", "/wallets/{wallet}/presentations", Access::Holder, consider},
        {"POST", "/wallets/{wallet}/presentations/answer", Access::Holder, present},
    };
    auto all = mount_for_issuers(kVerifier, services);
    // A wallet knows the handle of its request, and nothing else.
    static constexpr Endpoint kWallets[] = {
        {"GET", "/openid4vp/requests/{handle}", Access::Public, request_object},
        {"POST", "/openid4vp/requests/{handle}", Access::Public, request_object, http::Run::Offloaded, kSmall},
        {"POST", "/openid4vp/responses/{handle}", Access::Public, answer_request, http::Run::Offloaded, kAnswer},
    };
    append(all, mount(kWallets, services));
    return all;
}

}  // namespace blason::api::oid4vp
