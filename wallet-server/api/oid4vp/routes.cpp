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
        {"GET", "/presentations/requests/{request}/return", Access::Public, come_back},
        {"POST", "/wallets/{wallet}/presentations", Access::Holder, consider},
        {"POST", "/wallets/{wallet}/presentations/answer", Access::Holder, present},
    };
    auto all = mount_for_issuers(kVerifier, services);
    struct Row {
        const char* method;
        const char* path;
        http::Response (*handler)(const http::Request&, Services&);
        std::size_t max_body;
    };
    // A wallet knows the handle of its request, and nothing else.
    static constexpr Row kWallets[] = {
        {"GET", "/openid4vp/requests/{handle}", request_object, 0},
        {"POST", "/openid4vp/requests/{handle}", request_object, kSmall},
        {"GET", "/openid4vp/open/{handle}", open_wallet, 0},
        {"POST", "/openid4vp/responses/{handle}", answer_request, kAnswer},
    };
    for (const auto& row : kWallets) {
        all.push_back(
            {row.method, row.path, Access::Public,
             [handler = row.handler, &services](const http::Request& request) { return handler(request, services); },
             http::Run::Offloaded, row.max_body});
    }
    return all;
}

}  // namespace blason::api::oid4vp
