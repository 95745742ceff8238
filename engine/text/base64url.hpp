// RFC 4648 section 5, without padding, as JOSE (RFC 7515 section 2) and multibase `u` use it.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"

namespace blason::text {

std::string base64url_encode(ByteView bytes);
/// Whether all characters are of its alphabet; decoding asks for more.
bool is_base64url(std::string_view text);
/// The same of a text in which these two characters, which are not of the alphabet, stand between such parts.
bool is_base64url_with(std::string_view text, char one, char other);
/// Strict: no padding, no white space, no `+` or `/`, unused bits of the last character must be zero.
/// Error "base64url-syntax".
Result<Bytes> base64url_decode(std::string_view text);

}  // namespace blason::text
