// What holders bring into their wallets, and take out of them again.
#include <algorithm>

#include "vc/openbadges/picture.hpp"
#include "wallet-server/service/held_row.hpp"
#include "wallet-server/service/published_document.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/service/wallet_service.hpp"

namespace blason::service {
namespace {

/// It can be found by its bytes only, and programs are not given it.
void mark_unverified(storage::HeldRow& row) {
    row.verified = false;
    row.equality = "unverified";
    row.form.clear();
}

std::optional<storage::HeldPicture> picture_around(std::string_view text) {
    if (!openbadges::image_type(text)) return std::nullopt;
    auto picture = openbadges::clean_picture(text);
    if (!picture) return std::nullopt;
    return storage::HeldPicture{std::string(openbadges::media_type(picture->type)), std::move(picture->bytes)};
}

}  // namespace

Result<std::string> WalletService::fetch(const std::string& url) {
    if (environment_.client == nullptr) return unavailable("fetch-offline", "Nothing is fetched here.");
    return fetch_document(url, *environment_.client);
}

Result<Examined> WalletService::examine(const storage::HolderRow& owner, std::string_view text,
                                        const std::vector<std::string>& known_as) {
    auto report = verified(text);
    if (!report) return std::move(report).error();
    KnownAs known;
    auto names = identities(owner);
    if (!names) return std::move(names).error();
    known.names = std::move(*names);
    known.names.insert(known.names.end(), known_as.begin(), known_as.end());
    const auto keys = store_.holder_keys(owner.org, owner.id);
    if (!keys) return keys.error();
    known.keys.push_back(owner.did);
    for (const auto& key : *keys) known.keys.push_back(key.did);
    const auto row = held_row(owner, text, *report);
    const auto admission = admission_of(*report, row ? std::string_view(row->body) : text, known);
    return Examined{std::move(*report), admission};
}

Result<Examined> WalletService::examine(std::string_view org, std::string_view holder, std::string_view text,
                                        const std::vector<std::string>& known_as) {
    const auto owner = store_.holder(org, holder);
    if (!owner) return holder_not_found(owner.error());
    return examine(*owner, text, known_as);
}

Result<Brought> WalletService::bring(std::string_view org, std::string_view holder, std::string_view text,
                                     const std::vector<std::string>& known_as, const std::vector<Admission>& agreed,
                                     const Actor& actor) {
    const auto owner = store_.holder(org, holder);
    if (!owner) return holder_not_found(owner.error());
    auto examined = examine(*owner, text, known_as);
    if (!examined) return std::move(examined).error();
    Brought brought{std::move(*examined), std::nullopt};
    const auto admission = brought.admission;
    const bool is_agreed = admission == Admission::Valid || std::ranges::count(agreed, admission) > 0;
    if (!may_be_kept(admission) || !is_agreed) return brought;

    const auto now = clock_();
    auto row = held_row(*owner, text, brought.report);
    if (!row) return std::move(row).error();
    row->id = random_id(random_);
    row->received_ms = to_ms(now);
    if (admission == Admission::Unverified) mark_unverified(*row);
    const auto picture = picture_around(text);
    auto kept =
        store_.keep(*row, audit(owner->org, "wallet.import", row->id, actor, now), picture ? &*picture : nullptr);
    if (!kept) return holder_not_found(std::move(kept).error());
    brought.how = kept->how;
    brought.kept = held_credential(*kept);
    return brought;
}

Result<std::optional<storage::HeldPicture>> WalletService::picture(std::string_view org, std::string_view holder,
                                                                   std::string_view id) {
    return store_.held_picture(org, holder, id);
}

Result<void> WalletService::remove(std::string_view org, std::string_view holder, std::string_view id,
                                   const Actor& actor) {
    auto done = store_.remove_held(org, holder, id, audit(org, "wallet.delete", id, actor, clock_()));
    if (!done) return credential_not_found(std::move(done).error());
    return {};
}

}  // namespace blason::service
