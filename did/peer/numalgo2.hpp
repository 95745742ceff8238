// did:peer:2: keys and services, one element each, written one after the other.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::did::peer {

/// The document of "did:peer:2" + `elements` under the name `did`. The keys themselves are not looked at.
/// Error "INVALID_DID".
Result<json::Value> document_of_elements(const std::string& did, std::string_view elements);

/// ".S" and the service in base64url, its common words shortened.
std::string service_element(const json::Object& service);
/// "A" for AssertionMethod, ... (the purpose codes of the specification).
char purpose_code(std::string_view relationship);

}  // namespace blason::did::peer
