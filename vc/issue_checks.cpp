#include "vc/issue_checks.hpp"

#include "vc/checks/clr.hpp"
#include "vc/checks/endorsements.hpp"
#include "vc/checks/schema.hpp"
#include "vc/openbadges/clr.hpp"

namespace blason::vc {

Result<std::vector<Check>> check_named_documents(json::Value& credential, Instant now, const Environment& environment) {
    VerifyOptions options;
    options.now = now;
    const checks::Session session{options, environment, {}, 0, {}};
    checks::CheckList list(session);
    checks::check_schema(credential, session, list);
    checks::check_endorsements(credential, session, list);
    std::vector<ProofTrace> traces;
    constexpr bool kWillBeSecured = true;
    if (openbadges::is_clr_credential(credential)) checks::check_clr(credential, kWillBeSecured, session, list, traces);
    std::vector<Check> remarks;
    for (Check& check : list.checks()) {
        if (check.outcome == Outcome::Fail) return refused(check.code, check.message, check.pointer);
        if (check.outcome == Outcome::Unknown || check.outcome == Outcome::Warning) remarks.push_back(std::move(check));
    }
    return remarks;
}

}  // namespace blason::vc
