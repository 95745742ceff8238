// The holder's side: wallets that keep credentials after checking them, and present them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "vc/issue.hpp"
#include "vc/report.hpp"
#include "wallet-server/service/admission.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/holder_keys.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

/// A person with a wallet. Wallets belong to an organisation, as everything in the store does.
struct Holder {
    std::string org;
    std::string id;    ///< 32 hexadecimal characters
    std::string name;  ///< what the person calls the wallet
    std::string did;   ///< did:key of the holder's key
    std::string key_id;
    Instant created;
};

struct HeldCredential {
    std::string org;
    std::string holder;
    std::string id;    ///< within the wallet: 32 hexadecimal characters
    std::string text;  ///< exactly the bytes received; of a hosted Open Badge 2.0 what its host said
    std::string media_type;
    Instant received;
    bool verified = true;  ///< when it came in; see Admission::Unverified
};

HeldCredential held_credential(const storage::HeldRow& row);

/// What came of offering a credential to a wallet: it is kept only when the report says valid. Of equal credentials
/// (openbadges/equality.hpp) a wallet holds the newest: `kept` is that one.
struct Received {
    vc::Report report;
    std::optional<HeldCredential> kept;
    storage::Keeping how = storage::Keeping::Added;  ///< when it is kept
};

/// A credential that its holder brings, looked at: nothing is kept yet.
struct Examined {
    vc::Report report;
    Admission admission = Admission::Failed;
};

/// What came of bringing it: kept when the holder agreed to an admission like this one.
struct Brought : Examined {
    std::optional<HeldCredential> kept;
    storage::Keeping how = storage::Keeping::Added;  ///< when it is kept
};

/// Which credentials are wanted.
enum class Wanted {
    Any,
    OpenBadge,  ///< AchievementCredential, as JSON or compact JWS: what the Open Badges API carries; also out of date
    Assertion   ///< of Open Badges 2.0, also out of date
};

/// A page of a wallet's badges, as the Open Badges API shows them.
struct BadgePage {
    struct Badge {
        std::string text;  ///< exactly the bytes received; with a base proof all that can be derived from it
        bool is_jws = false;
    };
    std::size_t total = 0;  ///< of all pages
    std::vector<Badge> badges;
};

struct Presentation {
    std::string org;
    std::string holder;
    std::vector<std::string> credentials;  ///< ids within the wallet; at least one
    std::optional<std::string> challenge;
    std::optional<std::string> domain;
};

/// An SD-JWT that its holder shows to somebody.
struct BoundPresentation {
    std::string org;
    std::string text;
    std::optional<std::vector<std::string>> reveal;  ///< JSON pointers; nothing: all disclosures that `text` has
    std::string challenge;
    std::string domain;
};

class WalletService {
  public:
    WalletService(storage::Store& store, KeyStore& keys, Clock clock, crypto::Random& random,
                  const vc::Environment& environment);

    /// The oldest first.
    Result<std::vector<Holder>> holders(std::string_view org);
    /// Error "holder-not-found".
    Result<Holder> holder(std::string_view org, std::string_view id);
    /// By the wallet's own DID or that of a key which one of its credentials is bound to (did:key, did:jwk); `did` and
    /// `key_id` are then those of that key. Error "holder-not-found".
    Result<Holder> holder_by_did(std::string_view org, std::string_view did);
    /// All keys of a wallet, for what is bound to them.
    Result<StoredKeys> keys_of(const Holder& holder);
    /// Makes a wallet with its own Ed25519 key. Errors "holder-name-missing", "issuer-not-found".
    Result<Holder> create_holder(std::string_view org, std::string_view name, const Actor& actor);

    /// Verifies, then keeps. The same bytes received again give the credential that is there already.
    /// Errors "holder-not-found", "credential-expected", "open-badge-expected", and those of vc::verify; a credential
    /// that does not verify is no Error: see Received.
    Result<Received> receive(std::string_view org, std::string_view holder, std::string_view text, const Actor& actor,
                             Wanted wanted = Wanted::Any);
    /// The same for an assertion of Open Badges 2.0, which must be about the holder: about `email`, about the wallet's
    /// DID, or about somebody that the holder's profile says they are. Errors also "assertion-expected",
    /// "recipient-mismatch", "identity-hash-unsupported".
    Result<Received> receive_assertion(std::string_view org, std::string_view holder, std::string_view text,
                                       std::string_view email, const Actor& actor);

    /// What stands at an address, fetched by the rules for everything that goes out. Errors of fetch_document.
    Result<std::string> fetch(const std::string& url);
    /// What the holder is to know before they decide: anything that vc::verify reads, baked images among it. `known_as`
    /// are further names of the holder, such as the e-mail address of their account. Error "holder-not-found".
    Result<Examined> examine(std::string_view org, std::string_view holder, std::string_view text,
                             const std::vector<std::string>& known_as);
    /// Looks again, and keeps it if `agreed` says so for what is found now. Of a baked badge also the picture. Errors
    /// as of examine.
    Result<Brought> bring(std::string_view org, std::string_view holder, std::string_view text,
                          const std::vector<std::string>& known_as, const std::vector<Admission>& agreed,
                          const Actor& actor);
    /// The picture that a credential was baked into when it came in; nothing when it came without one, or with one that
    /// may not be handed on (openbadges::clean_picture).
    Result<std::optional<storage::HeldPicture>> picture(std::string_view org, std::string_view holder,
                                                        std::string_view id);
    /// Takes a credential out of the wallet for ever. Error "credential-not-found".
    Result<void> remove(std::string_view org, std::string_view holder, std::string_view id, const Actor& actor);

    /// The latest first.
    Result<std::vector<HeldCredential>> credentials(std::string_view org, std::string_view holder);
    /// Error "credential-not-found".
    Result<HeldCredential> credential(std::string_view org, std::string_view holder, std::string_view id);

    /// The first received first. `valid_after`: only badges valid from later than this.
    Result<BadgePage> badges(std::string_view org, std::string_view holder, std::size_t limit, std::size_t offset,
                             std::optional<Instant> valid_after);

    /// Open Badges 2.0 only, the last received first. `since`: only those received later than this.
    Result<BadgePage> assertions(std::string_view org, std::string_view holder, std::size_t limit, std::size_t offset,
                                 std::optional<Instant> since);

    /// The holder's Open Badges profile as it was sent; one with the wallet's name and did before that.
    /// Error "holder-not-found".
    Result<std::string> profile(std::string_view org, std::string_view holder);
    /// What a holder says of themselves; nothing of it is checked but its form. Errors "holder-not-found", those of the
    /// JSON reader, "not-an-object" and those of openbadges::check_profile.
    Result<void> set_profile(std::string_view org, std::string_view holder, std::string_view text, const Actor& actor);

    /// Brings what was kept by earlier versions up to date; to be called once at the start.
    Result<void> index_all();

    /// A verifiable presentation, signed with the key that the credentials are bound to. Errors "holder-not-found",
    /// "credential-not-found", "presentation-empty", "presentation-several-keys".
    Result<vc::Secured> present(const Presentation& request);
    /// VC-API `POST /credentials/derive`: a credential that shows what the pointers name, and what always is. Errors
    /// of vc::derive.
    Result<vc::Secured> derive(const json::Value& credential, std::vector<std::string> selective_pointers);
    /// VC-API `POST /presentations/prove`: signs a presentation made by the caller with the key that `holder` names.
    /// Of `options` who signs is set here, and the suite where it is empty. `created`: when it is made, now when
    /// absent. Errors "proof-from-the-future", those of vc::prove_presentation.
    Result<vc::Secured> prove(const Holder& holder, json::Value presentation, vc::PresentOptions options,
                              std::optional<Instant> created = {});
    /// The SD-JWT with a key binding JWT of the wallet whose key it is bound to. Errors of sdjwt::derive,
    /// "holder-key-mismatch" (it is bound to no key), "holder-not-hosted" (to one that is in no wallet here).
    Result<vc::Secured> bind(const BoundPresentation& request);

  private:
    Result<vc::Report> verified(std::string_view text);
    /// Keeps what `report` says is valid.
    Result<Received> keep(const storage::HolderRow& owner, std::string_view text, vc::Report report, Wanted wanted,
                          const Actor& actor);
    /// What the wallet and the holder's profile call them: their DIDs, e-mail address, phone number and so on.
    Result<std::vector<std::string>> identities(const storage::HolderRow& owner);
    Result<Examined> examine(const storage::HolderRow& owner, std::string_view text,
                             const std::vector<std::string>& known_as);

    storage::Store& store_;
    KeyStore& keys_;
    Clock clock_;
    crypto::Random& random_;
    vc::Environment environment_;
};

}  // namespace blason::service
