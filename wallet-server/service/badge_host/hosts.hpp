// The connections of this installation's wallets and issuers to other Open Badges hosts: a wallet reads its holder's
// badges there and sends its own, an issuer sends badges to a recipient's host.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/crypto/secret_bytes.hpp"
#include "wallet-server/service/badge_host/session.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/one_at_a_time.hpp"
#include "wallet-server/service/sealed_records.hpp"
#include "wallet-server/service/wallet_service.hpp"

namespace blason::service::badge_host {

/// Whose connections: a holder's wallet, or the organisation itself.
struct Owner {
    std::string org;
    std::string holder;  ///< empty: the organisation
};

/// A connection as its owner sees it.
struct HostView {
    std::string id;
    std::string address;  ///< base URL
    std::string title;    ///< what the host calls itself
    Scopes scopes;        ///< granted; empty before the person has agreed
    Instant created;
};

struct Started {
    HostView host;
    std::string authorization_url;  ///< the owner's browser goes there
    std::string browser;            ///< browser_of(state), for a cookie of that browser
};

/// A badge that was not taken, on either side.
struct NotTaken {
    std::string badge;  ///< its id, or its number ("#3") when it has none
    Error why;
};

struct Pulled {
    std::size_t read = 0;      ///< of the host
    std::size_t added = 0;     ///< new in the wallet
    std::size_t replaced = 0;  ///< newer revisions
    std::vector<NotTaken> not_taken;
};

struct Pushed {
    std::size_t created = 0;   ///< new at the host
    std::size_t replaced = 0;  ///< known there already
    std::vector<NotTaken> not_taken;
};

/// Errors of every call that speaks to a host: those of HttpClient::fetch, discover, OAuthClient and HostSession;
/// "host-not-found-here" (NotFound: no such connection), "host-busy" (Conflict: the connection is in use).
class Hosts {
  public:
    /// `client`: nullptr when nothing may be fetched.
    Hosts(storage::SealedStore& store, const crypto::SecretBytes& master, WalletService& wallets,
          IssuerService& issuers, const PublicUrls& urls, net::HttpClient* client, Clock clock, crypto::Random& random)
        : records_(store, storage::Sealed::HostConnection, "host connections", "host", master, random),
          wallets_(wallets),
          issuers_(issuers),
          urls_(urls),
          client_(client),
          clock_(std::move(clock)),
          random_(random) {}

    /// Finds the host, registers there, and says where the browser has to go. Errors "holder-not-found",
    /// "issuer-not-found", "hosts-full" (Conflict).
    Result<Started> connect(const Owner& owner, std::string_view address, const Actor& actor);
    /// The browser is back, with this query; `browser`: its cookie. Errors "authorization-state",
    /// "authorization-browser", and those of OAuthClient.
    Result<HostView> connected(std::string_view query, std::string_view browser, const Actor& actor);
    Result<std::vector<HostView>> list(const Owner& owner);
    /// Tells the host that its tokens are not needed any more, as far as it listens, and forgets the connection.
    Result<void> disconnect(const Owner& owner, std::string_view id, const Actor& actor);

    /// Every badge of the host, verified and kept as any other; into a wallet only ("holder-not-found").
    Result<Pulled> pull(const Owner& owner, std::string_view id, std::string_view since, const Actor& actor);
    /// Badges of the wallet, or of the issuer, by their ids there; empty: all of the wallet (an issuer names them:
    /// "credentials-missing").
    Result<Pushed> push(const Owner& owner, std::string_view id, const std::vector<std::string>& credentials);
    /// The profile the host has, and ours sent there.
    Result<std::string> read_profile(const Owner& owner, std::string_view id);
    Result<std::string> send_profile(const Owner& owner, std::string_view id);

  private:
    Result<void> save(const storage::SealedRow& row, const Connection& connection);
    Result<std::vector<HeldCredential>> to_push(const Owner& owner, const std::vector<std::string>& credentials);
    /// Opens the connection, keeps others from it, and runs `work(HostSession&)`.
    template <typename Work>
    auto with_session(const Owner& owner, std::string_view id, const Work& work);

    SealedRecords records_;
    WalletService& wallets_;
    IssuerService& issuers_;
    const PublicUrls& urls_;
    net::HttpClient* client_;
    Clock clock_;
    crypto::Random& random_;
    /// Two refreshes with one refresh token would end the connection (RFC 9700 section 4.14).
    OneAtATime connections_;
};

}  // namespace blason::service::badge_host
