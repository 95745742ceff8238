#include "wallet-server/web/routes.hpp"

#include "wallet-server/web/form_guard.hpp"
#include "wallet-server/web/given_badge.hpp"
#include "wallet-server/web/handlers.hpp"

namespace blason::web {

namespace {

using http::Access;
using http::Run;

struct Row {
    const char* method;
    const char* pattern;
    Handler handler;
    Run run = Run::Offloaded;
    std::size_t max_body = 0;  ///< bytes; 0: the server's usual limit
    Access access = Access::Public;
};

constexpr Row kPublicRows[] = {
    {"GET", "/", home_page},
    {"GET", "/verify", verify_page},
    {"GET", "/terms", terms_page},
    {"GET", "/privacy", privacy_page},
    {"POST", "/verify", verify_submitted, Run::Offloaded, kGivenForm},
    {"GET", "/credentials/{id}", credential_page, Run::Offloaded, 0, Access::Published},
    {"GET", "/issuers/{org}/credentials/{id}", credential_page, Run::Offloaded, 0, Access::Published},
    {"GET", "/issuers/{org}", issuer_page, Run::Offloaded, 0, Access::Published},
    {"GET", "/issuers/{org}/achievements/{achievement}", achievement_page, Run::Offloaded, 0, Access::Published},
    {"GET", "/issuers/{org}/achievements/{achievement}/image.svg", achievement_image, Run::Offloaded, 0,
     Access::Published},
    {"GET", "/wallet", wallet_page},
    {"POST", "/wallet", wallet_keep},
    {"GET", "/wallet/import", wallet_import_page},
    {"POST", "/wallet/import", wallet_import, Run::Offloaded, kGivenForm},
    {"POST", "/wallet/import/keep", wallet_import_kept, Run::Offloaded, kCarriedForm},
    {"GET", "/wallet/profile", wallet_profile_page},
    {"POST", "/wallet/profile", wallet_profile_saved},
    {"GET", "/wallet/{id}", wallet_badge_page},
    {"POST", "/wallet/{id}/verify", wallet_verified_again},
    {"GET", "/wallet/{id}/delete", wallet_delete_page},
    {"POST", "/wallet/{id}/delete", wallet_deleted},
    {"POST", "/wallet/{id}/present", wallet_present},
    {"POST", "/wallet/{id}/send", wallet_send},
    {"GET", "/wallet/open", wallet_open_page},
    {"POST", "/wallet/open", wallet_opened},
    {"GET", "/wallet/offers/{offer}", wallet_offer_page},
    {"POST", "/wallet/offers/{offer}", wallet_offer_answered},
    // The browser comes from the issuer's server: what lets it in is its state and its cookie.
    {"GET", "/received-offers/callback", wallet_offer_returned},
    {"POST", "/wallet/presentations", wallet_answered},
    {"GET", "/openid4vp/open/{handle}", wallet_door},
    {"GET", "/presentations/requests/{request}/return", presentation_returned},
    {"GET", "/issuers/{org}/presentations/requests/{request}/return", presentation_returned},
    {"POST", "/wallet/exchanges", wallet_took_part},
    {"GET", "/wallet/hosts", hosts_page},
    {"POST", "/wallet/hosts", host_connect},
    {"POST", "/wallet/hosts/{host}/pull", host_pull},
    {"POST", "/wallet/hosts/{host}/push", host_push},
    {"POST", "/wallet/hosts/{host}/disconnect", host_disconnect},
    // The browser comes from the other host: what lets it in is its state and its cookie.
    {"GET", "/hosts/callback", host_connected},
    {"GET", "/login", sign_in_page},
    {"POST", "/login", sign_in_submitted},
    {"GET", "/signup", sign_up_page},
    {"POST", "/signup", sign_up_submitted},
    {"POST", "/logout", sign_out},
    // Each organisation has accounts of its own, and an authorization endpoint.
    {"GET", "/issuers/{org}/login", sign_in_page},
    {"POST", "/issuers/{org}/login", sign_in_submitted},
    {"GET", "/issuers/{org}/signup", sign_up_page},
    {"POST", "/issuers/{org}/signup", sign_up_submitted},
    {"POST", "/issuers/{org}/logout", sign_out},
    {"GET", "/issuers/{org}/account", account_page},
    {"POST", "/issuers/{org}/account/grants/{id}/withdraw", grant_withdrawn},
    {"GET", "/issuers/{org}/oauth/authorize", consent_page},
    {"POST", "/issuers/{org}/oauth/authorize", consent_given},
    {"GET", "/account", account_page},
    {"POST", "/account/grants/{id}/withdraw", grant_withdrawn},
    {"GET", "/oauth/authorize", consent_page},
    {"POST", "/oauth/authorize", consent_given},
    {"GET", "/interactions/{exchange}", interaction_page},
    {"GET", "/issuers/{org}/interactions/{exchange}", interaction_page},
    {"GET", "/chapi", wallet_request_page},
    {"GET", "/manifest.json", wallet_manifest, Run::Inline},
    {"GET", "/assets/{name}", asset, Run::Inline},
};

constexpr Row kDemoRows[] = {
    {"GET", "/issue", issue_choice_page},
    {"GET", "/issue/{achievement}", issue_form_page},
    {"POST", "/issue/{achievement}", issue_submitted},
    {"POST", "/issuers/{org}/credentials/{id}/status", credential_status},
    {"GET", "/offer/{achievement}", offer_form_page},
    {"POST", "/offer/{achievement}", offer_submitted},
    {"GET", "/offers", offers_page},
    {"GET", "/offers/{offer}", offer_page},
    {"POST", "/offers/{offer}/decide", offer_decided},
    {"POST", "/offers/{offer}/withdraw", offer_withdrawn},
    {"GET", "/ask", ask_page},
    {"POST", "/ask", ask_submitted},
    {"GET", "/asked", all_asked_page},
    {"GET", "/ask/{request}", asked_page},
};

}  // namespace

std::vector<http::Route> page_routes(const PageDependencies& dependencies) {
    std::vector<http::Route> routes;
    const auto mount = [&](const Row& row) {
        routes.push_back({row.method, row.pattern, row.access,
                          [handler = row.handler, dependencies](const http::Request& request) {
                              return handler(request, dependencies);
                          },
                          row.run, row.max_body});
    };
    for (const Row& row : kPublicRows) mount(row);
    if (dependencies.demo) {
        for (const Row& row : kDemoRows) mount(row);
    }
    return routes;
}

}  // namespace blason::web
