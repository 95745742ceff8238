// Accounts of holders: e-mail address and password, a wallet for each, and sessions of browsers.
//
// Guessing is slowed down without handing out a way to lock people out (after OWASP's device cookies): a browser that
// was signed in before has a count of its own, all others share the count of the account and of their address.
#pragma once

#include <chrono>
#include <semaphore>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/crypto/password.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/service/throttle.hpp"
#include "wallet-server/storage/account_store.hpp"

namespace blason::service {

inline constexpr std::chrono::hours kSessionLifetime{12};

struct Account {
    std::string org;
    std::string id;      ///< 32 hexadecimal characters
    std::string email;   ///< nobody has checked that it is theirs: it opens this account and proves nothing else
    std::string holder;  ///< the wallet
};

struct NewAccount {
    std::string email;
    std::string password;
    std::string name;  ///< of the person, and of the wallet
};

/// Who knocks.
struct Visitor {
    std::string address;
    std::string device;   ///< SignedIn::device of an earlier time; may be empty or nonsense
    std::string session;  ///< a session that is to end with this one's beginning; may be empty
};

struct SignedIn {
    Account account;
    std::string session;  ///< for the session cookie: a new one each time
    std::string device;   ///< for the browser to keep
};

class AccountService {
  public:
    static constexpr std::size_t kLeastPassword = 10;   ///< bytes
    static constexpr std::size_t kMostPassword = 1024;  ///< bytes
    static constexpr int kHashesAtOnce = 2;             ///< each takes the memory of the cost
    static constexpr std::chrono::seconds kPatience{2};

    AccountService(storage::AccountStore& store, KeyStore& keys, const crypto::SecretBytes& master, Clock clock,
                   crypto::Random& random, crypto::Argon2Cost cost);

    /// Errors "email-syntax", "email-taken" (Conflict), "password-short", "password-long", "password-is-email",
    /// "holder-name-missing", "issuer-not-found", "too-many-requests".
    Result<SignedIn> sign_up(std::string_view org, const NewAccount& account, const Visitor& visitor,
                             const Actor& actor);
    /// Errors "sign-in-failed" (Forbidden; the same, after the same time, whether or not there is such an account),
    /// "too-many-requests".
    Result<SignedIn> sign_in(std::string_view org, std::string_view email, std::string_view password,
                             const Visitor& visitor, const Actor& actor);

    /// Error "session-unknown" (Unauthorized).
    Result<Account> session(std::string_view org, std::string_view session);
    Result<void> sign_out(std::string_view org, std::string_view session);

    Result<Account> account(std::string_view org, std::string_view id);  ///< error "account-not-found"

  private:
    /// Runs `work` while a place among the hashes is held. Error "too-many-requests".
    template <typename Work>
    Result<void> hashing(Work&& work);
    Result<SignedIn> open_session(const Account& account, std::string_view replaced, const Actor& actor);
    [[nodiscard]] std::string device_for(std::string_view nonce, const Account& account) const;
    [[nodiscard]] bool is_device_of(std::string_view device, const Account& account) const;

    storage::AccountStore& store_;
    KeyStore& keys_;
    crypto::SecretBytes device_key_;
    Clock clock_;
    crypto::Random& random_;
    crypto::Argon2Cost cost_;
    std::counting_semaphore<kHashesAtOnce> hashes_{kHashesAtOnce};
    Throttle accounts_{{10, std::chrono::seconds(90)}};   ///< failures, by account or known device
    Throttle addresses_{{30, std::chrono::seconds(30)}};  ///< failures, by address
    Throttle sign_ups_{{20, std::chrono::seconds(180)}};  ///< by address
};

}  // namespace blason::service
