// What is on its way to a wallet: the code that its camera takes from the screen, the link that opens it, and a page
// that asks again how it stands. Without script: the browser repeats the page, and the person can stop that.
#pragma once

#include <string_view>

#include "wallet-server/web/page.hpp"

namespace blason::web {

/// Data for handover.mustache. `warning`: what somebody who saw the code could do with it, for the person. Error
/// "qr-size".
Result<json::Object> handover_data(std::string_view link, std::string_view warning);

/// Has the page asked for again every few seconds, unless the person stopped it (`?still=1`), and adds what
/// follow.mustache needs to stop and to go on.
void follow(Page& page, json::Object& data, const http::Request& request);

}  // namespace blason::web
