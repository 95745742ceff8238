// What a request would take from a wallet, and the presentation that answers it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "vc/environment.hpp"
#include "vc/vcalm/match.hpp"
#include "vc/vcalm/presentation_request.hpp"

namespace blason::service::vcalm {

struct AskedOfWallet {
    bool signs = false;                     ///< the holder's DID would be shown, and signed for
    bool possible = false;                  ///< some alternative of the request can be answered
    std::vector<vc::vcalm::Wanted> wanted;  ///< of the first alternative that can be answered, else of the first
};

/// Pure. Errors of look.
Result<AskedOfWallet> look_into(const vc::vcalm::PresentationRequest& request,
                                std::span<const vc::presentation::Held> credentials);

/// A credential that goes out, and how much of it.
struct Shown {
    std::string text;  ///< as it is kept
    std::vector<std::string> revealed{""};
};

struct AnswerOptions {
    std::string holder;  ///< DID of the signer: a did:key or did:jwk
    Instant created;
};

/// With the holder's signature where an authentication is asked for, in the first suite that is accepted and that the
/// key can make; without it otherwise, so that nobody learns who presents who has not asked. Errors
/// "challenge-missing", "method-not-accepted", "cryptosuite-not-accepted", and those of presentation::reduced and
/// vc::present.
Result<json::Value> make_answer(const vc::vcalm::PresentationRequest& request, std::span<const Shown> credentials,
                                const crypto::Signer& signer, const AnswerOptions& options,
                                const vc::Environment& environment);

}  // namespace blason::service::vcalm
