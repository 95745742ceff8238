// Where what we hashed and signed first differs from what somebody else did: the question of everyone whose signature
// does not verify.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/report.hpp"

namespace blason::vc {

/// One value of a trace beside the expected one.
struct TraceDifference {
    std::string value;  ///< name of the member of the trace: "canonicalDocument", "documentHash", ...
    bool equal = false;
    // Of the first place where they differ; lines and columns count from 1, columns in characters (code points).
    std::size_t line = 0;
    std::size_t column = 0;
    std::string expected;  ///< what stands there: at most 60 characters around the place; empty at the end of the text
    std::string found;
};

/// What `expected` has to say is compared with a trace, value by value in the order in which they are made: canonical
/// document, canonical proof options, their hashes, signing input. `expected` is one of: a JSON object with these
/// members as in `verify --json --trace` (a trace, or a whole report of which the first trace counts); a hash in
/// hexadecimal, compared with the document's; any other text, the canonical document. A hash is compared without
/// regard to case; line ends CR LF count as LF, and a missing last line end does not count. Error "expected-value"
/// (Usage): an empty text, or an object without any of the members.
Result<std::vector<TraceDifference>> compare_trace(std::string_view expected, const ProofTrace& trace);

json::Value to_json(const TraceDifference& difference);

}  // namespace blason::vc
