// What an issuer, an achievement and an issued credential are to the services, the API and the pages: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/base/instant.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/json/value.hpp"
#include "vc/format.hpp"
#include "vc/issue.hpp"

namespace blason::service {

/// How the `id` of a new issuer is chosen.
enum class IssuerIdentity {
    DidKey,   ///< did:key of its first key: everybody can verify without asking us
    DidWeb,   ///< did:web below the base URL (https only): keys can be rotated
    DidWebvh  ///< did:webvh, likewise: and every change of the keys is in a signed log
};

/// A hosted issuer: one organisation with its own keys, achievements and credentials.
struct Issuer {
    std::string org;     ///< its short name in addresses: "universite-exemple"
    std::string id;      ///< what stands in `issuer.id`: a did:web for an https installation, else the key's did:key
    std::string key_id;  ///< the key it signs with now
    std::string verification_method;  ///< absolute URL of that key
    std::string name;
    std::string description;
    std::string url;    ///< home page; may be empty
    std::string email;  ///< may be empty
    Instant created;
};

struct NewIssuer {
    std::string org;  ///< 1 to 63 of a-z 0-9 and "-", beginning with a letter; empty: made from the name
    std::string name;
    std::string description;
    std::string url;
    std::string email;
    std::optional<IssuerIdentity> identity{};  ///< that of the installation when absent
};

/// The words of an achievement in one language. `criteria` is Markdown (Open Badges 3.0, Criteria.narrative); it may be
/// empty where `details` have the address of the criteria.
struct AchievementText {
    std::string name;
    std::string description;
    std::string criteria;
};

struct Image {
    std::string media_type;  ///< "image/png" or "image/svg+xml"
    std::string bytes;
};

/// The address of the criteria and everything else an Open Badges Achievement may have (alignment, resultDescription,
/// related, endorsement, tag, ...), as the standard writes it; a text may be a map by language.
using AchievementDetails = json::Object;

struct Achievement {
    std::string org;
    std::string id;                ///< within the organisation: "communicant"
    std::uint64_t version = 1;     ///< rises by one with every change; older versions stay in the store
    std::string url;               ///< its public address, and `achievement.id` in credentials
    std::string type;              ///< Open Badges achievementType: "Badge", "Competency", ...; may be empty
    std::string default_language;  ///< BCP 47: "fr"
    std::map<std::string, AchievementText> texts;  ///< by language; never empty
    AchievementDetails details;
    std::vector<std::string> contexts;  ///< JSON-LD contexts of its extensions, after those of Open Badges
    bool has_image = false;             ///< it was given one; else one is drawn
    std::string image_url;
    Instant created;

    /// The words in that language, or in the default one. `language_used` says which, when asked for.
    [[nodiscard]] const AchievementText& text(std::string_view language, std::string* language_used = nullptr) const;
};

struct NewAchievement {
    std::string org;
    std::string id;             ///< as NewIssuer::org; empty: made from the name in the default language
    std::uint64_t version = 1;  ///< one more than the latest
    std::string type = "Badge";
    std::string default_language = "en";
    std::map<std::string, AchievementText> texts;
    AchievementDetails details;
    std::vector<std::string> contexts;
    std::optional<Image> image;  ///< nothing: that of the version before
};

/// One status that a new credential gets (Bitstring Status List section 2.1).
struct StatusKind {
    std::string purpose;         ///< "revocation", "suspension", "message", "refresh", ...
    unsigned bits = 1;           ///< `statusSize`, 1 to 8
    json::Value messages = {};   ///< `statusMessage`; null: none
    json::Value reference = {};  ///< `statusReference`; null: none
};

struct StatusPlan {
    std::vector<StatusKind> kinds;
    bool revocation_list = false;  ///< also an entry of the issuer's 1EdTechRevocationList

    /// What a hosted credential gets when nobody asks for something else.
    static StatusPlan usual() { return {{{"revocation"}, {"suspension"}}, false}; }
};

/// What a request is called and what it asks for, so that it is done once. Made by IssuerService::request_key.
struct RequestKey {
    Bytes key;
    Bytes content;
};

/// VC-API `POST /credentials/issue`, parsed.
struct IssueCredential {
    std::string org;
    json::Value credential;
    std::string cryptosuite;  ///< empty: the default of vc::IssueOptions
    vc::Format format = vc::Format::DataIntegrity;
    std::optional<std::vector<std::string>> disclosable{};  ///< of an SD-JWT: see vc::SdJwtOptions
    std::optional<StatusPlan> status = {};  ///< nothing: the usual one, unless the credential brings its own status
    std::vector<std::string> mandatory_pointers{};  ///< of a suite with selective disclosure
    std::optional<RequestKey> once = {};
    vc::ProofMembers proof{};  ///< where proofs are added, the credential is taken as it is: it gets no status
    std::optional<std::string> challenge{};
    std::optional<std::string> domain{};
};

/// One way in which a recipient is known (Open Badges 3.0 IdentityObject).
struct Identity {
    std::string type;  ///< Open Badges identityType: "emailAddress", "sourcedId", ...
    std::string identity;
    bool hashed = true;  ///< as SHA-256 with a salt of 128 bits; an e-mail address in lower case
};

/// Whom a badge is for. `id` or one identity must be given.
struct Recipient {
    std::string id = {};     ///< a DID or another URL
    std::string email = {};  ///< issued as a salted hash
    std::string name = {};   ///< shown on the badge, in clear
    std::vector<Identity> identities = {};
    json::Array identity_objects = {};  ///< IdentityObjects that the caller has made; none hashed with MD5
};

struct IssueBadge {
    std::string org = {};
    std::string achievement = {};  ///< its short name, or its address
    Recipient recipient = {};
    std::string language = {};  ///< of the words; empty or unknown: the achievement's default
    json::Array evidence = {};  ///< Open Badges Evidence; `type` may be left out, `id` or `narrative` must be there
    json::Object subject = {};  ///< further properties of the AchievementSubject: result, narrative, role, ...
    json::Object further = {};  ///< further properties of the credential: awardedDate, endorsement, ...
    std::vector<std::string> contexts = {};  ///< of extensions in them
    std::optional<Instant> valid_from = {};  ///< now when absent
    std::optional<Instant> valid_until = {};
    std::string cryptosuite = {};  ///< empty: the default of vc::IssueOptions
    vc::Format format = vc::Format::DataIntegrity;
    std::optional<StatusPlan> status = {};  ///< nothing: the usual one
    std::optional<RequestKey> once = {};
    bool refreshable = false;   ///< it says where newer versions of it are
    std::string replaces = {};  ///< id or address of the badge that this is a newer version of
    /// Of an SD-JWT: who may show it; the key of the recipient's id when that is a did:key or did:jwk.
    std::optional<crypto::PublicKey> holder_key = {};
    bool as_claims = false;  ///< of an SD-JWT: an SD-JWT VC (badge_claims) instead of JSON-LD
};

/// A credential of ours as it went out.
struct StoredCredential {
    std::string org;
    std::string id;           ///< 32 hexadecimal characters: the last part of its address
    std::string url;          ///< its public address; also the credential's own `id` unless the caller chose one
    std::string achievement;  ///< id within the organisation; empty when it was issued through VC-API
    std::string text;         ///< exactly the bytes that were signed
    std::string media_type;   ///< "application/vc", "application/vc+jwt", "application/vc+sd-jwt", ...
    Instant issued;
    bool answered_before = false;  ///< the request had been done; this is its credential
    /// Of one that was issued just now: schemas and endorsements that could not be looked at, each "CODE POINTER".
    std::vector<std::string> remarks = {};
};

}  // namespace blason::service
