#include "wallet-server/service/wallet_service.hpp"

#include "vc/derive.hpp"
#include "vc/envelope.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/read.hpp"
#include "vc/verify.hpp"
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
                                        const Actor& actor) {
    auto owner = store_.holder(org, holder);
    if (!owner) return holder_not_found(std::move(owner).error());
    const auto now = clock_();
    vc::VerifyOptions options;
    options.now = now;
    auto report = vc::verify(text, options, environment_);
    if (!report) return std::move(report).error();
    if (report->kind == "VerifiablePresentation")
        return refused("credential-expected", "A wallet keeps credentials; this is a presentation.");
    Received received{std::move(*report), std::nullopt};
    if (received.report.verdict() != vc::Verdict::Valid) return received;

    // Of a baked badge the credential is kept, not the picture around it.
    std::string baked;
    if (openbadges::image_type(text)) {
        auto unbaked = openbadges::unbake(text);
        if (!unbaked) return std::move(unbaked).error();
        baked = std::move(unbaked->text);
        text = baked;
    }
    const auto id = random_id(random_);
    const storage::HeldRow row{owner->org,        owner->id, id, std::string(vc::credential_media_type(text)),
                               std::string(text), to_ms(now)};
    auto kept = store_.keep(row, audit(org, "wallet.keep", id, actor, now));
    if (!kept) return holder_not_found(std::move(kept).error());
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

}  // namespace blason::service
