// The walk through the steps of an exchange that one message makes. Nothing of it is stored before the walk is over,
// but what is issued: that is stored under a name of its own.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "vc/vcalm/judge.hpp"
#include "vc/vcalm/workflow.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/vcalm/exchange.hpp"
#include "wallet-server/service/vcalm/exchange_service.hpp"

namespace blason::service::vcalm {

/// Of one message: steps that ask for nothing could go round in circles.
inline constexpr int kMostSteps = 16;

/// The request of a step, as it is sent: with the challenge and the domain of the exchange, unless the step names its
/// own.
json::Value request_of(const vc::vcalm::Step& step, const std::string& challenge, const std::string& domain);
/// A step that asks for an authentication, or for a challenge, gets a new one when the exchange comes to it.
bool needs_challenge(const vc::vcalm::Step& step);

/// Somebody has to present something before the step gives anything.
bool asks(const Exchange& exchange, const vc::vcalm::Step& step);
/// The step is done: to the next one, or to the end. Errors of Workflow::step.
Result<void> leave(Exchange& exchange, const vc::vcalm::Step& step, const vc::vcalm::Workflow& workflow,
                   crypto::Random& random);

/// What the walk needs from outside.
struct Surroundings {
    IssuerService& issuers;
    const vc::Environment& environment;
    const PublicUrls& urls;
    crypto::Random& random;
    Instant now;
};

struct Walk {
    Turn turn;
    bool moved = false;                  ///< at least one step is done; the exchange has to be stored
    std::vector<std::string> callbacks;  ///< to be told when that has been done
};

/// Changes `exchange` to what it is afterwards. Errors of take_part.
Result<Walk> walk(Exchange& exchange, const vc::vcalm::Workflow& workflow, const vc::vcalm::Message& message, Door door,
                  const Surroundings& around, const Actor& actor);

}  // namespace blason::service::vcalm
