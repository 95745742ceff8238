// What a holder is asked to show, for a page: which of their badges would do, and what would be seen of each.
#pragma once

#include <string>
#include <vector>

#include "wallet-server/web/page.hpp"

namespace blason::web {

struct ShareCandidate {
    std::string value;                 ///< of the form
    std::string credential;            ///< id within the wallet
    std::vector<std::string> reveals;  ///< JSON pointers; {""}: all of it
};

/// One thing that is asked for; the holder chooses.
struct ShareGroup {
    std::string reason;  ///< in the words of who asks; may be empty
    bool required = true;
    bool multiple = false;
    std::vector<ShareCandidate> candidates;
};

/// Data for share.mustache. The field of group N is "choice-N". The first candidate of what is required is chosen at
/// first.
json::Array share_data(const std::vector<ShareGroup>& groups, const service::Holder& holder, Language language,
                       const PageDependencies& dependencies);

/// A field that the form only carries along.
json::Object hidden_field(std::string_view name, std::string_view value);

/// The values that were chosen, in the order of the form.
std::vector<std::string> chosen_of(const std::vector<http::FormField>& form);

}  // namespace blason::web
