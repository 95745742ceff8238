// A DCQL query against a wallet (OpenID4VP 1.0 section 6).
#pragma once

#include <memory>
#include <span>

#include "vc/dcql/query.hpp"
#include "vc/presentation/held.hpp"
#include "wallet-server/service/oid4vp/inquiry.hpp"

namespace blason::service::oid4vp {

/// Errors of the answer to it: those of vc::dcql::why_not and check_choice.
std::shared_ptr<const Inquiry> dcql_inquiry(const vc::dcql::Query& query, std::span<const vc::presentation::Held> held);

}  // namespace blason::service::oid4vp
