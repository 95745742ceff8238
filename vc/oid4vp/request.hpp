// The authorization request (OpenID4VP 1.0 section 5) as a value, read by a wallet and made by a verifier.
//
// A wallet reads it in two steps. `read_request` says who asks and where the answer goes: what fails there is refused
// in silence, because nothing may be sent to an address that nobody has vouched for. `read_wish` says what is asked:
// what fails there is answered with its error code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/dcql/query.hpp"
#include "vc/oid4vp/client_id.hpp"
#include "vc/oid4vp/client_metadata.hpp"
#include "vc/oid4vp/transaction_data.hpp"
#include "vc/pex/definition.hpp"

namespace blason::vc::oid4vp {

/// Section 8: in the fragment of a redirect, or posted; in the clear or encrypted.
enum class ResponseMode { Fragment, DirectPost, DirectPostJwt };
std::string_view to_text(ResponseMode mode);  ///< "fragment", "direct_post", "direct_post.jwt"
std::optional<ResponseMode> parse_response_mode(std::string_view text);

struct AuthorizationRequest {
    /// Asks with Presentation Exchange, as drafts 18 to 24 do: see draft.hpp. All else is of version 1.0.
    bool draft = false;
    ClientId client;
    ResponseMode mode = ResponseMode::Fragment;
    std::string answer_to;  ///< `response_uri` of the posted modes, else `redirect_uri`
    std::string nonce;
    std::string state;         ///< empty: none
    std::string wallet_nonce;  ///< empty: none
    json::Object parameters;   ///< all of them, objects as objects
};

/// How the request came.
enum class Carried {
    InLink,   ///< as parameters of a link, unsigned
    InObject  ///< in a request object
};

/// Errors: "invalid_request" (with the pointer: a parameter that is missing, of the wrong type or against the rules;
/// among them `redirect_uri` beside `response_uri`, and a `nonce` that is not URL-safe), "invalid_client" (the prefix,
/// or an address that the prefix "redirect_uri" does not name), "unsupported_response_type",
/// "unsupported_response_mode".
Result<AuthorizationRequest> read_request(const json::Object& parameters, Carried carried);

/// What is asked for.
struct Wish {
    dcql::Query query;                          ///< of a draft empty
    std::optional<pex::Definition> definition;  ///< of a draft, instead of the query
    std::optional<ClientMetadata> client_metadata;
    std::vector<TransactionData> transaction_data;
    json::Array verifier_info;  ///< attestations about the verifier; nothing here believes them

    /// A credential query, or an input descriptor, of this id.
    [[nodiscard]] bool asks_for(std::string_view id) const;
};

struct WishRules {
    /// Types of transactions that whoever asks the holder can show; any other is refused.
    std::vector<std::string> transaction_types;
};

/// Errors: "invalid_request" (no query, more than one way to say it, or one that dcql::parse_query or
/// pex::parse_definition refuses; a definition that nobody has fetched; `state` missing where a credential may come
/// without its holder; no key to encrypt to), "invalid_scope" (no scope stands for a query here),
/// "invalid_transaction_data", "vp_formats_not_supported".
Result<Wish> read_wish(const AuthorizationRequest& request, const WishRules& rules = {});

/// The other direction: the parameters of a request, for a link or a request object. `response_uri` of the prefix
/// "redirect_uri" is written too. Errors as read_request and read_wish have them for the same request.
struct NewRequest {
    ClientId client;
    ResponseMode mode = ResponseMode::DirectPost;
    std::string answer_to;
    std::string nonce;
    std::string state;
    json::Object dcql_query;
    json::Object client_metadata;  ///< empty: left out
    std::vector<std::string> transaction_data;
    json::Array verifier_info;
};
Result<json::Object> write_request(const NewRequest& request);

}  // namespace blason::vc::oid4vp
