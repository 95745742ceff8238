// What a wallet looks at before it believes that a delivered credential is the one that was asked for, and its own.
// Whether it verifies is another question.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/report.hpp"

namespace blason::service::receiver {

/// `holders`: the did:key of each key that was shown; empty: none was. Errors "credential-format" (of another format
/// than the configuration's), "credential-type" (without its types, or of another `vct`), "credential-not-ours" (bound
/// to a key, or about an identifier, that is not the holder's).
Result<void> check_delivered(std::string_view credential, const vc::oid4vci::CredentialConfiguration& configuration,
                             const std::vector<std::string>& holders);

/// What is said of one that does not verify: "credential-not-verified", with the first problem of the report.
Error not_verified(const vc::Report& report);

}  // namespace blason::service::receiver
