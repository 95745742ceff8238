// What a new connection tells programs and browsers; the page of wallet-server/web says it to people.
#pragma once

#include "wallet-server/api/services.hpp"

namespace blason::api::hosts {

json::Object to_json(const service::badge_host::HostView& host);

/// The cookie of the browser that is sent to the other host (Started::browser).
inline constexpr const char* kBrowserCookie = "blason-host";
void keep_browser(http::Response& response, std::string_view browser, const service::PublicUrls& urls);

}  // namespace blason::api::hosts
