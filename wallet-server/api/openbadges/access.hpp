// Who calls the Open Badges API: the holder of an access token, as its authorization server has checked it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/http/message.hpp"

namespace blason::api::openbadges {

// Open Badges 3.0 API, "Scopes".
inline constexpr std::string_view kReadCredentials =
    "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly";
inline constexpr std::string_view kWriteCredentials = "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.upsert";
inline constexpr std::string_view kReadProfile = "https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly";
inline constexpr std::string_view kWriteProfile = "https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.update";

/// The wallet a token opens, and how far.
struct Caller {
    std::string org;
    std::string holder;
    std::string client;  ///< who acts for the holder, for the audit
    std::vector<std::string> scopes;
};

/// Error "token-invalid" (Unauthorized) for any text that is not a token in force.
using CheckToken = std::function<Result<Caller>(std::string_view token)>;

/// RFC 6750: the token comes in one Authorization field and nowhere else. Errors "token-missing", "token-invalid"
/// (Unauthorized), "authorization-repeated", "token-in-query" (Malformed), "insufficient-scope" (Forbidden).
Result<Caller> caller_of(const http::Request& request, std::string_view scope, const CheckToken& check);

}  // namespace blason::api::openbadges
