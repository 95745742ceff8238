// Fetches status lists and verifies them, through the cache of the environment where there is one.
#pragma once

#include <memory>
#include <string>

#include "vc/checks/session.hpp"
#include "vc/status/list_cache.hpp"

namespace blason::vc::checks {

/// Of the answer with a list.
inline constexpr std::size_t kMaxListAnswer = 4U << 20U;

/// The list credential at that address, verified as any credential is, except that its own status is not followed: a
/// list that has one is unknown. Errors "STATUS_RETRIEVAL_ERROR" and "STATUS_LIST_UNKNOWN" (kind Unavailable),
/// "STATUS_VERIFICATION_ERROR" and those of status::read_list.
Result<std::shared_ptr<const status::VerifiedList>> status_list(const std::string& url, const Session& session);

/// The 1EdTech revocation list at that address. Errors "STATUS_RETRIEVAL_ERROR" (kind Unavailable),
/// "revocation-list-malformed".
Result<std::shared_ptr<const status::RevocationList>> revocation_list(const std::string& url, const Session& session);

/// The Token Status List at that address. `issuer`: who made the token that names it; whose list it is when it does not
/// say so itself. Errors "STATUS_RETRIEVAL_ERROR" and "STATUS_LIST_UNKNOWN" (its key is not known; kind Unavailable),
/// "token-status-issuer" (the key is not that of the list's issuer), those of jwt::find_key and
/// status::verify_token_status_list.
Result<std::shared_ptr<const status::VerifiedTokenList>> token_status_list(const std::string& url,
                                                                           std::string_view issuer,
                                                                           const Session& session);

}  // namespace blason::vc::checks
