#include "vc/oid4vp/transaction_data.hpp"

#include <algorithm>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/sdjwt/disclosure.hpp"
#include "engine/text/base64url.hpp"

namespace blason::vc::oid4vp {
namespace {

constexpr const char* kHashes = "transaction_data_hashes";
constexpr const char* kHashesAlg = "transaction_data_hashes_alg";

Error invalid(std::string detail, const std::string& pointer) {
    return refused("invalid_transaction_data", std::move(detail), "/transaction_data" + pointer);
}

bool are_texts(const json::Value* value) {
    return value != nullptr && value->is_array() && !value->get_array().empty() &&
           std::ranges::all_of(value->get_array(), [](const json::Value& one) { return one.is_string(); });
}

/// Reads what has been decoded.
Result<TransactionData> read_content(std::string encoded, json::Object content, const std::string& pointer) {
    TransactionData out{std::move(encoded), std::move(content), {}, {}};
    const json::Value* type = json::find(out.content, "type");
    if (type == nullptr || !type->is_string()) return invalid("Transaction data have a type.", pointer + "/type");
    out.type = json::view(*type);
    const json::Value* ids = json::find(out.content, "credential_ids");
    if (!are_texts(ids))
        return invalid("Transaction data say which credentials they go with.", pointer + "/credential_ids");
    for (const json::Value& id : ids->get_array()) out.credential_ids.emplace_back(json::view(id));
    if (const json::Value* asked = json::find(out.content, kHashesAlg)) {
        if (!are_texts(asked)) return invalid("The algorithms are a list of names.", pointer + "/" + kHashesAlg);
        for (const json::Value& name : asked->get_array()) {
            if (!out.hash_asked) out.hash_asked = blason::sdjwt::find_hash(json::view(name));
        }
        if (!out.hash_asked) return invalid("None of the algorithms is known here.", pointer + "/" + kHashesAlg);
    }
    return out;
}

crypto::HashAlgorithm algorithm_of(const std::vector<const TransactionData*>& bound) {
    for (const TransactionData* one : bound)
        if (one->hash_asked) return *one->hash_asked;
    return crypto::HashAlgorithm::Sha256;
}

}  // namespace

Result<std::vector<TransactionData>> read_transaction_data(const json::Value& value) {
    std::vector<TransactionData> out;
    if (!are_texts(&value)) return invalid("Transaction data are a list of base64url texts.", "");
    if (value.get_array().size() > kMaxTransactions) return invalid("There are too many transactions.", "");
    for (const json::Value& one : value.get_array()) {
        const std::string pointer = "/" + std::to_string(out.size());
        const auto bytes = text::base64url_decode(json::view(one));
        if (!bytes) return invalid("This is not base64url.", pointer);
        auto content = json::parse(as_text(*bytes), {}, {.allow_nul = false});
        if (!content || !content->is_object()) return invalid("Inside is no JSON object.", pointer);
        auto read = read_content(std::string(json::view(one)), std::move(content->get_object()), pointer);
        if (!read) return std::move(read).error();
        out.push_back(std::move(*read));
    }
    return out;
}

Result<TransactionData> make_transaction_data(const json::Object& content) {
    return read_content(text::base64url_encode(as_bytes(json::serialize(content))), content, "");
}

std::vector<const TransactionData*> bound_to(const std::vector<TransactionData>& all, std::string_view credential_id,
                                             const std::vector<std::string>& answered) {
    std::vector<const TransactionData*> out;
    for (const TransactionData& one : all) {
        const auto place = std::ranges::find_if(one.credential_ids, [&](const std::string& id) {
            return std::ranges::find(answered, id) != answered.end();
        });
        if (place != one.credential_ids.end() && *place == credential_id) out.push_back(&one);
    }
    return out;
}

json::Object hash_claims(const std::vector<const TransactionData*>& bound) {
    json::Object claims;
    if (bound.empty()) return claims;
    const auto algorithm = algorithm_of(bound);
    json::Array hashes;
    for (const TransactionData* one : bound) hashes.emplace_back(blason::sdjwt::digest(one->encoded, algorithm));
    claims.emplace(kHashes, std::move(hashes));
    if (std::ranges::any_of(bound, [](const TransactionData* one) { return one->hash_asked.has_value(); }))
        claims.emplace(kHashesAlg, json::key(blason::sdjwt::name_of(algorithm)));
    return claims;
}

Result<void> check_hash_claims(const json::Object& claims, const std::vector<const TransactionData*>& bound) {
    const auto mismatch = [](std::string detail) {
        return refused("transaction-data-mismatch", std::move(detail), std::string("/") + kHashes);
    };
    const json::Value* hashes = json::find(claims, kHashes);
    if (bound.empty()) {
        return hashes == nullptr ? Result<void>()
                                 : mismatch("The holder agreed to a transaction that nobody asked for.");
    }
    const json::Value* named = json::find(claims, kHashesAlg);
    auto algorithm = std::optional(crypto::HashAlgorithm::Sha256);
    if (named != nullptr) algorithm = named->is_string() ? blason::sdjwt::find_hash(json::view(*named)) : std::nullopt;
    if (!algorithm || !are_texts(hashes)) return mismatch("The holder did not agree to the transaction.");
    if (hashes->get_array().size() != bound.size()) return mismatch("The holder agreed to other transactions.");
    for (const TransactionData* one : bound) {
        const std::string wanted = blason::sdjwt::digest(one->encoded, *algorithm);
        const bool there = std::ranges::any_of(hashes->get_array(),
                                               [&](const json::Value& hash) { return json::view(hash) == wanted; });
        if (!there) return mismatch("The holder agreed to another transaction.");
    }
    return {};
}

}  // namespace blason::vc::oid4vp
