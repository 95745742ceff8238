// The verifier's side: which credential a presentation holds, as queries see it.
#pragma once

#include <optional>
#include <string>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::presentation {

struct Presented {
    /// With `holder_binding` false: whoever has verified the presentation says otherwise. `shortened` where the form
    /// lets holders leave out elements of arrays.
    Held credential;
    bool bound = false;                 ///< a holder's proof is around it: a presentation, or a key binding JWT
    std::optional<std::string> holder;  ///< of a presentation: who it says presents
    /// The holder is a subject of the credential. Of an SD-JWT always, as its issuer has named the holder's key.
    bool by_subject = false;
};

/// One presentation of a `vp_token`: a text (SD-JWT, JWT) or an object, with exactly one credential, or a credential
/// itself. Nothing is verified: `vc::verify` of the same value does that. Errors of the readers;
/// "presentation-credentials" (no credential, or several).
Result<Presented> read_presented(const json::Value& presentation, const jsonld::Processor& processor);

}  // namespace blason::vc::presentation
