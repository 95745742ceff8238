// Whether an answer is one (OpenID4VP 1.0 section 8.6): each presentation by itself, then the whole query again. What
// the wallet says about its answer counts for nothing.
#pragma once

#include <string>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/environment.hpp"
#include "vc/oid4vp/request.hpp"

namespace blason::service::oid4vp {

struct JudgeRules {
    Instant now;
    const vc::Environment& environment;
};

inline constexpr std::size_t kMaxPresentations = 50;

/// The answer that is kept: {"outcome": "valid" | "unknown", "presentations": {QUERY: [{"presentation", "credential",
/// "report"}]}, "transactions": [...]}. Unknown: nothing is wrong, but something beside signatures and holder could not
/// be checked, such as a status.
/// Errors, pointer into `vp_token`: those of dcql::parse_vp_token and dcql::check_response; "presentation-refused" (a
/// check of the report failed; its own code is in the detail), "holder-binding-missing" (not bound to this request by
/// the holder of the credential), "presentation-form" (in another form than the query's format has), those of
/// presentation::check_transaction_claims. Kind Unavailable: a signature or a key could not be checked now.
Result<json::Object> judge(const vc::oid4vp::AuthorizationRequest& request, const vc::oid4vp::Wish& wish,
                           const json::Object& vp_token, const JudgeRules& rules);

}  // namespace blason::service::oid4vp
