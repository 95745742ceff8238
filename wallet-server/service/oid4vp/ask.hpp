// What people ask for ("a badge of this achievement"), as a DCQL query over every form that badges come in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/json/value.hpp"

namespace blason::service::oid4vp {

/// All that are given must hold. Nothing given: any badge.
struct Ask {
    std::string achievement;      ///< id of the achievement, or the short name of one of ours; empty: any
    std::string issuer;           ///< id of the issuer, or the short name of one of ours; empty: any
    std::string skill;            ///< targetUrl of an alignment, or a tag; empty: any
    bool with_recipient = false;  ///< also who the badge was given to
};

/// One badge, in any one of the forms; `ask` without short names. `vct_values`: the types that badges have as SD-JWT
/// VC, one for each achievement; that form has no type that all badges share, so where none is given it is not asked
/// for.
json::Object query_for(const Ask& ask, const std::vector<std::string>& vct_values);

}  // namespace blason::service::oid4vp
