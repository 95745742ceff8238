// The request parameter `transaction_data` (OpenID4VP 1.0 section 5.1): a list of what vc/presentation/transaction_data
// reads, and which credential authorizes which.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/presentation/transaction_data.hpp"

namespace blason::vc::oid4vp {

using presentation::TransactionData;

inline constexpr std::size_t kMaxTransactions = 16;

/// Errors "invalid_transaction_data", pointer below /transaction_data.
Result<std::vector<TransactionData>> read_transaction_data(const json::Value& value);

/// As an element of the list. `content` has at least `type` and `credential_ids`.
std::string encode_transaction_data(const json::Object& content);

/// Those that what answers a query authorizes. Each is authorized once: by the first of its queries that is answered.
std::vector<TransactionData> bound_to(const std::vector<TransactionData>& all, std::string_view query,
                                      const std::vector<std::string>& answered);

}  // namespace blason::vc::oid4vp
