// The JSON in which a badge is ordered: over HTTP, as a line of NDJSON, and what a row of a CSV file becomes.
#pragma once

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/service/issuer_types.hpp"

namespace blason::service {

/// {"achievement", "recipient": {"id", "email", "name", "identifier"}, "language", "validFrom", "validUntil",
/// "awardedDate", "evidence", "results", "narrative", ...}: see docs/http-api.md. A recipient may be a string, an
/// e-mail address or an id; a date a day. `org` and `once` of the order are the caller's. Errors, with their pointers:
/// "missing-member", "wrong-type", "member-unknown", "invalid-date". What is right in itself is judged when it is
/// issued.
Result<IssueBadge> read_badge_request(const json::Object& body);

}  // namespace blason::service
