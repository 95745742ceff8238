// A credential that is given by its address: what stands there, for whoever verifies it.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"

namespace blason::service {

/// Whether a text that was given in place of a credential is the address of one: one word that begins with https:// or
/// http://. Whether the address may be visited is for the client to say.
bool is_address(std::string_view text);

/// The bytes at an address: JSON, a token, an SD-JWT, PNG or SVG. What the server calls them does not count: their form
/// says what they are. At most as long as a baked image may be. Errors of net::HttpClient, and "fetch-status" (kind
/// Unavailable) for any answer but 200.
Result<std::string> fetch_document(const std::string& url, net::HttpClient& client);

}  // namespace blason::service
