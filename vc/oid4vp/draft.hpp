// Requests of drafts 18 to 24 of OpenID4VP, which ask with DIF Presentation Exchange, and their answers. What these
// drafts have in another way than version 1.0 is here; all else is read as in version 1.0. Sections are those of draft
// 24.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/oid4vp/client_metadata.hpp"
#include "vc/oid4vp/request.hpp"
#include "vc/pex/definition.hpp"
#include "vc/pex/submission.hpp"

namespace blason::vc::oid4vp {

/// Whether a request asks with Presentation Exchange, by value or by reference.
bool is_draft(const json::Object& parameters);

/// Section 5.1: `presentation_definition` and `client_metadata` are texts with JSON inside, also in some request
/// objects; afterwards they are JSON. Error "invalid_request".
Result<void> read_json_texts(json::Object& parameters);

/// What stands elsewhere, in the order in which it is needed.
struct Reference {
    enum class What { Definition, ClientMetadata, Keys };
    What what;
    std::string url;
};
/// The next thing to fetch before read_wish; nothing: all is there, or the request is wrong anyway.
std::optional<Reference> next_reference(const AuthorizationRequest& request);
/// Puts what was fetched where it is read from. Errors "invalid_presentation_definition_reference", "invalid_request".
Result<void> take_fetched(AuthorizationRequest& request, const Reference& reference, std::string_view text);
/// What the verifier is told: "invalid_presentation_definition_uri" when its host cannot be reached at all,
/// "invalid_presentation_definition_reference" when it gives nothing; of the others "invalid_request".
Error not_fetched(const Reference& reference, bool reached, std::string_view why);

/// Section 11: `vp_formats`, and what JARM calls the algorithms of an encrypted answer (A128CBC-HS256 unless said
/// otherwise). Errors "invalid_request", among them answers that are to be signed: this wallet has no name to sign
/// with.
Result<ClientMetadata> read_draft_metadata(const json::Value& value);

/// The definition, limited to what the verifier can read. Errors "invalid_request": another query beside it, not
/// fetched, nothing in it, those of pex::parse_definition.
Result<pex::Definition> read_definition(const json::Object& parameters, const std::optional<ClientMetadata>& metadata);

/// Section 8.1: the parameters of an answer. `vp_token`: the only presentation, or an array of several.
json::Object write_draft_response(json::Value vp_token, const pex::Submission& submission);

}  // namespace blason::vc::oid4vp
