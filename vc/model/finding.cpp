#include "vc/model/finding.hpp"

#include <algorithm>

namespace blason::vc::model {

std::optional<Error> Findings::first() const {
    if (findings_.empty()) return std::nullopt;
    auto found = std::find_if(findings_.begin(), findings_.end(),
                              [](const Finding& finding) { return finding.severity == Severity::Error; });
    if (found == findings_.end()) found = findings_.begin();
    return refused(found->code, found->message, found->pointer);
}

}  // namespace blason::vc::model
