// What is answered about offers on their way into a wallet; the pages have the way back of the browser.
#pragma once

#include "wallet-server/http/message.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/receiver/offer_view.hpp"

namespace blason::api::receiver {

/// The browser that is sent to the issuer's server is the one that may come back.
inline constexpr const char* kBrowserCookie = "blason-offer";

json::Object to_json(const service::receiver::OfferView& offer);

/// The cookie of the browser that is to go to the issuer's server; none when `browser` is empty.
void keep_browser(http::Response& response, std::string_view browser, const service::PublicUrls& urls);

/// The offer, with that cookie, or the problem.
http::Response show(const Result<service::receiver::OfferView>& offer, int status, const http::Request& request,
                    const service::PublicUrls& urls);

}  // namespace blason::api::receiver
