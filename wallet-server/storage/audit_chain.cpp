#include "wallet-server/storage/audit_chain.hpp"

#include "engine/base/instant.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/json/serialize.hpp"

namespace blason::storage {

std::string audit_entry(const Audit& audit) {
    const auto nanoseconds = static_cast<std::uint32_t>(audit.at_ms % 1000) * 1'000'000U;
    json::Object entry;
    entry["at"] = format_instant({audit.at_ms / 1000, nanoseconds});
    entry["act"] = audit.act;
    entry["object"] = audit.object;
    entry["actor"] = audit.actor;
    entry["request"] = audit.request;
    return json::serialize(entry);
}

Bytes audit_hash(ByteView previous_hash, std::int64_t seq, std::string_view entry) {
    std::array<std::uint8_t, 8> number{};
    for (std::size_t i = 0; i < number.size(); ++i)
        number[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(seq) >> (8 * (7 - i)));
    crypto::Hasher hasher(crypto::HashAlgorithm::Sha256);
    hasher.update(previous_hash);
    hasher.update(number);
    hasher.update(entry);
    const auto digest = hasher.finish();
    return {digest.bytes().begin(), digest.bytes().end()};
}

Bytes audit_origin() {
    return Bytes(32, 0);
}

std::optional<std::int64_t> first_break(const std::vector<AuditRow>& rows) {
    Bytes previous = audit_origin();
    std::int64_t expected = 1;
    for (const auto& row : rows) {
        if (row.seq != expected || row.previous_hash != previous ||
            row.hash != audit_hash(previous, row.seq, row.entry)) {
            return expected;
        }
        previous = row.hash;
        ++expected;
    }
    return std::nullopt;
}

}  // namespace blason::storage
