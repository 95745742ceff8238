// Pictures as answers.
#pragma once

#include <string>
#include <string_view>

#include "wallet-server/http/message.hpp"

namespace blason::http {

/// A picture that may be shown on any page, and when it is opened by itself does nothing but be seen: no script, no
/// form, no connection, an origin of its own (requirement IM7). `X-Content-Type-Options` is on every answer.
Response picture(std::string_view media_type, std::string bytes);

}  // namespace blason::http
