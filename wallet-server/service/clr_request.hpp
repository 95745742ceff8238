// The JSON in which a Comprehensive Learner Record is ordered.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/openbadges/clr.hpp"

namespace blason::service {

/// A Comprehensive Learner Record around credentials, each an object, a token, or one of the issuer's own by its short
/// name or address.
struct IssueClr {
    std::vector<json::Value> credentials;
    openbadges::ClrRequest record;      ///< without `id`, `salt` and `valid_from`
    std::optional<Instant> valid_from;  ///< now when absent
};

/// {"name", "credentials", "learner": {"id", "email"} or one of both as a text, "associations": [{"type", "source",
/// "target"}], "partial", "validFrom", "options"}: see docs/http-api.md. How it is signed (`options`) is the caller's.
/// Errors, with their pointers: "missing-member", "wrong-type", "member-unknown", "invalid-date".
Result<IssueClr> read_clr_request(const json::Object& body);

}  // namespace blason::service
