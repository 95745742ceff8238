// The verifier's side (OpenID4VP 1.0 sections 8.1 and 8.6): the wallet's word that something answers the query counts
// for nothing, so the whole query is evaluated again on what was verified.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "vc/dcql/query.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::dcql {

/// The presentations of a `vp_token` by the id of their credential query. Views into the value.
using VpToken = std::map<std::string, std::vector<const json::Value*>, std::less<>>;

/// Section 8.1: an object whose members are non-empty arrays of strings or objects; one element where `multiple` is not
/// asked for. Errors of kind Malformed with the pointer into `vp_token`: "wrong-type", "vp-token-empty",
/// "vp-token-unknown-query", "vp-token-too-many".
Result<VpToken> parse_vp_token(const json::Value& vp_token, const Query& query);

/// What the verified presentations hold, by the id of their query: of each presentation its credential, with
/// `holder_binding` true only if it was proved and verified, and `shortened` as read_presented has it.
using Presented = std::map<std::string, std::vector<presentation::Held>, std::less<>>;

/// Every presented credential answers its query (claims and their values included), and together they answer the whole
/// one. Errors with the pointer into `vp_token`: "vp-token-unknown-query", "vp-token-too-many", "vp-token-mismatch"
/// (its detail says why); with the pointer into the query "dcql-unsatisfied".
Result<void> check_response(const Query& query, const Presented& presented);

}  // namespace blason::vc::dcql
