// Whether answers to some of the credential queries answer the query as a whole (OpenID4VP 1.0 section 6.4.2): the same
// question for a wallet and a verifier.
#pragma once

#include <optional>
#include <vector>

#include "vc/dcql/query.hpp"

namespace blason::vc::dcql {

/// `answered`: of each credential query, whether it is (or can be).
bool option_met(const std::vector<std::size_t>& option, const std::vector<bool>& answered);

/// The pointer of the first credential query, or required credential set, that is left open; nothing: satisfied.
std::optional<std::string> left_open(const Query& query, const std::vector<bool>& answered);

}  // namespace blason::vc::dcql
