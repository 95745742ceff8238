// Which credentials answer a query of a presentation request: the same question for a wallet and a verifier.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/presentation/held.hpp"
#include "vc/vcalm/presentation_request.hpp"

namespace blason::vc::vcalm {

/// A credential that could answer.
struct Candidate {
    std::size_t credential = 0;  ///< index of the credentials that were given
    std::vector<std::string>
        revealed;  ///< JSON pointers of what is seen beside what is shown in any case; {""}: the whole
};

/// One of the credentials that a query wants.
struct Wanted {
    std::string reason;  ///< for the holder to read; may be empty
    bool required = true;
    std::vector<Candidate> candidates;  ///< in the order of the credentials
};

struct Looked {
    bool satisfied = false;
    std::vector<Wanted> wanted;
};

/// Of a QueryByExample each example has to be met; of a DCQL query what its credential sets say. Errors, with pointers
/// into the request: those of parse_query_by_example and of dcql::parse_query; "query-unsupported" for other types.
Result<Looked> look(const Query& query, std::span<const presentation::Held> credentials);

}  // namespace blason::vc::vcalm
