#include "wallet-server/api/vcalm/routes.hpp"

#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/vcalm/handlers.hpp"

namespace blason::api::vcalm {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    // Whoever knows the address of an exchange takes part in it: it cannot be guessed.
    static constexpr Endpoint kTable[] = {
        {"POST", "/workflows", Access::Coordinator, create_workflow},
        {"GET", "/workflows/{workflow}", Access::Coordinator, get_workflow},
        {"POST", "/workflows/{workflow}/exchanges", Access::Coordinator, create_exchange},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}", Access::Coordinator, get_exchange},
        {"POST", "/workflows/{workflow}/exchanges/{exchange}", Access::Public, take_part},
        {"OPTIONS", "/workflows/{workflow}/exchanges/{exchange}", Access::Public, preflight, http::Run::Inline},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}/protocols", Access::Public, get_protocols},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}/request", Access::Public, get_request},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}/openid/credential-offer", Access::Public, get_offer},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}/openid/client/authorization/request", Access::Public,
         get_request_object},
        {"POST", "/workflows/{workflow}/exchanges/{exchange}/credential-request", Access::Public, credential_request},
        {"POST", "/workflows/{workflow}/exchanges/{exchange}/invite-request/response", Access::Public, invite},
        {"OPTIONS", "/workflows/{workflow}/exchanges/{exchange}/invite-request/response", Access::Public, preflight,
         http::Run::Inline},
    };
    auto all = mount_for_issuers(kTable, services);
    const auto mount = [&](const char* path, auto handler) {
        all.push_back({"POST", path, Access::Holder,
                       [handler, &services](const http::Request& request) { return handler(request, services); }});
    };
    mount("/issuers/{issuer}/wallets/{wallet}/exchanges", wallet_begin);
    mount("/issuers/{issuer}/wallets/{wallet}/exchanges/answers", wallet_answer);
    return all;
}

}  // namespace blason::api::vcalm
