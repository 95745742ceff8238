#include "wallet-server/service/wallet_service.hpp"

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"
#include "vc/derive.hpp"
#include "vc/envelope.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/present.hpp"
#include "vc/verify_received.hpp"
#include "wallet-server/service/held_index.hpp"
#include "wallet-server/service/new_holder.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

Holder from_row(const storage::HolderRow& row) {
    return {row.org, row.id, row.name, row.did, row.key_id, from_ms(row.created_ms)};
}

HeldCredential from_row(const storage::HeldRow& row) {
    return {row.org, row.holder, row.id, row.body, row.media_type, from_ms(row.received_ms)};
}

// Open Badges 2.0 in a wallet.
constexpr std::string_view kHostedAssertion = "application/ld+json";
constexpr std::string_view kSignedAssertion = "application/jose";

Error open_badge_expected() {
    return refused("open-badge-expected", "This is no Open Badge 3.0 as JSON or as compact JWS.");
}

}  // namespace

WalletService::WalletService(storage::Store& store, KeyStore& keys, Clock clock, crypto::Random& random,
                             const vc::Environment& environment)
    : store_(store), keys_(keys), clock_(std::move(clock)), random_(random), environment_(environment) {}

Result<std::vector<Holder>> WalletService::holders(std::string_view org) {
    auto rows = store_.holders(org);
    if (!rows) return std::move(rows).error();
    std::vector<Holder> all;
    for (const auto& row : *rows) all.push_back(from_row(row));
    return all;
}

Result<Holder> WalletService::holder(std::string_view org, std::string_view id) {
    auto row = store_.holder(org, id);
    if (!row) return holder_not_found(std::move(row).error());
    return from_row(*row);
}

Result<Holder> WalletService::holder_by_did(std::string_view org, std::string_view did) {
    auto row = store_.holder_by_did(org, did);
    if (!row) return holder_not_found(std::move(row).error());
    return from_row(*row);
}

Result<Holder> WalletService::create_holder(std::string_view org, std::string_view name, const Actor& actor) {
    if (name.empty()) return refused("holder-name-missing", "A wallet needs a name.", "/name");
    const auto now = clock_();
    auto made = new_holder(keys_, random_, org, name, now);
    if (!made) return std::move(made).error();
    const auto& row = made->row;
    auto stored = store_.create_holder(row, made->key, audit(org, "holder.create", row.id, actor, now));
    if (!stored) return issuer_not_found(std::move(stored).error());
    return from_row(row);
}

Result<Received> WalletService::receive(std::string_view org, std::string_view holder, std::string_view text,
                                        const Actor& actor, Wanted wanted) {
    auto owner = store_.holder(org, holder);
    if (!owner) return holder_not_found(std::move(owner).error());
    if (wanted == Wanted::OpenBadge && openbadges::image_type(text)) return open_badge_expected();
    const auto now = clock_();
    vc::VerifyOptions options;
    options.now = now;
    auto report = vc::verify_received(text, options, environment_);
    if (!report) return std::move(report).error();
    if (report->kind == "VerifiablePresentation")
        return refused("credential-expected", "A wallet keeps credentials; this is a presentation.");
    Received received{std::move(*report), std::nullopt};
    if (received.report.verdict() != vc::Verdict::Valid) return received;

    // Of a baked badge the credential is kept, not the picture around it; of one that was refreshed the newer version.
    std::string baked;
    if (!received.report.refreshed.empty()) text = received.report.refreshed;
    if (openbadges::image_type(text)) {
        auto unbaked = openbadges::unbake(text);
        if (!unbaked) return std::move(unbaked).error();
        baked = std::move(unbaked->text);
        text = baked;
    }
    if (vc::token_format(text)) text = vc::trimmed(text);
    std::string_view media_type = vc::credential_media_type(text);
    if (received.report.kind == "Assertion") {
        // Open Badges 2.0. Of a hosted one nobody answers for the copy that came in: what its host said is kept.
        const bool hosted = received.report.format == "hosted";
        media_type = hosted ? kHostedAssertion : kSignedAssertion;
        if (hosted) text = baked = json::serialize(received.report.credential);
    }
    const auto id = random_id(random_);
    storage::HeldRow row{owner->org, owner->id, id, std::string(media_type), std::string(text), to_ms(now)};
    index_held(row, received.report.credential);
    if (wanted == Wanted::OpenBadge && row.form.empty()) return open_badge_expected();
    auto kept = store_.keep(row, audit(org, "wallet.keep", id, actor, now));
    if (!kept) return holder_not_found(std::move(kept).error());
    received.how = kept->how;
    received.kept = from_row(*kept);
    return received;
}

Result<std::vector<HeldCredential>> WalletService::credentials(std::string_view org, std::string_view holder) {
    auto rows = store_.held_by(org, holder);
    if (!rows) return std::move(rows).error();
    std::vector<HeldCredential> all;
    for (const auto& row : *rows) all.push_back(from_row(row));
    return all;
}

Result<HeldCredential> WalletService::credential(std::string_view org, std::string_view holder, std::string_view id) {
    auto row = store_.held(org, holder, id);
    if (!row) return credential_not_found(std::move(row).error());
    return from_row(*row);
}

Result<BadgePage> WalletService::badges(std::string_view org, std::string_view holder, std::size_t limit,
                                        std::size_t offset, std::optional<Instant> valid_after) {
    storage::HeldQuery query{limit, offset, std::nullopt};
    if (valid_after) query.valid_after_ms = to_ms(*valid_after);
    auto page = store_.held_page(org, holder, query);
    if (!page) return std::move(page).error();
    BadgePage out{page->total, {}};
    for (auto& row : page->rows) out.badges.push_back({std::move(row.body), row.form == kFormJws});
    return out;
}

Result<BadgePage> WalletService::assertions(std::string_view org, std::string_view holder, std::size_t limit,
                                            std::size_t offset, std::optional<Instant> since) {
    auto rows = store_.held_by(org, holder);
    if (!rows) return std::move(rows).error();
    BadgePage page;
    for (auto& row : *rows) {
        if (row.media_type != kHostedAssertion && row.media_type != kSignedAssertion) continue;
        if (since && row.received_ms <= to_ms(*since)) continue;
        const auto place = page.total++;
        if (place < offset || page.badges.size() == limit) continue;
        page.badges.push_back({std::move(row.body), row.media_type == kSignedAssertion});
    }
    return page;
}

Result<void> WalletService::index_all() {
    constexpr std::size_t kAtOnce = 100;
    while (true) {
        auto rows = store_.held_without_equality(kAtOnce);
        if (!rows) return std::move(rows).error();
        if (rows->empty()) return {};
        for (auto& row : *rows) {
            const auto document = vc::read_document(row.body);
            index_held(row, document ? *document : json::Value());
        }
        if (auto done = store_.index_held(*rows); !done) return done;
    }
}

Result<vc::Secured> WalletService::present(const Presentation& request) {
    auto owner = holder(request.org, request.holder);
    if (!owner) return std::move(owner).error();
    if (request.credentials.empty())
        return refused("presentation-empty", "A presentation needs a credential.", "/credentials");
    std::vector<json::Value> credentials;
    for (const auto& id : request.credentials) {
        auto held = credential(request.org, request.holder, id);
        if (!held) return std::move(held).error();
        auto document = vc::for_presentation(held->text);
        if (!document) return std::move(document).error();
        credentials.push_back(std::move(*document));
    }
    auto signer = keys_.signer(owner->org, owner->key_id);
    if (!signer) return std::move(signer).error();
    vc::PresentOptions options;
    options.created = whole_seconds(clock_());
    options.challenge = request.challenge;
    options.domain = request.domain;
    options.holder = owner->did;
    return vc::present(std::move(credentials), **signer, options, environment_);
}

Result<vc::Secured> WalletService::derive(const json::Value& credential, std::vector<std::string> selective_pointers) {
    return vc::derive(credential, {std::move(selective_pointers), &random_}, environment_);
}

Result<vc::Secured> WalletService::prove(std::string_view org, std::string_view holder_id, json::Value presentation,
                                         vc::PresentOptions options) {
    auto owner = holder(org, holder_id);
    if (!owner) return std::move(owner).error();
    auto signer = keys_.signer(owner->org, owner->key_id);
    if (!signer) return std::move(signer).error();
    options.created = whole_seconds(clock_());
    return vc::prove_presentation(std::move(presentation), **signer, options, environment_);
}

Result<vc::Secured> WalletService::bind(const BoundPresentation& request) {
    auto shown = request.reveal ? vc::sdjwt::derive(vc::trimmed(request.text), *request.reveal)
                                : Result(std::string(vc::trimmed(request.text)));
    if (!shown) return std::move(shown).error();
    const auto key = vc::sdjwt::bound_key(*shown);
    if (!key) return key.error();
    const auto owner = holder_by_did(request.org, did::did_key(*key));
    if (!owner) {
        if (owner.error().code != "holder-not-found") return owner.error();
        return refused("holder-not-hosted", "The key that this is bound to is in no wallet here.", "/cnf");
    }
    auto signer = keys_.signer(owner->org, owner->key_id);
    if (!signer) return std::move(signer).error();
    auto bound = vc::sdjwt::bind(*shown, {request.challenge, request.domain, whole_seconds(clock_())}, **signer);
    if (!bound) return std::move(bound).error();
    auto document = vc::read_document(*bound);
    if (!document) return std::move(document).error();
    const auto media_type = vc::credential_media_type(*bound);
    return vc::Secured{std::move(*document), std::move(*bound), std::string(media_type)};
}

}  // namespace blason::service
