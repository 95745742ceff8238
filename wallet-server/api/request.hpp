// The steps every handler takes: read the body, find the organisation, say who acts, answer an Error.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/api/services.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api {

/// The body as a JSON object. Errors "unsupported-media-type" (neither application/json nor a +json type nor
/// application/vc, application/vp), those of json::parse, "wrong-type".
Result<json::Value> read_json(const http::Request& request);

/// The organisation of {issuer} in the path, or the hosted issuer without one. Error "issuer-not-found".
Result<std::string> organisation_of(const http::Request& request, Services& services);

/// Who acts, for the audit: the API key's label, or "demo".
service::Actor actor_of(const http::Request& request, Services& services);
/// What the Idempotency-Key field makes of the request: done once for whoever calls, with the same answer every time.
/// Nothing without the field. Error "idempotency-key" (not 1 to 255 visible characters).
Result<std::optional<service::RequestKey>> request_key(const http::Request& request, Services& services);
/// The bearer token of the Authorization field, or nothing.
std::optional<std::string_view> bearer_token(const http::Request& request);

/// Problem details of an Error.
http::Response fail(const Error& error, const http::Request& request);
/// The same for an Error whose pointer is into the member `inside` of the body.
http::Response fail(Error error, const http::Request& request, std::string_view inside);
/// Moves an Error's pointer into the member `inside`; errors that are not about the input stay as they are.
Error placed(Error error, std::string_view inside);

/// A JSON answer.
http::Response answer(int status, const json::Value& body);

}  // namespace blason::api
