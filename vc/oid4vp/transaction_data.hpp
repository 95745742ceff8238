// Transaction data (OpenID4VP 1.0 sections 5.1, 8.4 and B.3.3.1): what the holder agrees to together with what they
// show, bound to it by its hash.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::oid4vp {

struct TransactionData {
    std::string encoded;  ///< base64url as it was sent: what is hashed
    json::Object content;
    std::string type;
    std::vector<std::string> credential_ids;            ///< of the query; one of them is bound
    std::optional<crypto::HashAlgorithm> hash_asked{};  ///< the first we can do; nothing: not asked, SHA-256
};

inline constexpr std::size_t kMaxTransactions = 16;

/// `value`: the parameter `transaction_data`. Errors "invalid_transaction_data", pointer below /transaction_data.
Result<std::vector<TransactionData>> read_transaction_data(const json::Value& value);
/// As it is sent. `content` has at least `type` and `credential_ids`; errors as above, without the list around it.
Result<TransactionData> make_transaction_data(const json::Object& content);

/// Those that are bound to what answers a query: the first of the ids that is among `answered` decides which.
std::vector<const TransactionData*> bound_to(const std::vector<TransactionData>& all, std::string_view credential_id,
                                             const std::vector<std::string>& answered);

/// The claims of a key binding JWT that bind them: `transaction_data_hashes`, and `transaction_data_hashes_alg` where
/// an algorithm was asked for. Empty without any.
json::Object hash_claims(const std::vector<const TransactionData*>& bound);
/// Whether the claims of a key binding JWT bind exactly these. Error "transaction-data-mismatch".
Result<void> check_hash_claims(const json::Object& claims, const std::vector<const TransactionData*>& bound);

}  // namespace blason::vc::oid4vp
