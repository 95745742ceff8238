// One credential against one credential query (OpenID4VP 1.0 sections 6.1 and 6.4.1).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "vc/dcql/query.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::dcql {

struct Match {
    std::optional<std::size_t> claim_set;  ///< which of CredentialQuery::claim_sets: the first that can be satisfied
    /// JSON pointers of what the claims select, each once, in the order of the claims. Empty: no claims were asked for.
    std::vector<std::string> selected;
};

/// Why not. `code` is one of "format-mismatch", "type-mismatch", "authority-mismatch", "not-holder-bound",
/// "claim-missing", "claim-value" (there, with other values than asked), "claim-path" (an element of the path does not
/// fit what it is applied to), "claim-too-wide" (kMaxSelected).
struct Mismatch {
    std::string_view code;
    std::optional<std::size_t> claim;  ///< index of the first claim that failed, of the last claim set that was tried
};

/// `type_values` are compared with the expanded types of the credential, as the standard has it, and with its types as
/// written, which is what many verifiers mean. Of a path that selects several values those of `values` count, and at
/// least one must be there.
std::variant<Match, Mismatch> match(const CredentialQuery& query, const presentation::Held& credential);

/// One sentence for people.
std::string explain(const Mismatch& mismatch, const CredentialQuery& query);

}  // namespace blason::vc::dcql
