#include "wallet-server/api/vcalm/routes.hpp"

#include "wallet-server/api/mount.hpp"
#include "wallet-server/api/vcalm/answers.hpp"
#include "wallet-server/api/vcalm/handlers.hpp"

namespace blason::api::vcalm {

std::vector<http::Route> routes(Services& services) {
    using http::Access;
    static constexpr Endpoint kCoordinators[] = {
        {"POST", "/workflows", Access::Coordinator, create_workflow},
        {"GET", "/workflows/{workflow}", Access::Coordinator, get_workflow},
        {"POST", "/workflows/{workflow}/exchanges", Access::Coordinator, create_exchange},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}", Access::Coordinator, get_exchange},
        {"OPTIONS", "/workflows/{workflow}/exchanges/{exchange}", Access::Public, preflight, http::Run::Inline},
        {"OPTIONS", "/workflows/{workflow}/exchanges/{exchange}/invite-request/response", Access::Public, preflight,
         http::Run::Inline},
    };
    // Whoever knows the address of an exchange takes part in it: it cannot be guessed.
    static constexpr Endpoint kParticipants[] = {
        {"POST", "/workflows/{workflow}/exchanges/{exchange}", Access::Public, take_part},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}/protocols", Access::Public, get_protocols},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}/request", Access::Public, get_request},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}/openid/credential-offer", Access::Public, get_offer},
        {"GET", "/workflows/{workflow}/exchanges/{exchange}/openid/client/authorization/request", Access::Public,
         get_request_object},
        {"POST", "/workflows/{workflow}/exchanges/{exchange}/credential-request", Access::Public, credential_request},
        {"POST", "/workflows/{workflow}/exchanges/{exchange}/invite-request/response", Access::Public, invite},
    };
    static constexpr Endpoint kHolders[] = {
        {"POST", "/issuers/{issuer}/wallets/{wallet}/exchanges", Access::Holder, wallet_begin},
        {"POST", "/issuers/{issuer}/wallets/{wallet}/exchanges/answers", Access::Holder, wallet_answer},
    };
    auto all = mount_for_issuers(kCoordinators, services);
    for (auto& route : mount_for_issuers(kParticipants, services)) {
        route.handler = [handler = std::move(route.handler)](const http::Request& request) {
            return open_answer(handler(request));
        };
        all.push_back(std::move(route));
    }
    append(all, mount(kHolders, services));
    return all;
}

}  // namespace blason::api::vcalm
