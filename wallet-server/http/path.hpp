// The path of a request, decoded exactly once (RFC 3986 section 2.4).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::http {

/// Error "http-path" (Malformed) for what another reader could take for another path: a broken percent sign, an encoded
/// slash or backslash, a control character, ill-formed UTF-8, or a "." or ".." segment in any spelling.
Result<std::string> decode_path(std::string_view raw);

}  // namespace blason::http
