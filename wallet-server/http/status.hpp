// The reason phrases of RFC 9110 section 15 that this server uses.
#pragma once

#include <string_view>

namespace blason::http {

/// "Not Found" for 404; for an unlisted status the name of its class.
std::string_view reason_phrase(int status);

}  // namespace blason::http
