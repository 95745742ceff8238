// What the store keeps, as plain values. Times are milliseconds since 1970, UTC.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/bytes.hpp"

namespace blason::storage {

/// One hosted organisation. `doc` is the service's own JSON: the store does not look inside.
struct OrganisationRow {
    std::string org;
    std::string doc;
    std::int64_t created_ms = 0;
};

/// One key pair, owned by the organisation or by one of its holders. The private half is sealed.
struct KeyRow {
    std::string org;
    std::string key_id;
    std::string algorithm;     ///< crypto::KeyTypeInfo::name
    std::int64_t version = 1;  ///< of the sealing
    Bytes sealed;              ///< crypto::seal
    std::string public_key;    ///< Multikey text
    std::int64_t created_ms = 0;
};

/// What a key of an issuer is used for at the moment. Its dates are 0 until the thing happens.
struct IssuerKeyRow {
    std::string org;
    std::string key_id;
    std::string algorithm;   ///< of its KeyRow
    std::string public_key;  ///< of its KeyRow
    std::string state;       ///< "next", "current", "retired", "revoked"
    std::int64_t created_ms = 0;
    std::int64_t activated_ms = 0;
    std::int64_t retired_ms = 0;
    std::int64_t revoked_ms = 0;  ///< the cut-off: what it signed since is not to be believed
};

/// What a did:webvh begins with, beside its organisation.
struct DidLogStart {
    KeyRow update_key;  ///< signs the log; it is no key of the issuer's credentials
    std::string entry;  ///< the first line of the log, with its end
};

/// One version of an achievement.
struct AchievementRow {
    std::string org;
    std::string id;
    std::int64_t version = 1;
    std::string doc;         ///< the service's own JSON
    std::string image_type;  ///< media type; empty without an image
    std::int64_t created_ms = 0;
};

/// One status list of an organisation. Its entries are handed out in the order of a secret permutation of the ordinals
/// 0, 1, 2, ...
struct StatusListRow {
    std::string org;
    std::string id;
    std::string purpose;
    unsigned bits = 1;              ///< of one entry
    std::int64_t entries = 0;       ///< how many there are
    Bytes sealed;                   ///< crypto::seal of the permutation's key
    std::int64_t next_ordinal = 0;  ///< ordinals below this are spoken for
    bool open = true;               ///< new credentials may get entries
    std::int64_t created_ms = 0;
};

/// The place of a credential in a status list.
struct StatusEntryRow {
    std::string list;
    std::int64_t index = 0;
    std::string credential;  ///< id within the organisation
    unsigned value = 0;
    std::string reason;  ///< of the last change; may be empty
    std::int64_t changed_ms = 0;
};

struct RevokedRow {
    std::string credential;
    std::string doc_id;  ///< may be empty
    std::string reason;  ///< may be empty
};

/// A status to be set.
struct StatusChange {
    std::string list;
    std::int64_t index = 0;
    unsigned value = 0;
    bool is_final = false;  ///< once it is not 0 it stays as it is
    std::string reason;
};

/// A request that is done once, however often it is sent. Both are keyed hashes: what was sent cannot be guessed.
struct OnceRow {
    Bytes key;      ///< what the request is called
    Bytes content;  ///< what it asks for
};

/// The credential that a request was answered with.
struct AnsweredRow {
    Bytes content;
    std::string credential;
};

/// A credential of ours. `body` is exactly what was signed.
struct CredentialRow {
    std::string org;
    std::string id;
    std::string achievement;  ///< empty when it was issued for none of ours
    std::string media_type;
    std::string body;
    std::int64_t issued_ms = 0;
    std::string doc_id = {};                    ///< the credential's own `id`; may be empty
    std::vector<StatusEntryRow> statuses = {};  ///< its places in status lists; given when it is added, not read back
    std::optional<OnceRow> once = {};           ///< the request it answers; likewise
};

/// Another form in which a credential was signed, as it went out.
struct CredentialFormRow {
    std::string org;
    std::string credential;
    std::string form;
    std::string media_type;
    std::string body;
    std::int64_t made_ms = 0;
};

struct HolderRow {
    std::string org;
    std::string id;
    std::string name;
    std::string did;
    std::string key_id;
    std::int64_t created_ms = 0;
};

/// A credential in a wallet. `body` is exactly what was received.
struct HeldRow {
    std::string org;
    std::string holder;
    std::string id;
    std::string media_type;
    std::string body;
    std::int64_t received_ms = 0;
    std::string equality = {};       ///< the same for every revision of one badge; empty: not known
    std::string form = {};           ///< how the Open Badges API shows it: "json", "jws"; empty: not at all
    std::int64_t valid_from_ms = 0;  ///< the newer of two revisions is valid from later
    bool verified = true;            ///< when it came in; one that was not takes the place of no other
};

/// The picture that a credential was baked into when it came in, without the credential.
struct HeldPicture {
    std::string media_type;
    std::string body;
};

enum class Keeping {
    Added,
    Replaced,  ///< an equal one that was not newer; its id and its place stay
    Same,      ///< these bytes were there already, now perhaps verified
    Older      ///< a newer equal one is there and stays
};
/// What is in the wallet after a credential was offered to it.
struct KeptRow : HeldRow {
    KeptRow() = default;
    KeptRow(HeldRow row, Keeping what) : HeldRow(std::move(row)), how(what) {}

    Keeping how = Keeping::Added;
};

/// A page of what the Open Badges API shows of a wallet, the first received first.
struct HeldQuery {
    std::size_t limit = 100;
    std::size_t offset = 0;
    std::optional<std::int64_t> valid_after_ms;
    std::size_t max_bytes = 16U << 20U;  ///< the page ends before a body that would pass this, except the first
};
struct HeldPage {
    std::size_t total = 0;  ///< of all pages
    std::vector<HeldRow> rows;
};

/// What a holder has going with another server (SealedStore).
struct SealedRow {
    std::string org;
    std::string holder;  ///< may be empty for a connection to a host: the organisation's own
    std::string id;
    Bytes state_hash;  ///< SHA-256 of the state a browser was sent away with; empty: none is away
    Bytes sealed;      ///< crypto::seal: what is known of it, tokens among it
    std::int64_t created_ms = 0;
};

/// A key that one credential of a wallet is bound to.
struct HolderKeyRow {
    std::string org;
    std::string holder;
    std::string did;     ///< did:key of the key
    std::string key_id;  ///< when read; when written that of the key beside it
};

struct ApiKeyRow {
    std::string org;  ///< empty: the whole installation
    Bytes hash;       ///< SHA-256 of the key
    std::string role;
    std::string label;
    std::int64_t created_ms = 0;
};

/// A person who can sign in, and whose wallet it is.
struct AccountRow {
    std::string org;
    std::string id;
    std::string email;     ///< in lower case; nobody has checked whose it is
    std::string password;  ///< crypto::hash_password
    std::string holder;    ///< the wallet
    std::int64_t created_ms = 0;
};

struct SessionRow {
    std::string org;
    Bytes hash;  ///< SHA-256 of what the browser has
    std::string account;
    std::int64_t created_ms = 0;
    std::int64_t expires_ms = 0;
};

/// A program that was registered (RFC 7591). `doc` is the service's own JSON.
struct ClientRow {
    std::string org;
    std::string id;
    Bytes secret_hash;  ///< SHA-256
    std::string doc;
    std::int64_t created_ms = 0;
};

/// One consent, or what stands for it.
struct GrantRow {
    std::string org;
    std::string id;
    std::string account;  ///< empty: nobody signed in; an offer was taken by whoever had its code
    std::string client;   ///< empty: a program that registered nowhere
    std::string scope;    ///< separated by spaces
    std::string holder;   ///< the account's wallet; read, not written
    std::int64_t created_ms = 0;
    std::int64_t expires_ms = 0;
    std::int64_t revoked_ms = 0;    ///< 0: not revoked
    std::string details = {};       ///< authorization_details that were granted, as the service's JSON; empty: none
    std::string issuer_state = {};  ///< what the issuer's offer called itself; empty: there was none
    std::string jkt = {};           ///< thumbprint of the DPoP key the tokens are bound to; empty: bearer tokens
    std::string instance = {};      ///< thumbprint of the attested key of the client's instance; empty: none
    std::string self_named = {};    ///< without `client`: what the program calls itself; empty: nothing

    [[nodiscard]] const std::string& client_name() const { return client.empty() ? self_named : client; }
};

/// The keys that the tokens of a grant are bound to, see GrantRow.
struct GrantKeys {
    std::string jkt;
    std::string instance;
};

/// An authorization request that was pushed (RFC 9126). `body` is the service's own JSON.
struct PushedRequestRow {
    std::string org;
    Bytes hash;  ///< SHA-256 of the request_uri
    std::string client;
    std::string body;
    std::int64_t expires_ms = 0;
    std::int64_t used_ms = 0;  ///< 0: not used
};

struct CodeRow {
    std::string org;
    Bytes hash;  ///< SHA-256 of the code
    std::string grant;
    std::string redirect_uri;
    std::string challenge;  ///< PKCE, S256
    std::int64_t expires_ms = 0;
    std::int64_t used_ms = 0;  ///< 0: not used
};

struct RefreshTokenRow {
    std::string org;
    Bytes hash;  ///< SHA-256 of the token
    std::string grant;
    std::int64_t expires_ms = 0;
    std::int64_t used_ms = 0;  ///< 0: not used
};

/// A workflow (VCALM): the steps of exchanges, as they were configured.
struct WorkflowRow {
    std::string org;
    std::string id;
    std::string doc;  ///< the configuration
    std::int64_t created_ms = 0;
};

/// One exchange of a workflow. `doc` is the service's own JSON.
struct ExchangeRow {
    std::string org;
    std::string id;
    std::string workflow;
    std::int64_t sequence = 0;  ///< rises by one with every change
    std::string state;          ///< "pending", "active", "complete", "invalid"
    std::string step;
    std::string doc;
    std::string last_error;  ///< a problem as JSON; empty: none
    std::int64_t created_ms = 0;
    std::int64_t expires_ms = 0;
};

/// What a verifier asked a wallet for. `sealed` and `answer` are the service's own, encrypted.
struct PresentationRequestRow {
    std::string org;
    std::string id;
    Bytes handle_hash;  ///< SHA-256 of what the wallet knows it by
    Bytes sealed;
    std::string state;  ///< "open", "answered", "declined"
    Bytes answer;
    std::int64_t created_ms = 0;
    std::int64_t expires_ms = 0;
    std::int64_t answered_ms = 0;  ///< 0: not answered
    Bytes code_hash;               ///< SHA-256 of the response code; empty: none, or used
    std::int64_t code_expires_ms = 0;
};

/// What is written into the audit row of a change; never a secret, never personal data.
struct Audit {
    std::string org;
    std::string act;     ///< "credential.issue", "holder.create", ...
    std::string object;  ///< id of what was changed
    std::string actor;
    std::string request;  ///< request id; may be empty
    std::int64_t at_ms = 0;
};

/// An exchange that moves in the transaction of what moves it: from the sequence before to the one of the row.
struct ExchangeMove {
    const ExchangeRow& row;
    const Audit& audit;
};

/// An audit row as stored: `hash` is SHA-256 over the row before it and this entry (see audit_chain.hpp).
struct AuditRow {
    std::int64_t seq = 0;  ///< 1, 2, 3, ... within the organisation
    std::string entry;     ///< JSON
    Bytes previous_hash;   ///< 32 bytes; zeros for the first
    Bytes hash;            ///< 32 bytes
};

}  // namespace blason::storage
