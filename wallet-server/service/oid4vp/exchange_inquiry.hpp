// A presentation definition against a wallet (drafts 18 to 24 of OpenID4VP, DIF Presentation Exchange).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "vc/pex/definition.hpp"
#include "vc/presentation/held.hpp"
#include "wallet-server/service/oid4vp/inquiry.hpp"

namespace blason::service::oid4vp {

/// A credential as it is in the wallet. What is not bound to a key of the wallet is not shown: these drafts want every
/// credential in a presentation of its holder.
struct HeldText {
    const vc::presentation::Held& held;
    std::string_view text;
};

/// `submission_id`: of the submission that an answer has. Errors of vc::pex::evaluate and propose (the work that a
/// definition asks for is bounded) and, where the definition is about status, of vc::verify. Of the answer to it:
/// "pex-choice", "pex-not-satisfied", "pex-same-subject" (vc/pex/select.hpp); "vp_formats_not_supported": the verifier
/// does not take presentations that the holder's key makes; those of vc::pex::check_submission.
Result<std::shared_ptr<const Inquiry>> exchange_inquiry(const vc::pex::Definition& definition,
                                                        std::span<const HeldText> wallet, std::string submission_id,
                                                        Instant now, const vc::Environment& environment);

}  // namespace blason::service::oid4vp
