// Whether what was presented is what was asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "vc/report.hpp"
#include "vc/vcalm/presentation_request.hpp"

namespace blason::vc::vcalm {

struct Expectation {
    const PresentationRequest& request;
    Instant now;
    /// Credentials about somebody else than who presents them are taken too: a parent's, an employer's.
    bool bearer = false;
    /// `dccrequest` wallets sign the challenge and no domain; a domain that is there must still be the right one.
    bool domain_may_be_missing = false;
};

/// What was presented, believed.
struct Presented {
    std::string holder;  ///< who has signed the challenge; empty when nobody has
    std::vector<json::Value>
        presentations;  ///< as they came; `holder` of an unsigned one is taken out, nobody vouches for it
    std::vector<json::Value> credentials;  ///< each verified, in the form it came in
};

struct Judgement {
    std::optional<Presented> presented;  ///< nothing: refused
    std::optional<Report> report;        ///< of what did not verify
    std::optional<Error> why;            ///< it verifies, but is not what was asked for
};

/// Verifies every presentation (challenge, domain, holder) and every credential inside, then looks for an alternative
/// of the request that they satisfy; what a wallet has selected is never taken on trust. A presentation without proof
/// is taken where the alternative asks for no authentication, and then each credential stands for itself.
///
/// Codes of `why`: "presentation-missing", "presentation-expected", "proof-missing", "holder-missing",
/// "holder-mismatch" (several presentations, several holders), "holder-not-subject", "method-not-accepted",
/// "cryptosuite-not-accepted", "query-unsatisfied", "query-unsupported"; pointers into the message or, for queries,
/// none. An Error is about ourselves.
Result<Judgement> judge(const std::vector<json::Value>& presentations, const Expectation& expected,
                        const Environment& environment);

}  // namespace blason::vc::vcalm
