// Issues what a step of an exchange says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/format.hpp"
#include "vc/vcalm/workflow.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/vcalm/exchange.hpp"

namespace blason::service::vcalm {

/// The form that the options of a template choose.
struct Form {
    std::string cryptosuite;  ///< empty: the default
    vc::Format format = vc::Format::DataIntegrity;
    std::vector<std::string> mandatory_pointers;
    bool is_said = false;  ///< the template has chosen
};

/// What a template of type "achievement" has made: an order of a badge.
struct BadgeOrder {
    json::Object order;  ///< as read_badge_request takes it
    Form form;
};
/// Nothing when the template is of another type. Errors, with pointers into what the template made: "wrong-type",
/// "option-unknown".
Result<std::optional<BadgeOrder>> badge_order(const Exchange& exchange, const vc::vcalm::Workflow& workflow,
                                              const vc::vcalm::IssueRequest& request);

/// Under which name a credential of the current step is issued, so that it is issued once: `number` is its place in the
/// step. `content`: what it is issued for.
RequestKey once_in_exchange(const Exchange& exchange, std::size_t number, std::string_view content,
                            const IssuerService& issuers);

/// A credential by the template of `request`, in the form that its options say, or the first of `exchange.forms` that
/// we make. A badge whose order names no recipient is for `exchange.holder`. `number` is its place in the step. Errors,
/// with pointers into what the template made: "wrong-type", "option-unknown", "form-not-accepted", those of
/// read_badge_request and of IssuerService.
Result<StoredCredential> issue_in_exchange(const Exchange& exchange, const vc::vcalm::Workflow& workflow,
                                           const vc::vcalm::IssueRequest& request, std::size_t number,
                                           IssuerService& issuers, const Actor& actor);

}  // namespace blason::service::vcalm
