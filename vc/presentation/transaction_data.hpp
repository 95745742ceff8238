// What the holder signs beside the credential: transactions that the verifier asks to be authorized (OpenID4VP 1.0
// sections 5.1 and 8.4, and the profile of Appendix B.3.3.1 for SD-JWT).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::presentation {

inline constexpr std::size_t kMaxTransactionBytes = 64U << 10U;  ///< of one object, encoded

struct TransactionData {
    std::string text;  ///< base64url, as received: the hash is of this
    std::string type;
    std::vector<std::string> credential_ids;   ///< of credential queries; one of them authorizes it
    std::vector<std::string> hash_algorithms;  ///< `transaction_data_hashes_alg`; empty: not said, so "sha-256"
    json::Value content;                       ///< what the text says; the type decides what else is in it
};

/// One string of the request parameter `transaction_data`. Errors, kind Malformed: those of base64url and JSON,
/// "missing-member", "wrong-type", "dcql-empty"; kind TooLarge "transaction-data-size".
Result<TransactionData> parse_transaction_data(std::string_view text);

/// The claims of a key binding JWT that authorize these, `transaction_data_hashes` and, where a hash was asked for by
/// name, `transaction_data_hashes_alg`; none for no transactions. One hash serves all: error
/// "transaction-data-hash" when no algorithm that we have is in every list.
Result<json::Object> transaction_claims(std::span<const TransactionData> transactions);

/// The verifier's side: whether the claims of a verified key binding JWT authorize these and nothing else. Errors
/// "transaction-data-missing", "transaction-data-hash" (an algorithm that was not asked for), "transaction-data-other"
/// (hashes of something else), with the pointer into the claims.
Result<void> check_transaction_claims(const json::Object& claims, std::span<const TransactionData> transactions);

}  // namespace blason::vc::presentation
