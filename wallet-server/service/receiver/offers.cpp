#include "wallet-server/service/receiver/offers.hpp"

#include "did/did_key.hpp"
#include "wallet-server/service/badge_host/address.hpp"
#include "wallet-server/service/badge_host/foreign_text.hpp"
#include "wallet-server/service/receiver/delivered_check.hpp"
#include "wallet-server/service/receiver/offer_view.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::receiver {
namespace {

constexpr std::size_t kMostOffers = 100;  // of one wallet
constexpr std::size_t kMostCopies = 16;

Error no_such_offer(Error error) {
    return renamed(std::move(error), "not-found", "offer-not-found", "There is no such offer in this wallet.");
}
Error offline() {
    return unavailable("fetch-offline", "Nothing is fetched here.");
}
Error busy() {
    return {"offer-busy", "This offer is being taken just now.", "", ErrorKind::Conflict};
}

}  // namespace

Result<CredentialOffers::Open> CredentialOffers::open(const SealedRecord& record) {
    const auto reading = record.text.read();
    auto receiving = receiving_from_text(as_text(reading.bytes()));
    if (!receiving) return std::move(receiving).error();
    return Open{record.row, std::move(*receiving)};
}

Result<CredentialOffers::Open> CredentialOffers::open(const Wallet& wallet, std::string_view id) {
    const auto record = records_.find(wallet.org, wallet.holder, id);
    if (!record) return no_such_offer(record.error());
    return open(*record);
}

Result<OfferView> CredentialOffers::save(Open& open) {
    const auto& pending = open.receiving.pending;
    records_.seal(open.row, to_text(open.receiving), pending ? pending->state : std::string());
    auto done = records_.update(open.row);
    if (!done) return no_such_offer(std::move(done).error());
    auto view = view_of(open.row, open.receiving);
    if (pending) view.browser = browser_of(pending->state);
    return view;
}

Result<OfferView> CredentialOffers::add(const Wallet& wallet, std::string_view offer, const Actor& actor) {
    if (client_ == nullptr) return offline();
    if (auto there = wallets_.holder(wallet.org, wallet.holder); !there) return std::move(there).error();
    const auto rows = records_.all(wallet.org, wallet.holder);
    if (!rows) return rows.error();
    if (rows->size() >= kMostOffers)
        return Error{"offers-full", "There are 100 offers already; forget one.", "", ErrorKind::Conflict};
    auto discovered = discover(offer, *client_);
    if (!discovered) return std::move(discovered).error();
    // What nobody here could take is said at once.
    if (auto some = choose(discovered->offer, discovered->issuer, {}); !some) return std::move(some).error();

    const auto now = clock_();
    const auto receiving = receiving_of(std::move(*discovered));
    storage::SealedRow row{wallet.org, wallet.holder, random_id(random_), {}, {}, to_ms(now)};
    records_.seal(row, to_text(receiving), {});
    auto stored = records_.add(row, audit(wallet.org, "offer.add", row.id, actor, now));
    if (!stored) return holder_not_found(std::move(stored).error());
    return view_of(row, receiving);
}

Result<std::vector<OfferView>> CredentialOffers::list(const Wallet& wallet) {
    if (auto there = wallets_.holder(wallet.org, wallet.holder); !there) return std::move(there).error();
    auto rows = records_.all(wallet.org, wallet.holder);
    if (!rows) return std::move(rows).error();
    std::vector<OfferView> views;
    for (auto& row : *rows) {
        const auto record = records_.open(std::move(row));
        if (!record) return record.error();
        const auto opened = open(*record);
        if (!opened) return opened.error();
        views.push_back(view_of(opened->row, opened->receiving));
    }
    return views;
}

Result<OfferView> CredentialOffers::view(const Wallet& wallet, std::string_view id) {
    const auto opened = open(wallet, id);
    if (!opened) return opened.error();
    return view_of(opened->row, opened->receiving);
}

Result<HolderKey> CredentialOffers::key_named(const Wallet& wallet, const std::string& name) {
    auto signer = keys_.signer(wallet.org, name);
    if (!signer) return std::move(signer).error();
    return HolderKey{name, std::move(*signer)};
}

Result<HolderKey> CredentialOffers::key_for(const Wallet& wallet, const std::vector<crypto::KeyType>& types,
                                            bool own_key, const Actor& actor) {
    const auto holder = wallets_.holder(wallet.org, wallet.holder);
    if (!holder) return holder.error();
    const auto usual = keys_.public_key(holder->org, holder->key_id);
    if (!usual) return usual.error();
    const bool taken = std::find(types.begin(), types.end(), usual->type()) != types.end();
    if (taken && !own_key) return key_named(wallet, holder->key_id);

    const auto now = clock_();
    const auto key = keys_.make(wallet.org, "holder-" + random_id(random_), types.front(), now);
    if (!key) return key.error();
    auto stored = store_.add_holder_key({wallet.org, wallet.holder, did::did_key(key->public_key), key->row.key_id},
                                        key->row, audit(wallet.org, "holder.key", key->row.key_id, actor, now));
    if (!stored) return holder_not_found(std::move(stored).error());
    return key_named(wallet, key->row.key_id);
}

Holding CredentialOffers::holding_of(const Wallet& wallet, Open& open, const Actor& actor) {
    return {[this, wallet, own_keys = open.receiving.own_keys, actor](const std::vector<crypto::KeyType>& types) {
                return key_for(wallet, types, own_keys, actor);
            },
            [this, wallet](const std::string& name) { return key_named(wallet, name); },
            [this, wallet, actor](const std::string& credential) -> Result<std::string> {
                auto received = wallets_.receive(wallet.org, wallet.holder, credential, actor);
                if (!received) return std::move(received).error();
                if (!received->kept) return not_verified(received->report);
                return received->kept->id;
            },
            [this, &open]() -> Result<void> {
                const auto saved = save(open);
                if (!saved) return saved.error();
                return {};
            }};
}

template <typename Work>
Result<OfferView> CredentialOffers::with_session(Open& open, const Work& work) {
    const Tools tools{*client_, environment_, clock_, random_};
    auto session = IssuerSession::open(open.receiving, tools);
    if (!session) return std::move(session).error();
    open.receiving.failure.clear();
    const Result<void> done = work(**session);
    if (!done) open.receiving.failure = done.error().code + ": " + badge_host::shortened(done.error().detail);
    auto view = save(open);
    if (!done) return done.error();
    return view;
}

Result<OfferView> CredentialOffers::accept(const Wallet& wallet, std::string_view id, const Acceptance& acceptance,
                                           const Actor& actor) {
    if (client_ == nullptr) return offline();
    const OneAtATime::Turn turn(offers_, wallet.org + "|" + wallet.holder + "|" + std::string(id));
    if (!turn.mine()) return busy();
    auto opened = open(wallet, id);
    if (!opened) return std::move(opened).error();
    auto& receiving = opened->receiving;
    if (receiving.is_answered()) return Error{"offer-taken", "This offer was taken already.", "", ErrorKind::Conflict};
    if (!receiving.token) {
        auto chosen = choose(receiving.discovered.offer, receiving.discovered.issuer, acceptance.wish);
        if (!chosen) return std::move(chosen).error();
        receiving.chosen = std::move(*chosen);
        auto key = new_dpop_key(receiving.discovered.server, random_);
        if (!key) return std::move(key).error();
        receiving.dpop_key = std::move(*key);
    }
    // They are known again when the browser is back. Once keys were shown, it stays with those.
    if (receiving.keys.empty()) {
        receiving.copies = std::clamp<std::size_t>(acceptance.copies, 1, kMostCopies);
        receiving.own_keys = acceptance.own_keys || receiving.copies > 1;
    }
    return with_session(*opened, [&](IssuerSession& session) -> Result<void> {
        if (!receiving.token && receiving.discovered.offer.pre_authorized) {
            if (auto redeemed = session.redeem(acceptance.tx_code); !redeemed) return redeemed;
        }
        if (receiving.token) return session.collect(holding_of(wallet, *opened, actor));
        const auto url = session.authorize({{}, urls_.base() + "/received-offers/callback"});
        if (!url) return url.error();
        return {};
    });
}

Result<OfferView> CredentialOffers::returned(std::string_view query, std::string_view browser, const Actor& actor) {
    if (client_ == nullptr) return offline();
    const auto record = records_.returned(badge_host::parameter(query, "state").value_or(""), browser);
    if (!record) return record.error();
    auto opened = open(*record);
    if (!opened) return std::move(opened).error();
    const Wallet wallet{opened->row.org, opened->row.holder};
    return with_session(*opened, [&](IssuerSession& session) -> Result<void> {
        auto done = session.returned(query);
        opened->receiving.pending.reset();  // the state was used up, whatever came of it
        if (!done) return done;
        return session.collect(holding_of(wallet, *opened, actor));
    });
}

Result<OfferView> CredentialOffers::fetch(const Wallet& wallet, std::string_view id, const Actor& actor) {
    if (client_ == nullptr) return offline();
    const OneAtATime::Turn turn(offers_, wallet.org + "|" + wallet.holder + "|" + std::string(id));
    if (!turn.mine()) return busy();
    auto opened = open(wallet, id);
    if (!opened) return std::move(opened).error();
    return with_session(*opened, [&](IssuerSession& session) -> Result<void> {
        const auto holding = holding_of(wallet, *opened, actor);
        if (auto fetched = session.fetch(holding); !fetched) return fetched;
        return session.collect(holding);
    });
}

Result<void> CredentialOffers::forget(const Wallet& wallet, std::string_view id, const Actor& actor) {
    auto done = records_.remove(wallet.org, wallet.holder, id, audit(wallet.org, "offer.forget", id, actor, clock_()));
    if (!done) return no_such_offer(std::move(done).error());
    return {};
}

}  // namespace blason::service::receiver
