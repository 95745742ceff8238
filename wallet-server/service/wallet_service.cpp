#include "wallet-server/service/wallet_service.hpp"

#include "did/did_key.hpp"
#include "vc/derive.hpp"
#include "vc/envelope.hpp"
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
    const auto key_did = vc::presentation::key_did_of(did);
    auto row = store_.holder_by_did(org, key_did.empty() ? did : key_did);
    if (!row) return holder_not_found(std::move(row).error());
    row->did = did;
    return from_row(*row);
}

Result<StoredKeys> WalletService::keys_of(const Holder& holder) {
    const auto rows = store_.holder_keys(holder.org, holder.id);
    if (!rows) return rows.error();
    std::map<std::string, std::string, std::less<>> ids{{holder.did, holder.key_id}};
    for (const auto& row : *rows) ids.emplace(row.did, row.key_id);
    return StoredKeys(keys_, holder.org, holder.did, std::move(ids));
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

Result<std::vector<HeldCredential>> WalletService::credentials(std::string_view org, std::string_view holder) {
    auto rows = store_.held_by(org, holder);
    if (!rows) return std::move(rows).error();
    std::vector<HeldCredential> all;
    for (const auto& row : *rows) all.push_back(held_credential(row));
    return all;
}

Result<HeldCredential> WalletService::credential(std::string_view org, std::string_view holder, std::string_view id) {
    auto row = store_.held(org, holder, id);
    if (!row) return credential_not_found(std::move(row).error());
    return held_credential(*row);
}

Result<BadgePage> WalletService::badges(std::string_view org, std::string_view holder, std::size_t limit,
                                        std::size_t offset, std::optional<Instant> valid_after) {
    storage::HeldQuery query{limit, offset, std::nullopt};
    if (valid_after) query.valid_after_ms = to_ms(*valid_after);
    auto page = store_.held_page(org, holder, query);
    if (!page) return std::move(page).error();
    BadgePage out{page->total, {}};
    for (const auto& row : page->rows) {
        // A base proof is the holder's alone, and no verifier takes it.
        auto shown = vc::as_verifiers_take_it(row.body, environment_);
        if (!shown) return std::move(shown).error();
        out.badges.push_back({std::move(*shown), row.form == kFormJws});
    }
    return out;
}

Result<BadgePage> WalletService::assertions(std::string_view org, std::string_view holder, std::size_t limit,
                                            std::size_t offset, std::optional<Instant> since) {
    auto rows = store_.held_by(org, holder);
    if (!rows) return std::move(rows).error();
    BadgePage page;
    for (auto& row : *rows) {
        const bool assertion = row.media_type == kHostedAssertion || row.media_type == kSignedAssertion;
        if (!assertion || !row.verified) continue;
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
    const auto keys = keys_of(*owner);
    if (!keys) return keys.error();
    std::vector<json::Value> credentials;
    std::vector<std::optional<vc::presentation::HolderName>> names;
    for (const auto& id : request.credentials) {
        auto held = credential(request.org, request.holder, id);
        if (!held) return std::move(held).error();
        auto document = vc::for_presentation(held->text);
        if (!document) return std::move(document).error();
        credentials.push_back(std::move(*document));
        const auto seen = vc::presentation::read_held(held->text, environment_.jsonld);
        if (seen) names.push_back(keys->own_among(vc::presentation::holder_names(*seen, held->text)));
    }
    const auto name = one_holder(names, *keys);
    if (!name) return name.error();
    const auto signer = keys->signer(name->key_did);
    if (!signer) return signer.error();
    vc::PresentOptions options;
    sign_as(*name, (*signer)->public_key(), options);
    options.created = whole_seconds(clock_());
    options.challenge = request.challenge;
    options.domain = request.domain;
    return vc::present(std::move(credentials), **signer, options, environment_);
}

Result<vc::Secured> WalletService::derive(const json::Value& credential, std::vector<std::string> selective_pointers) {
    return vc::derive(credential, {std::move(selective_pointers), &random_}, environment_);
}

Result<vc::Secured> WalletService::prove(const Holder& holder, json::Value presentation, vc::PresentOptions options,
                                         std::optional<Instant> created) {
    auto signer = keys_.signer(holder.org, holder.key_id);
    if (!signer) return std::move(signer).error();
    const auto now = clock_();
    if (created && *created > now) return refused("proof-from-the-future", "The proof would be made later than now.");
    options.created = whole_seconds(created.value_or(now));
    options.holder = holder.did;
    options.verification_method = vc::presentation::method_of(holder.did, (*signer)->public_key());
    if (options.cryptosuite.empty()) options.cryptosuite = usual_suite((*signer)->public_key());
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
