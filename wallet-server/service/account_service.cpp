#include "wallet-server/service/account_service.hpp"

#include "engine/crypto/hash.hpp"
#include "engine/crypto/hmac.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/utf8.hpp"
#include "wallet-server/service/derived_key.hpp"
#include "wallet-server/service/new_holder.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kNonceLetters = 32;
constexpr std::size_t kMostEmail = 254;  // RFC 5321 section 4.5.3.1.3
constexpr std::size_t kMostName = 200;
constexpr std::size_t kMostSession = 64;

Bytes hash_of(std::string_view text) {
    const auto digest = crypto::sha256(text);
    return {digest.bytes().begin(), digest.bytes().end()};
}

/// In lower case and without white space around it; nothing for what cannot be an address.
std::optional<std::string> normal_email(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    const auto at = text.find('@');
    if (text.size() > kMostEmail || at == 0 || at == std::string_view::npos || at + 1 == text.size()) return {};
    if (text.find('@', at + 1) != std::string_view::npos || text::first_invalid_utf8(text)) return {};
    std::string out;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '<' || c == '>' || c == ',') return {};
        out += text::lower(c);
    }
    return out;
}

Account from_row(const storage::AccountRow& row) {
    return {row.org, row.id, row.email, row.holder};
}

Error too_many() {
    return unavailable("too-many-requests", "There were too many tries; wait a few minutes.");
}
Error failed() {
    return {"sign-in-failed", "E-mail address and password do not belong together.", "", ErrorKind::Forbidden};
}

Result<void> check_password(std::string_view password, std::string_view email) {
    if (password.size() < AccountService::kLeastPassword)
        return refused("password-short", "A password has at least 10 characters.", "/password");
    if (password.size() > AccountService::kMostPassword)
        return refused("password-long", "A password has at most 1,024 characters.", "/password");
    if (password == email) return refused("password-is-email", "The password is the e-mail address.", "/password");
    return {};
}

}  // namespace

AccountService::AccountService(storage::AccountStore& store, KeyStore& keys, const crypto::SecretBytes& master,
                               Clock clock, crypto::Random& random, crypto::Argon2Cost cost)
    : store_(store),
      keys_(keys),
      device_key_(derived_key(master, "blason device")),
      clock_(std::move(clock)),
      random_(random),
      cost_(cost) {}

template <typename Work>
Result<void> AccountService::hashing(Work&& work) {
    if (!hashes_.try_acquire_for(kPatience)) return too_many();
    struct Place {
        std::counting_semaphore<kHashesAtOnce>& hashes;
        ~Place() { hashes.release(); }
    };
    const Place place{hashes_};
    work();
    return {};
}

Result<SignedIn> AccountService::sign_up(std::string_view org, const NewAccount& account, const Visitor& visitor,
                                         const Actor& actor) {
    const auto email = normal_email(account.email);
    if (!email) return refused("email-syntax", "This is no e-mail address.", "/email");
    if (account.name.find_first_not_of(" \t\r\n") == std::string::npos || account.name.size() > kMostName ||
        text::first_invalid_utf8(account.name))
        return refused("holder-name-missing", "A wallet needs a name, of at most 200 bytes.", "/name");
    if (auto good = check_password(account.password, *email); !good) return std::move(good).error();
    const auto now = clock_();
    if (!sign_ups_.take(visitor.address, now)) return too_many();

    storage::AccountRow row{std::string(org), random_id(random_), *email, {}, {}, to_ms(now)};
    auto hashed = hashing([&] { row.password = crypto::hash_password(account.password, cost_); });
    if (!hashed) return std::move(hashed).error();
    auto wallet = new_holder(keys_, random_, org, account.name, now);
    if (!wallet) return std::move(wallet).error();
    row.holder = wallet->row.id;
    auto created =
        store_.create_account(row, wallet->row, wallet->key, audit(org, "account.create", row.id, actor, now));
    if (!created) {
        auto error = issuer_not_found(std::move(created).error());
        return renamed(std::move(error), "exists", "email-taken", "There is an account with this e-mail address.");
    }
    return open_session(from_row(row), visitor.session, actor);
}

Result<SignedIn> AccountService::sign_in(std::string_view org, std::string_view email, std::string_view password,
                                         const Visitor& visitor, const Actor& actor) {
    const auto now = clock_();
    const auto name = normal_email(email);
    if (!name || password.size() > kMostPassword) return failed();
    auto row = store_.account_by_email(org, *name);
    if (!row && row.error().code != "not-found") return std::move(row).error();

    const bool known_device = row && is_device_of(visitor.device, from_row(*row));
    const auto count = known_device ? "device " + visitor.device : "account " + std::string(org) + " " + *name;
    if (!accounts_.has(count, now) || (!known_device && !addresses_.has(visitor.address, now))) return too_many();

    bool right = false;
    auto hashed = hashing([&] {
        // Where there is no account, as much work is done for nothing.
        if (row) {
            right = crypto::is_password(row->password, password);
        } else {
            crypto::hash_password(password, cost_);
        }
    });
    if (!hashed) return std::move(hashed).error();
    if (!right) {
        accounts_.take(count, now);
        if (!known_device) addresses_.take(visitor.address, now);
        return failed();
    }
    if (crypto::is_outdated(row->password, cost_)) {
        std::string fresh;
        if (hashing([&] { fresh = crypto::hash_password(password, cost_); })) {
            auto changed =
                store_.change_password(org, row->id, fresh, audit(org, "account.rehash", row->id, actor, now));
            if (!changed) return std::move(changed).error();
        }
    }
    return open_session(from_row(*row), visitor.session, actor);
}

Result<SignedIn> AccountService::open_session(const Account& account, std::string_view replaced, const Actor& actor) {
    const auto now = clock_();
    SignedIn in{account, text::base64url_encode(random_.bytes(kSecretBytes)), {}};
    in.device = device_for(to_hex(random_.bytes(kNonceLetters / 2)), account);
    const std::chrono::milliseconds lifetime = kSessionLifetime;
    const storage::SessionRow row{account.org, hash_of(in.session), account.id, to_ms(now),
                                  to_ms(now) + lifetime.count()};
    auto added =
        store_.add_session(row, hash_of(replaced), audit(account.org, "account.sign-in", account.id, actor, now));
    if (!added) return std::move(added).error();
    return in;
}

Result<Account> AccountService::session(std::string_view org, std::string_view session) {
    const Error unknown{"session-unknown", "Nobody is signed in.", "", ErrorKind::Unauthorized};
    if (session.empty() || session.size() > kMostSession) return unknown;
    auto row = store_.session(org, hash_of(session));
    if (!row) return row.error().code == "not-found" ? unknown : std::move(row).error();
    if (to_ms(clock_()) >= row->expires_ms) return unknown;
    return account(org, row->account);
}

Result<void> AccountService::sign_out(std::string_view org, std::string_view session) {
    return store_.end_session(org, hash_of(session));
}

Result<Account> AccountService::account(std::string_view org, std::string_view id) {
    auto row = store_.account(org, id);
    if (!row) {
        return renamed(std::move(row).error(), "not-found", "account-not-found", "There is no such account here.");
    }
    return from_row(*row);
}

/// "NONCE.MAC": says that this browser was signed in to this account once, and nothing more.
std::string AccountService::device_for(std::string_view nonce, const Account& account) const {
    const auto reading = device_key_.read();
    const auto text = std::string(nonce) + "|" + account.org + "|" + account.id;
    const auto mac = crypto::hmac(crypto::HashAlgorithm::Sha256, reading.bytes(), as_bytes(text));
    return std::string(nonce) + "." + text::base64url_encode(mac.bytes());
}

bool AccountService::is_device_of(std::string_view device, const Account& account) const {
    if (device.size() <= kNonceLetters || device[kNonceLetters] != '.') return false;
    const auto expected = device_for(device.substr(0, kNonceLetters), account);
    return crypto::constant_time_equal(as_bytes(expected), as_bytes(device));
}

}  // namespace blason::service
