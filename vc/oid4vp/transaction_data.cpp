#include "vc/oid4vp/transaction_data.hpp"

#include <algorithm>

#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"

namespace blason::vc::oid4vp {
namespace {

Error invalid(std::string detail, const std::string& pointer) {
    return refused("invalid_transaction_data", std::move(detail), "/transaction_data" + pointer);
}

}  // namespace

Result<std::vector<TransactionData>> read_transaction_data(const json::Value& value) {
    if (!value.is_array() || value.get_array().empty())
        return invalid("Transaction data are a list of base64url texts.", "");
    if (value.get_array().size() > kMaxTransactions) return invalid("There are too many transactions.", "");
    std::vector<TransactionData> out;
    for (const json::Value& one : value.get_array()) {
        const std::string pointer = "/" + std::to_string(out.size());
        if (!one.is_string()) return invalid("Transaction data are a list of base64url texts.", pointer);
        auto read = presentation::parse_transaction_data(json::view(one));
        if (!read) return invalid(read.error().detail, pointer + read.error().pointer);
        out.push_back(std::move(*read));
    }
    return out;
}

std::string encode_transaction_data(const json::Object& content) {
    return text::base64url_encode(as_bytes(json::serialize(content)));
}

std::vector<TransactionData> bound_to(const std::vector<TransactionData>& all, std::string_view query,
                                      const std::vector<std::string>& answered) {
    std::vector<TransactionData> out;
    for (const TransactionData& one : all) {
        const auto first = std::ranges::find_if(one.credential_ids, [&](const std::string& id) {
            return std::ranges::find(answered, id) != answered.end();
        });
        if (first != one.credential_ids.end() && *first == query) out.push_back(one);
    }
    return out;
}

}  // namespace blason::vc::oid4vp
