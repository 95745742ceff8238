// Whether what was presented is what was asked for.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "vc/presentation/held.hpp"
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

/// Credentials that were verified elsewhere, as another protocol brought them.
struct Brought {
    std::span<const presentation::Held> credentials;
    std::string holder;  ///< the DID of who has presented them all; empty: of nobody, or of several
};
/// Whether they are what was asked for. The suites that an authentication accepts are not compared: each protocol has
/// proofs of its own. Errors of `why` above.
Result<void> check_brought(const PresentationRequest& request, const Brought& brought);

/// Whether a DID is one that the authentication accepts. Errors "holder-missing" (it is none), "method-not-accepted".
Result<void> check_method(const Query& authentication, std::string_view holder);

}  // namespace blason::vc::vcalm
