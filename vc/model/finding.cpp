#include "vc/model/finding.hpp"

#include <algorithm>

namespace blason::vc::model {

void Findings::add_of_others(const Findings& inside) {
    for (Finding finding : inside.all()) {
        if (finding.severity == Severity::Advisory) finding.severity = Severity::Remark;
        add(std::move(finding));
    }
}

std::optional<Error> Findings::first() const {
    for (const Severity severity : {Severity::Error, Severity::Advisory}) {
        const auto found = std::find_if(findings_.begin(), findings_.end(),
                                        [&](const Finding& finding) { return finding.severity == severity; });
        if (found != findings_.end()) return refused(found->code, found->message, found->pointer);
    }
    return std::nullopt;
}

}  // namespace blason::vc::model
