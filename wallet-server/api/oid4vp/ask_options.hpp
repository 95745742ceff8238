// The body of POST /presentations/requests.
#pragma once

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/service/oid4vp/presentation_request.hpp"

namespace blason::api::oid4vp {

/// Everything but the organisation. {"dcqlQuery": {...} | "ask": {"achievement", "issuer", "skill", "withRecipient"},
/// "responseMode", "clientIdPrefix", "clientId", "verifierAttestation", "requestUriMethod": "get" | "post", "byValue",
/// "transactionData": [...], "verifierInfo": [...], "name", "sameDevice", "returnTo", "expiresIn": seconds}. A member
/// that we do not know is refused. Errors with pointers: "member-unknown", "missing-member", "wrong-type",
/// "value-unknown".
Result<service::oid4vp::NewPresentationRequest> read_ask(const json::Value& body);

}  // namespace blason::api::oid4vp
