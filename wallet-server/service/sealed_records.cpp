#include "wallet-server/service/sealed_records.hpp"

#include "engine/crypto/hash.hpp"
#include "engine/crypto/seal.hpp"
#include "wallet-server/service/derived_key.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {

std::string browser_of(std::string_view state) {
    return to_hex(crypto::sha256("browser|" + std::string(state)).bytes());
}

std::string SealedRecords::place_of(const storage::SealedRow& row) const {
    return std::string(place_) + "|" + row.org + "|" + row.holder + "|" + row.id;
}

void SealedRecords::seal(storage::SealedRow& row, std::string_view text, std::string_view state) const {
    row.state_hash.clear();
    if (!state.empty()) {
        const auto digest = crypto::sha256(state);
        row.state_hash.assign(digest.bytes().begin(), digest.bytes().end());
    }
    row.sealed = crypto::seal(derived_key(master_, purpose_), as_bytes(text), place_of(row), random_);
}

Result<SealedRecord> SealedRecords::open(storage::SealedRow row) const {
    auto text = crypto::unseal(derived_key(master_, purpose_), row.sealed, place_of(row));
    if (!text) return std::move(text).error();
    return SealedRecord{std::move(row), std::move(*text)};
}

Result<void> SealedRecords::add(const storage::SealedRow& row, const storage::Audit& audit) {
    return store_.add_sealed(kind_, row, audit);
}

Result<void> SealedRecords::update(const storage::SealedRow& row) {
    return store_.update_sealed(kind_, row);
}

Result<SealedRecord> SealedRecords::find(std::string_view org, std::string_view holder, std::string_view id) {
    auto row = store_.sealed(kind_, org, holder, id);
    if (!row) return std::move(row).error();
    return open(std::move(*row));
}

Result<std::vector<storage::SealedRow>> SealedRecords::all(std::string_view org, std::string_view holder) {
    return store_.all_sealed(kind_, org, holder);
}

Result<void> SealedRecords::remove(std::string_view org, std::string_view holder, std::string_view id,
                                   const storage::Audit& audit) {
    return store_.remove_sealed(kind_, org, holder, id, audit);
}

Result<SealedRecord> SealedRecords::returned(std::string_view state, std::string_view browser) {
    if (!crypto::constant_time_equal(as_bytes(browser_of(state)), as_bytes(browser)))
        return refused("authorization-browser", "This answer came to another browser than the one that was sent away.");
    const auto digest = crypto::sha256(state);
    auto row = store_.take_sealed(kind_, digest.bytes());
    if (!row) {
        return renamed(std::move(row).error(), "not-found", "authorization-state",
                       "This answer does not belong to a question of ours.");
    }
    return open(std::move(*row));
}

}  // namespace blason::service
