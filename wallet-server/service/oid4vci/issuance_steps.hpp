// Small steps of issuing: what the store keeps of keys and credentials, and which configuration a wallet of draft 13
// means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/oid4vci/request.hpp"
#include "wallet-server/service/oid4vci/proof_checker.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service::oid4vci {

/// "credential_request_denied"
Error denied(std::string detail);
/// What happened in the transaction, as the standard calls it.
Error outcome(Error error);

std::string keys_text(const std::vector<BindingKey>& keys);
std::optional<std::vector<BindingKey>> read_keys(std::string_view text);
/// In whatever order.
bool same_keys(std::string_view text, const std::vector<BindingKey>& keys);

std::string ids_text(const std::vector<storage::CredentialRow>& rows);
std::vector<std::string> read_ids(std::string_view text);

/// Draft 13 names format and type: the one of `offered` that fits. Errors "unsupported_credential_format",
/// "unsupported_credential_type".
Result<vc::oid4vci::CredentialConfiguration> configuration_of_draft13(
    const vc::oid4vci::CredentialRequest& request, const std::vector<vc::oid4vci::CredentialConfiguration>& offered);

}  // namespace blason::service::oid4vci
