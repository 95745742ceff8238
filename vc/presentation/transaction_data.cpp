#include "vc/presentation/transaction_data.hpp"

#include <algorithm>
#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/reader.hpp"
#include "engine/sdjwt/disclosure.hpp"
#include "engine/text/base64url.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::presentation {

namespace {

constexpr std::string_view kHashes = "transaction_data_hashes";
constexpr std::string_view kAlgorithm = "transaction_data_hashes_alg";
constexpr std::string_view kDefault = "sha-256";

/// A non-empty array of texts.
Result<std::vector<std::string>> texts(const json::Reader& reader, std::string_view name) {
    const auto array = reader.array(name);
    if (!array) return array.error();
    if ((*array)->empty()) {
        return malformed("dcql-empty", "The array needs at least one element.", reader.pointer_to(name));
    }
    std::vector<std::string> out;
    for (const json::Value& one : **array) {
        if (!one.is_string()) return malformed("wrong-type", "All elements are strings.", reader.pointer_to(name));
        out.emplace_back(json::view(one));
    }
    return out;
}

bool accepts(const TransactionData& transaction, std::string_view algorithm) {
    if (transaction.hash_algorithms.empty()) return algorithm == kDefault;
    return std::ranges::find(transaction.hash_algorithms, algorithm) != transaction.hash_algorithms.end();
}

bool all_accept(std::span<const TransactionData> transactions, std::string_view algorithm) {
    return blason::sdjwt::find_hash(algorithm) &&
           std::ranges::all_of(transactions, [&](const auto& one) { return accepts(one, algorithm); });
}

bool names_hash(std::span<const TransactionData> transactions) {
    return std::ranges::any_of(transactions, [](const auto& one) { return !one.hash_algorithms.empty(); });
}

json::Array hashes(std::span<const TransactionData> transactions, std::string_view algorithm) {
    json::Array out;
    for (const TransactionData& one : transactions) {
        out.push_back(model::text_value(blason::sdjwt::digest(one.text, *blason::sdjwt::find_hash(algorithm))));
    }
    return out;
}

std::string claim(std::string_view name) {
    return "/" + std::string(name);
}

}  // namespace

Result<TransactionData> parse_transaction_data(std::string_view text) {
    if (text.size() > kMaxTransactionBytes) {
        return Error{"transaction-data-size", "The transaction data are too long.", "", ErrorKind::TooLarge};
    }
    const auto bytes = text::base64url_decode(text);
    if (!bytes) return bytes.error();
    auto content = json::parse(as_text(*bytes));
    if (!content) return std::move(content).error();
    if (!content->is_object()) return malformed("wrong-type", "Transaction data are an object.");
    const json::Path root;
    const json::Reader reader(content->get_object(), root);
    const auto type = reader.string("type");
    if (!type) return type.error();
    auto ids = texts(reader, "credential_ids");
    if (!ids) return std::move(ids).error();
    TransactionData out{std::string(text), std::string(*type), std::move(*ids), {}, {}};
    if (reader.find(kAlgorithm) != nullptr) {
        auto algorithms = texts(reader, kAlgorithm);
        if (!algorithms) return std::move(algorithms).error();
        out.hash_algorithms = std::move(*algorithms);
    }
    out.content = std::move(*content);
    return out;
}

Result<json::Object> transaction_claims(std::span<const TransactionData> transactions) {
    json::Object claims;
    if (transactions.empty()) return claims;
    constexpr std::array<std::string_view, 3> kKnown{"sha-256", "sha-384", "sha-512"};
    const auto algorithm = std::ranges::find_if(kKnown, [&](auto name) { return all_accept(transactions, name); });
    if (algorithm == kKnown.end()) {
        return refused("transaction-data-hash", "No hash algorithm serves all transactions.", claim(kAlgorithm));
    }
    claims.emplace(json::key(kHashes), hashes(transactions, *algorithm));
    if (names_hash(transactions)) claims.emplace(json::key(kAlgorithm), model::text_value(*algorithm));
    return claims;
}

Result<void> check_transaction_claims(const json::Object& claims, std::span<const TransactionData> transactions) {
    const json::Value* signed_hashes = json::find(claims, kHashes);
    if (transactions.empty()) {
        if (signed_hashes == nullptr) return {};
        return refused("transaction-data-other", "No transaction was to be authorized.", claim(kHashes));
    }
    if (signed_hashes == nullptr) {
        return refused("transaction-data-missing", "The transactions were not authorized.", claim(kHashes));
    }
    const json::Value* named = json::find(claims, kAlgorithm);
    if (named != nullptr && !named->is_string()) {
        return refused("transaction-data-hash", "The hash algorithm is a name.", claim(kAlgorithm));
    }
    const std::string_view algorithm = named == nullptr ? kDefault : json::view(*named);
    if ((named == nullptr && names_hash(transactions)) || !all_accept(transactions, algorithm)) {
        return refused("transaction-data-hash", "This hash algorithm was not asked for.", claim(kAlgorithm));
    }
    if (*signed_hashes != json::Value(hashes(transactions, algorithm))) {
        return refused("transaction-data-other", "These are the hashes of other transactions.", claim(kHashes));
    }
    return {};
}

}  // namespace blason::vc::presentation
