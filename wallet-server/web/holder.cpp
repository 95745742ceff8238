#include "wallet-server/web/holder.hpp"

#include "wallet-server/web/session.hpp"

namespace blason::web {

Result<service::Holder> holder_of(const http::Request& request, const PageDependencies& dependencies) {
    auto account = signed_in(request, dependencies);
    if (account) return dependencies.wallets.holder(account->org, account->holder);
    if (!dependencies.demo) return std::move(account).error();
    auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return issuer.error();
    auto holders = dependencies.wallets.holders(issuer->org);
    if (!holders) return holders.error();
    if (holders->empty()) {
        return Error{"holder-not-found", "there is no wallet in this installation", {}, ErrorKind::NotFound};
    }
    return std::move(holders->front());
}

}  // namespace blason::web
