// The claims of a token that say again what the credential inside says (Open Badges 3.0 section 8.2, VCDM 1.1 section
// 6.3.1, VC-JOSE-COSE section 3.1.3).
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/format.hpp"
#include "vc/model/finding.hpp"

namespace blason::vc::jwt {

/// Claims that are about the token; every other member of a payload belongs to the document inside.
bool is_token_claim(std::string_view name);

/// `iss` and `iat`; for an Open Badge or a CLR as JWT also `sub`, `jti`, `nbf` and `exp`, where the credential has what
/// they repeat. Other credentials go without: their contexts define no `jti`, and VC-JOSE-COSE advises against `nbf`;
/// and an SD-JWT would say twice what its holder may want to keep back.
json::Object claims_of(const json::Value& credential, Format format, Instant created);

/// When the token says it was made: `iat`, otherwise `nbf`, which Open Badges ask for.
std::optional<Instant> issued_at(const json::Object& claims);

/// Takes the token's claims out of a payload.
json::Object take_claims(json::Object& payload);
/// Error "reserved-claim": a document to be signed has a member that would be read as a claim.
Result<void> check_names(const json::Object& document);

/// VCDM 1.1: what only a claim says becomes a member of the credential.
void complete(json::Value& credential, const json::Object& claims);

/// A claim that contradicts the credential is an error "claim-mismatch". For Open Badges and CLRs as JWT and for
/// version 1.1 of the data model `nbf` and `exp` are compared too, in whole seconds, and a missing claim is an advisory
/// "claim-missing"; elsewhere they are about the signature only. A claim that is none of the token's is an advisory
/// "claim-ignored".
void compare(const json::Value& credential, const json::Object& claims, Format format, model::Findings& findings);

/// The same for a presentation: `iss` is its holder.
void compare_holder(const json::Value& presentation, const json::Object& claims, model::Findings& findings);

/// Open Badges 3.0 section 8.2.1: the header of a badge's token has the key or says where it is, `kid` or `jwk`. An
/// advisory "key-not-in-header".
void check_header(const json::Value& credential, const json::Object& header, model::Findings& findings);

}  // namespace blason::vc::jwt
