// Claims path pointers (OpenID4VP 1.0 section 7): which parts of a JSON credential a claim is.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::dcql {

/// `null` of a path: every element of an array.
struct AllElements {
    bool operator==(const AllElements&) const = default;
};
using PathElement = std::variant<std::string, std::size_t, AllElements>;
using ClaimsPath = std::vector<PathElement>;

/// Reads a non-empty array of strings, nulls and non-negative integers, of at most `max_elements`. Errors
/// "wrong-type", "dcql-empty", "dcql-path", "dcql-too-large", pointer to the path or its element.
Result<ClaimsPath> parse_claims_path(const json::Value& path, const json::Path& place, std::size_t max_elements);

/// Values that one path may select of one credential.
inline constexpr std::size_t kMaxSelected = 4096;

enum class PathOutcome {
    Selected,   ///< something was selected
    WrongType,  ///< a name of what is no object, an index of what is no array: the whole path fails
    Nothing,    ///< nothing there
    TooMuch     ///< more than kMaxSelected values
};

/// Section 7.1.1. Calls `visit` for each selected value with its place, in the order of the document. When the answer
/// is another than Selected, what was visited before is void.
/// Of a credential that is `shortened`, element n of what the holder has stands at n or before, and where it stood is n
/// or later, as there may have been decoys: an index selects all elements of which this is true.
PathOutcome select(const presentation::Held& credential, const ClaimsPath& path,
                   const std::function<void(const json::Value&, const json::Path&)>& visit);

}  // namespace blason::vc::dcql
