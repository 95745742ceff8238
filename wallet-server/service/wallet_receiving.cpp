// What comes into a wallet: verified, and kept when it is valid; from other hosts of badges also when its time is over.
#include <algorithm>

#include "engine/json/serialize.hpp"
#include "vc/envelope.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/read.hpp"
#include "vc/verify_received.hpp"
#include "wallet-server/service/admission.hpp"
#include "wallet-server/service/held_index.hpp"
#include "wallet-server/service/held_row.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/service/wallet_service.hpp"

namespace blason::service {
namespace {

using openbadges::Match;

Error open_badge_expected() {
    return refused("open-badge-expected", "This is no Open Badge 3.0 as JSON or as compact JWS.");
}

/// Nothing when the assertion is about one of them.
std::optional<Error> somebody_else(const json::Value& assertion, const std::vector<std::string>& identities) {
    bool unknown = false;
    for (const auto& identity : identities) {
        const auto match = openbadges::ob2_recipient_is(assertion, identity);
        if (match == Match::Yes) return std::nullopt;
        unknown = unknown || match == Match::Unknown;
    }
    if (unknown) {
        return refused("identity-hash-unsupported",
                       "The badge names its recipient by a kind of hash that cannot be compared here.", "/recipient");
    }
    return refused("recipient-mismatch", "The badge is about somebody else than the owner of this wallet.",
                   "/recipient");
}

}  // namespace

HeldCredential held_credential(const storage::HeldRow& row) {
    return {row.org, row.holder, row.id, row.body, row.media_type, from_ms(row.received_ms), row.verified};
}

Result<storage::HeldRow> held_row(const storage::HolderRow& owner, std::string_view text, const vc::Report& report) {
    storage::HeldRow row;
    row.org = owner.org;
    row.holder = owner.id;
    // Of a baked badge the credential is kept, not the picture around it; of one that was refreshed the newer version.
    std::string baked;
    if (!report.refreshed.empty()) text = report.refreshed;
    if (openbadges::image_type(text)) {
        auto unbaked = openbadges::unbake(text);
        if (!unbaked) return std::move(unbaked).error();
        baked = std::move(unbaked->text);
        text = baked;
    }
    if (vc::token_format(text)) text = vc::trimmed(text);
    row.media_type = vc::credential_media_type(text);
    if (report.kind == "Assertion") {
        // Open Badges 2.0. Of a hosted one nobody answers for the copy that came in: what its host said is kept.
        const bool hosted = report.format == "hosted";
        row.media_type = hosted ? kHostedAssertion : kSignedAssertion;
        if (hosted) text = baked = json::serialize(report.credential);
    }
    row.body = text;
    index_held(row, report.credential);
    return row;
}

Result<vc::Report> WalletService::verified(std::string_view text) {
    vc::VerifyOptions options;
    options.now = clock_();
    return vc::verify_received(text, options, environment_);
}

Result<Received> WalletService::receive(std::string_view org, std::string_view holder, std::string_view text,
                                        const Actor& actor, Wanted wanted) {
    const auto owner = store_.holder(org, holder);
    if (!owner) return holder_not_found(owner.error());
    if (wanted == Wanted::OpenBadge && openbadges::image_type(text)) return open_badge_expected();
    auto report = verified(text);
    if (!report) return std::move(report).error();
    return keep(*owner, text, std::move(*report), wanted, actor);
}

Result<Received> WalletService::receive_assertion(std::string_view org, std::string_view holder, std::string_view text,
                                                  std::string_view email, const Actor& actor) {
    const auto owner = store_.holder(org, holder);
    if (!owner) return holder_not_found(owner.error());
    auto report = verified(text);
    if (!report) return std::move(report).error();
    if (is_genuine(*report)) {
        if (report->kind != "Assertion")
            return refused("assertion-expected", "This is no assertion of Open Badges 2.0.");
        auto known_as = identities(*owner);
        if (!known_as) return std::move(known_as).error();
        known_as->emplace_back(email);
        if (auto error = somebody_else(report->credential, *known_as)) return std::move(*error);
    }
    return keep(*owner, text, std::move(*report), Wanted::Assertion, actor);
}

Result<Received> WalletService::keep(const storage::HolderRow& owner, std::string_view text, vc::Report report,
                                     Wanted wanted, const Actor& actor) {
    if (report.kind == "VerifiablePresentation")
        return refused("credential-expected", "A wallet keeps credentials; this is a presentation.");
    Received received{std::move(report), std::nullopt};
    const bool good =
        wanted == Wanted::Any ? received.report.verdict() == vc::Verdict::Valid : is_genuine(received.report);
    if (!good) return received;

    const auto now = clock_();
    auto row = held_row(owner, text, received.report);
    if (!row) return std::move(row).error();
    row->id = random_id(random_);
    row->received_ms = to_ms(now);
    if (wanted == Wanted::OpenBadge && row->form.empty()) return open_badge_expected();
    auto kept = store_.keep(*row, audit(owner.org, "wallet.keep", row->id, actor, now));
    if (!kept) return holder_not_found(std::move(kept).error());
    received.how = kept->how;
    received.kept = held_credential(*kept);
    return received;
}

}  // namespace blason::service
