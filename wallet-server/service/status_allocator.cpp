#include "wallet-server/service/status_allocator.hpp"

#include "engine/crypto/seal.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

/// What a sealed permutation is bound to: the row cannot be moved to another list.
std::string seal_context(std::string_view org, std::string_view list) {
    return "blason-status-list|" + std::string(org) + "|" + std::string(list);
}

}  // namespace

std::shared_ptr<StatusAllocator::Slot> StatusAllocator::slot_of(const Wanted& wanted) {
    const auto name = wanted.org + "|" + std::to_string(wanted.bits) + "|" + wanted.purpose;
    const std::lock_guard lock(mutex_);
    auto& slot = slots_[name];
    if (!slot) slot = std::make_shared<Slot>();
    return slot;
}

void StatusAllocator::forget() {
    const std::lock_guard lock(mutex_);
    slots_.clear();
}

void StatusAllocator::give_back(const std::string& org, const std::string& purpose, unsigned bits, Place place) {
    const auto slot = slot_of({org, purpose, bits});
    const std::lock_guard lock(slot->mutex);
    slot->spare.push_back(std::move(place));
}

Result<void> StatusAllocator::lease(Open& open, const std::string& org) {
    const auto first = store_.reserve_status_ordinals(org, open.list, rules_.lease, rules_.in_use);
    if (!first) return first.error();
    open.next = *first;
    open.end = *first + rules_.lease;
    return {};
}

/// Takes the latest list that is open for this and has room; leaves the slot empty where there is none.
Result<void> StatusAllocator::find_open(Slot& slot, const Wanted& wanted) {
    auto rows = store_.status_lists(wanted.org);
    if (!rows) return std::move(rows).error();
    for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
        if (!row->open || row->purpose != wanted.purpose || row->bits != wanted.bits) continue;
        if (row->next_ordinal + rules_.lease > rules_.in_use || row->entries < rules_.in_use) continue;
        auto key = crypto::unseal(master_, row->sealed, seal_context(row->org, row->id));
        if (!key) return unavailable("key-sealed", "The status list cannot be opened: another master key sealed it.");
        Open open{row->id, IndexPermutation(std::move(*key), static_cast<std::uint64_t>(row->entries)), 0, 0};
        if (auto leased = lease(open, wanted.org); !leased) return leased;
        slot.open.emplace(std::move(open));
        return {};
    }
    return {};
}

Result<void> StatusAllocator::make(const Wanted& wanted, Instant now, const Actor& actor) {
    storage::StatusListRow row;
    row.org = wanted.org;
    row.id = random_id(random_);
    row.purpose = wanted.purpose;
    row.bits = wanted.bits;
    row.entries = rules_.entries;
    row.created_ms = to_ms(now);
    auto key = random_.bytes(IndexPermutation::kKeySize);
    row.sealed = crypto::seal(master_, key, seal_context(row.org, row.id), random_);
    crypto::wipe(key);
    auto added = store_.add_status_list(row, audit(row.org, "status-list.create", row.id, actor, now));
    if (!added) return issuer_not_found(std::move(added).error());
    return {};
}

Result<StatusAllocator::Place> StatusAllocator::take(const std::string& org, const std::string& purpose, unsigned bits,
                                                     Instant now, const Actor& actor) {
    const Wanted wanted{org, purpose, bits};
    const auto slot = slot_of(wanted);
    const std::lock_guard lock(slot->mutex);
    if (!slot->spare.empty()) {
        auto place = std::move(slot->spare.back());
        slot->spare.pop_back();
        return place;
    }
    if (slot->open && slot->open->next == slot->open->end) {
        const auto leased = lease(*slot->open, org);
        if (!leased && leased.error().code != "status-list-full") return leased.error();
        if (!leased) slot->open.reset();
    }
    if (!slot->open) {
        if (auto found = find_open(*slot, wanted); !found) return std::move(found).error();
    }
    if (!slot->open) {
        if (auto made = make(wanted, now, actor); !made) return std::move(made).error();
        if (auto found = find_open(*slot, wanted); !found) return std::move(found).error();
    }
    if (!slot->open) return unavailable("status-list-full", "There is no room in any status list; try again.");
    auto& open = *slot->open;
    const auto index = open.permutation.at(static_cast<std::uint64_t>(open.next++));
    return Place{open.list, static_cast<std::int64_t>(index)};
}

}  // namespace blason::service
