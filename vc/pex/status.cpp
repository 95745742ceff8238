#include "vc/pex/status.hpp"

#include <algorithm>

#include "vc/verify.hpp"

namespace blason::vc::pex {

bool asks_for_status(const Definition& definition) {
    return std::ranges::any_of(definition.descriptors, [](const InputDescriptor& one) {
        return one.constraints.active || one.constraints.suspended || one.constraints.revoked;
    });
}

Result<void> look_up_status(std::string_view text, Candidate& candidate, Instant now, const Environment& environment) {
    VerifyOptions options;
    options.now = now;
    const auto report = verify(text, options, environment);
    if (!report) return report.error();
    const Check* status = report->find("status");
    if (status == nullptr) return {};
    if (status->outcome == Outcome::Pass) candidate.revoked = candidate.suspended = Fact::No;
    if (status->code == "revoked") candidate.revoked = Fact::Yes;
    if (status->code == "suspended") candidate.suspended = Fact::Yes;
    return {};
}

}  // namespace blason::vc::pex
