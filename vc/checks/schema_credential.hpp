// A JSON Schema that stands in a credential of its own (VC JSON Schema section 2.2, JsonSchemaCredential).
#pragma once

#include <memory>
#include <string>

#include "vc/checks/session.hpp"
#include "vc/schema/document.hpp"

namespace blason::vc::checks {

/// Fetches the credential at `url`, verifies it, and takes the schema out of it. While it is verified nothing else is
/// fetched but the documents of its issuer: with a status that would have to be looked up it is not known to be valid.
/// Errors: those of HttpClient::fetch, "fetch-offline", "fetch-status", all of kind Unavailable; "schema-credential"
/// (kind Unavailable: it could not be verified; kind Refused: it does not verify, or is none that has a schema), those
/// of schema::Document::read.
Result<std::shared_ptr<const schema::Document>> schema_in_credential(const std::string& url, const Session& session);

}  // namespace blason::vc::checks
