// A verifiable presentation request as wallets of OpenID4VP are asked it: as a DCQL query.
#pragma once

#include <optional>

#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/vcalm/presentation_request.hpp"

namespace blason::vc::vcalm {

/// The first alternative of the request that can be asked so: one DCQL query as it is, or queries by example. An
/// example becomes claims with its values, in each form that it accepts (`ldp_vc`, and the envelopes it names); what
/// DCQL has no words for (contexts, numbers with a fraction, an element of a certain list of objects) is asked for as
/// being there at all. So the answer has to be judged by the request itself again. Nothing: no alternative asks for a
/// credential, or one of its queries is of another type.
std::optional<json::Object> as_dcql(const PresentationRequest& request, const jsonld::Processor& processor);

}  // namespace blason::vc::vcalm
