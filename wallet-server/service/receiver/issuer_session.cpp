#include "wallet-server/service/receiver/issuer_session.hpp"

#include "did/did_key.hpp"
#include "engine/crypto/private_key.hpp"
#include "wallet-server/service/oauth/error_description.hpp"
#include "wallet-server/service/receiver/delivered_check.hpp"

namespace blason::service::receiver {
namespace {

/// What the issuer is told of an error (OpenID4VCI 1.0 section 11.1).
std::string description(std::string_view text) {
    return oauth::error_description(text.substr(0, 200));
}

Error no_token() {
    return refused("grant-missing", "There is no access token for this offer yet.");
}

}  // namespace

Result<std::unique_ptr<IssuerSession>> IssuerSession::open(Receiving& receiving, const Tools& tools) {
    std::unique_ptr<crypto::Signer> key;
    if (!receiving.dpop_key.empty()) {
        auto read = crypto::parse_key_file(receiving.dpop_key);
        if (!read) return std::move(read).error();
        auto signer = crypto::make_signer(std::move(*read));
        if (!signer) return std::move(signer).error();
        key = std::move(*signer);
    }
    return std::unique_ptr<IssuerSession>(new IssuerSession(receiving, tools, std::move(key)));
}

Result<void> IssuerSession::redeem(std::string_view tx_code) {
    auto token = tokens().redeem(tx_code);
    if (!token) return std::move(token).error();
    receiving_.token = std::move(*token);
    return {};
}

Result<std::string> IssuerSession::authorize(const WalletClient& client) {
    auto pending = tokens().authorize(client, receiving_.chosen);
    if (!pending) return std::move(pending).error();
    receiving_.pending = std::move(*pending);
    return receiving_.pending->url;
}

Result<void> IssuerSession::returned(std::string_view query) {
    if (!receiving_.pending) return no_token();
    auto token = tokens().returned(query, *receiving_.pending);
    if (!token) return std::move(token).error();
    receiving_.client_id = receiving_.pending->client_id;
    receiving_.pending.reset();
    receiving_.token = std::move(*token);
    return {};
}

Result<void> IssuerSession::collect(const Holding& holding) {
    if (!receiving_.token) return no_token();
    while (!receiving_.chosen.empty()) {
        if (auto asked = ask(receiving_.chosen.front(), holding); !asked) return asked;
        receiving_.chosen.erase(receiving_.chosen.begin());
        receiving_.keys.clear();
    }
    return {};
}

/// Fills in the keys of the wish: those of the try before, and new ones.
Result<void> IssuerSession::show_keys(CredentialWish& wish, std::vector<std::string>& holders, const Holding& holding) {
    if (wish.plan.binding == Binding::None) return {};
    if (receiving_.copies > receiving_.discovered.issuer.batch_size)
        return refused("batch-too-large", "The issuer does not give so many copies at once.");
    for (std::size_t i = 0; i < receiving_.copies; ++i) {
        const bool shown = i < receiving_.keys.size();
        auto key = shown ? holding.same_key(receiving_.keys[i]) : holding.key(wish.plan.keys);
        if (!key) return std::move(key).error();
        if (!shown) receiving_.keys.push_back(std::move(key->name));
        holders.push_back(did::did_key(key->signer->public_key()));
        wish.keys.push_back(std::move(key->signer));
    }
    return {};
}

Result<void> IssuerSession::ask(const std::string& configuration, const Holding& holding) {
    const auto* described = receiving_.discovered.issuer.configuration(configuration);
    if (described == nullptr) return refused("offer-unknown-configuration", "The issuer describes no such credential.");
    auto plan = plan_proof(*described);
    if (!plan) return std::move(plan).error();
    CredentialWish wish{configuration, std::move(*plan), {}, receiving_.client_id};
    std::vector<std::string> holders;
    if (auto shown = show_keys(wish, holders, holding); !shown) return shown;
    if (auto remembered = holding.remember(); !remembered) return remembered;
    const auto delivered = credentials().request(wish);
    if (!delivered) return delivered.error();
    if (!delivered->transaction.empty()) {
        const auto now = tools_.clock();
        receiving_.awaited.push_back({configuration,
                                      delivered->transaction,
                                      {now.seconds + static_cast<std::int64_t>(delivered->interval), 0},
                                      std::move(holders)});
        return {};
    }
    return take(*delivered, configuration, holders, holding);
}

Result<void> IssuerSession::take(const Delivered& delivered, const std::string& configuration,
                                 const std::vector<std::string>& holders, const Holding& holding) {
    const auto* described = receiving_.discovered.issuer.configuration(configuration);
    if (described == nullptr) return refused("offer-unknown-configuration", "The issuer describes no such credential.");
    Result<void> done;
    for (const auto& credential : delivered.credentials) {
        done = check_delivered(credential, *described, holders);
        if (!done) break;
        auto kept = holding.keep(credential);
        if (!kept) {
            done = std::move(kept).error();
            break;
        }
        receiving_.received.push_back(std::move(*kept));
    }
    vc::oid4vci::Notification notification{delivered.notification, vc::oid4vci::NotificationEvent::Accepted, {}};
    if (!done) {
        notification.event = vc::oid4vci::NotificationEvent::Failure;
        notification.description = description(done.error().code);
    }
    // Section 11: whether the issuer hears of it changes nothing for the holder.
    static_cast<void>(credentials().notify(notification));
    return done;
}

Result<Delivered> IssuerSession::deferred(const std::string& transaction) {
    auto delivered = credentials().deferred(transaction);
    const bool ended = !delivered && delivered.error().code == "access-token-refused";
    if (!ended || receiving_.token->refresh.empty()) return delivered;
    auto token = tokens().refresh(*receiving_.token, receiving_.client_id);
    if (!token) return std::move(token).error();
    receiving_.token = std::move(*token);
    return credentials().deferred(transaction);
}

Result<void> IssuerSession::fetch(const Holding& holding) {
    if (!receiving_.token) return no_token();
    std::vector<Awaited> still;
    Result<void> done;
    for (const auto& one : receiving_.awaited) {
        if (!done || tools_.clock() < one.not_before) {
            still.push_back(one);
            continue;
        }
        const auto delivered = deferred(one.transaction);
        if (!delivered) {
            done = delivered.error();
            // What the issuer will not give any more is not asked for again; when it could not be reached, it is.
            if (delivered.error().kind == ErrorKind::Unavailable) still.push_back(one);
            continue;
        }
        if (delivered->credentials.empty()) {
            const auto wait = std::max<std::uint64_t>(delivered->interval, 1);
            still.push_back({one.configuration,
                             one.transaction,
                             {tools_.clock().seconds + static_cast<std::int64_t>(wait), 0},
                             one.holders});
            continue;
        }
        done = take(*delivered, one.configuration, one.holders, holding);
    }
    receiving_.awaited = std::move(still);
    return done;
}

}  // namespace blason::service::receiver
