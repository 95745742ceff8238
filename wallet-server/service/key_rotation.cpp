#include "wallet-server/service/key_rotation.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/hosted_log.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::array<std::string_view, 4> kStates{"next", "current", "retired", "revoked"};
constexpr auto kNext = kStates[0];
constexpr auto kCurrent = kStates[1];
constexpr auto kRetired = kStates[2];
constexpr auto kRevoked = kStates[3];

Error conflict(std::string code, std::string detail) {
    return {std::move(code), std::move(detail), {}, ErrorKind::Conflict};
}

std::optional<Instant> date(std::int64_t ms) {
    if (ms == 0) return std::nullopt;
    return from_ms(ms);
}

bool is_key_itself(const Issuer& issuer) {
    return issuer.id.starts_with("did:key:");
}

Result<IssuerKey> read_key(const storage::IssuerKeyRow& row, const Issuer& issuer) {
    auto key = crypto::PublicKey::from_multikey(row.public_key);
    if (!key) return std::move(key).error();
    const auto* state = std::find(kStates.begin(), kStates.end(), row.state);
    if (state == kStates.end()) return Error{"store-corrupt", "A key has no known state.", {}, ErrorKind::Internal};
    const auto method = is_key_itself(issuer) ? issuer.verification_method : issuer.id + "#" + row.key_id;
    const bool twice = key->type() == crypto::KeyType::P256 && issuer.id.starts_with("did:web:");
    return IssuerKey{row.org,
                     row.key_id,
                     *std::move(key),
                     static_cast<KeyState>(state - kStates.begin()),
                     from_ms(row.created_ms),
                     date(row.activated_ms),
                     date(row.retired_ms),
                     date(row.revoked_ms),
                     method,
                     twice ? method + "-jwk" : std::string()};
}

storage::IssuerKeyRow* find_row(std::vector<storage::IssuerKeyRow>& rows, std::string_view key_id) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.key_id == key_id; });
    return found == rows.end() ? nullptr : &*found;
}

Error key_not_found() {
    return {"key-not-found", "The issuer has no such key.", {}, ErrorKind::NotFound};
}

}  // namespace

std::string_view to_text(KeyState state) {
    return kStates[static_cast<std::size_t>(state)];
}

Result<std::vector<IssuerKey>> issuer_keys(storage::Store& store, const Issuer& issuer) {
    auto rows = store.issuer_keys(issuer.org);
    if (!rows) return std::move(rows).error();
    std::vector<IssuerKey> keys;
    for (const auto& row : *rows) {
        auto key = read_key(row, issuer);
        if (!key) return std::move(key).error();
        keys.push_back(*std::move(key));
    }
    return keys;
}

Result<IssuerKey> current_key(storage::Store& store, const Issuer& issuer, std::span<const crypto::KeyType> types) {
    auto keys = issuer_keys(store, issuer);
    if (!keys) return std::move(keys).error();
    for (const auto type : types) {
        for (auto& key : *keys) {
            if (key.state == KeyState::Current && key.key.type() == type) return std::move(key);
        }
    }
    const auto& wanted = crypto::info(types.front());
    return refused(
        "issuer-key-missing",
        is_key_itself(issuer)
            ? fmt::format("The issuer is a did:key of another type than {}, which this asks for.", wanted.name)
            : fmt::format("The issuer has no current key of type {0}: make one with POST "
                          "/issuers/{1}/signing-keys {{\"type\":\"{2}\",\"activate\":true}}.",
                          wanted.name, issuer.org, wanted.cli_name));
}

Result<IssuerKey> current_token_key(storage::Store& store, const Issuer& issuer, vc::Format format) {
    using crypto::KeyType;
    static constexpr std::array kJwt{KeyType::P256, KeyType::Rsa, KeyType::P384, KeyType::Ed25519};
    static constexpr std::array kSdJwt{KeyType::P256, KeyType::P384, KeyType::Ed25519};
    if (format == vc::Format::Jwt) return current_key(store, issuer, kJwt);
    return current_key(store, issuer, kSdJwt);
}

/// What one change starts from and leaves behind.
struct KeyRotation::Change {
    Issuer issuer;
    std::vector<storage::IssuerKeyRow> rows;
    std::optional<storage::KeyRow> added;
    std::int64_t now_ms = 0;
};

Result<KeyRotation::Change> KeyRotation::begin(std::string_view org) {
    auto row = store_.organisation(org);
    if (!row) return issuer_not_found(std::move(row).error());
    auto issuer = read_issuer(*row);
    if (!issuer) return std::move(issuer).error();
    auto rows = store_.issuer_keys(org);
    if (!rows) return std::move(rows).error();
    if (is_key_itself(*issuer)) {
        return conflict("issuer-is-its-key",
                        "The identifier of this issuer is its key (did:key), so it cannot have another one.");
    }
    return Change{std::move(*issuer), std::move(*rows), std::nullopt, to_ms(clock_())};
}

Result<std::string> KeyRotation::log_entry(const Change& change) {
    std::vector<IssuerKey> keys;
    for (const auto& row : change.rows) {
        auto key = read_key(row, change.issuer);
        if (!key) return std::move(key).error();
        keys.push_back(*std::move(key));
    }
    return next_log_entry(store_, keys_, change.issuer, keys, from_ms(change.now_ms));
}

Result<IssuerKey> KeyRotation::finish(Change change, std::string_view key_id, std::string act, const Actor& actor) {
    const auto object = change.issuer.org + "#" + std::string(key_id);
    std::string entry;
    if (has_log(change.issuer)) {
        auto next = log_entry(change);
        if (!next) return std::move(next).error();
        entry = std::move(*next);
    }
    const auto written = store_.change_issuer_keys(
        to_row(change.issuer), change.added ? &*change.added : nullptr, change.rows,
        audit(change.issuer.org, std::move(act), object, actor, from_ms(change.now_ms)), entry);
    if (!written) return written.error();
    if (on_change_) on_change_(change.issuer.org);
    return read_key(*find_row(change.rows, key_id), change.issuer);
}

/// A new key at the end of the rows, in the state "next".
Result<void> KeyRotation::add(Change& change, crypto::KeyType type) {
    if (change.rows.size() >= kMaxKeys) return conflict("too-many-keys", "The issuer has as many keys as it may.");
    const auto key_id = fmt::format("key-{}", change.rows.size() + 1);
    auto key = keys_.make(change.issuer.org, key_id, type, from_ms(change.now_ms));
    if (!key) return std::move(key).error();
    change.added = std::move(key->row);
    change.rows.push_back({.org = change.issuer.org,
                           .key_id = key_id,
                           .algorithm = change.added->algorithm,
                           .public_key = change.added->public_key,
                           .state = std::string(kNext),
                           .created_ms = change.now_ms});
    return {};
}

/// The one of its type that signed until now is retired. An Ed25519 key is also the issuer's own in its document: the
/// one it signs with when nothing else is asked for.
void KeyRotation::make_current(Change& change, storage::IssuerKeyRow& chosen) {
    for (auto& row : change.rows) {
        if (row.state != kCurrent || row.algorithm != chosen.algorithm) continue;
        row.state = kRetired;
        row.retired_ms = change.now_ms;
    }
    chosen.state = kCurrent;
    chosen.activated_ms = change.now_ms;
    if (chosen.algorithm != crypto::info(crypto::KeyType::Ed25519).name) return;
    change.issuer.key_id = chosen.key_id;
    change.issuer.verification_method = change.issuer.id + "#" + chosen.key_id;
}

Result<std::vector<IssuerKey>> KeyRotation::keys(std::string_view org) {
    auto row = store_.organisation(org);
    if (!row) return issuer_not_found(std::move(row).error());
    auto issuer = read_issuer(*row);
    if (!issuer) return std::move(issuer).error();
    return issuer_keys(store_, *issuer);
}

Result<IssuerKey> KeyRotation::publish(std::string_view org, crypto::KeyType type, bool activate, const Actor& actor) {
    const std::lock_guard lock(mutex_);
    auto change = begin(org);
    if (!change) return std::move(change).error();
    if (auto added = add(*change, type); !added) return std::move(added).error();
    if (activate) make_current(*change, change->rows.back());
    const auto key_id = change->rows.back().key_id;
    return finish(*std::move(change), key_id, activate ? "key.activate" : "key.publish", actor);
}

Result<IssuerKey> KeyRotation::activate(std::string_view org, std::string_view key_id, bool immediately,
                                        const Actor& actor) {
    const std::lock_guard lock(mutex_);
    auto change = begin(org);
    if (!change) return std::move(change).error();
    auto* row = find_row(change->rows, key_id);
    if (row == nullptr) return key_not_found();
    if (row->state != kNext) return conflict("key-state", fmt::format("The key is {}, not next.", row->state));
    const auto age = (change->now_ms - row->created_ms) / 1000;
    if (!immediately && age < kPublishedBefore) {
        return conflict("key-too-new",
                        fmt::format("The key was published {} seconds ago; verifiers may not have seen it before it is "
                                    "{} seconds old. In an emergency say \"immediately\": true.",
                                    age, kPublishedBefore));
    }
    make_current(*change, *row);
    return finish(*std::move(change), key_id, "key.activate", actor);
}

Result<IssuerKey> KeyRotation::retire(std::string_view org, std::string_view key_id, const Actor& actor) {
    const std::lock_guard lock(mutex_);
    auto change = begin(org);
    if (!change) return std::move(change).error();
    auto* row = find_row(change->rows, key_id);
    if (row == nullptr) return key_not_found();
    if (row->state == kRevoked) return conflict("key-state", "The key has been revoked.");
    if (row->state == kRetired) return read_key(*row, change->issuer);
    if (row->key_id == change->issuer.key_id) {
        return conflict("key-in-use", "The issuer signs with this key: activate another one, and it is retired.");
    }
    row->state = kRetired;
    row->retired_ms = change->now_ms;
    return finish(*std::move(change), key_id, "key.retire", actor);
}

Result<IssuerKey> KeyRotation::revoke(std::string_view org, std::string_view key_id, std::optional<Instant> since,
                                      const Actor& actor) {
    const std::lock_guard lock(mutex_);
    auto change = begin(org);
    if (!change) return std::move(change).error();
    auto* row = find_row(change->rows, key_id);
    if (row == nullptr) return key_not_found();
    const auto cut_off = to_ms(whole_seconds(since.value_or(from_ms(change->now_ms))));
    if (cut_off <= 0 || cut_off > change->now_ms) {
        return refused("key-cut-off", "The cut-off is a date in the past, or now.", "/since");
    }
    if (row->state == kRevoked && cut_off > row->revoked_ms) {
        return refused("key-cut-off", "The cut-off of a revoked key can only be moved back.", "/since");
    }
    if (row->state == kCurrent) {
        const auto algorithm = row->algorithm;
        auto next = std::find_if(change->rows.begin(), change->rows.end(),
                                 [&](const auto& one) { return one.state == kNext && one.algorithm == algorithm; });
        if (next == change->rows.end()) {
            const auto key = crypto::PublicKey::from_multikey(row->public_key);
            if (!key) return key.error();
            if (auto added = add(*change, key->type()); !added) return std::move(added).error();
            next = std::prev(change->rows.end());
        }
        make_current(*change, *next);
        row = find_row(change->rows, key_id);
    }
    row->state = kRevoked;
    row->revoked_ms = cut_off;
    return finish(*std::move(change), key_id, "key.revoke", actor);
}

}  // namespace blason::service
