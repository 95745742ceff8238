// RFC 9457: the only place where an Error becomes a status code.
#pragma once

#include "engine/base/error.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::http {

int status_of(const Error& error);
/// application/problem+json: type (stable URI "urn:blason:error:CODE"), title, status, detail, code, pointer, instance.
Response problem(const Error& error, std::string_view request_id);
/// The same with a chosen status and further members (the report of a credential that does not verify).
Response problem(int status, const Error& error, std::string_view request_id, const json::Object& extra);

}  // namespace blason::http
