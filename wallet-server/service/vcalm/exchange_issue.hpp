// Issues what a step of an exchange says.
#pragma once

#include "engine/base/result.hpp"
#include "vc/vcalm/workflow.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/vcalm/exchange.hpp"

namespace blason::service::vcalm {

/// A credential by the template of `request`, in the form that its options say, or the first of `exchange.forms` that
/// we make. A badge whose order names no recipient is for `exchange.holder`. `number` is its place in the step. Errors,
/// with pointers into what the template made: "wrong-type", "option-unknown", "form-not-accepted", those of
/// read_badge_request and of IssuerService.
Result<StoredCredential> issue_in_exchange(const Exchange& exchange, const vc::vcalm::Workflow& workflow,
                                           const vc::vcalm::IssueRequest& request, std::size_t number,
                                           IssuerService& issuers, const Actor& actor);

}  // namespace blason::service::vcalm
