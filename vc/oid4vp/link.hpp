// The link that brings a request to a wallet: `openid4vp://?client_id=...`, or any other scheme or https address with
// the same query (OpenID4VP 1.0 sections 5.4 and 5.7).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::oid4vp {

inline constexpr std::string_view kScheme = "openid4vp";
inline constexpr std::size_t kMaxLinkBytes = 128U << 10U;

enum class FetchMethod { Get, Post };

/// What a link has in it: one of the three ways to bring a request.
struct Link {
    json::Object parameters;       ///< the request itself; members that are JSON are read
    std::string client_id;         ///< beside a request object; its own must be the same
    std::string client_id_scheme;  ///< likewise, of drafts 18 to 21; empty: none
    std::string request;           ///< the request object by value; empty: none
    std::string request_uri;       ///< where it stands; empty: none
    FetchMethod method = FetchMethod::Get;
};

/// Errors "invalid_request": no query, a parameter twice, a member that is no JSON, `request` beside `request_uri`, a
/// request object without `client_id`; "invalid_request_uri_method".
Result<Link> read_link(std::string_view text);

/// `parameters` as a link: texts as they are, all else as JSON. `where`: "openid4vp://", or an address.
std::string write_link(std::string_view where, const json::Object& parameters);

}  // namespace blason::vc::oid4vp
