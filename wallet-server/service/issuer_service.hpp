// The issuer's side: organisations, their achievements, and the credentials they sign. Every change and its audit
// row are one transaction; what is returned is durable.
#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/environment.hpp"
#include "vc/issue.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/service/status_service.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

struct IssueClr;  // clr_request.hpp

class IssuerService {
  public:
    IssuerService(storage::Store& store, KeyStore& keys, StatusService& statuses, const PublicUrls& urls,
                  IssuerIdentity identity, Clock clock, crypto::Random& random, const vc::Environment& environment);

    /// All hosted issuers, the oldest first.
    Result<std::vector<Issuer>> issuers();
    /// Error "issuer-not-found".
    Result<Issuer> issuer(std::string_view org);
    /// The oldest one: the hosted issuer of a credential posted without `issuer`. Error "issuer-not-found".
    Result<Issuer> default_issuer();
    /// Makes its Ed25519 key too. Errors "issuer-name-missing", "issuer-org-syntax", "issuer-exists" (Conflict),
    /// "did-web-needs-https", and those of did::webvh::start_log.
    Result<Issuer> create_issuer(const NewIssuer& request, const Actor& actor);
    /// The Open Badges Profile of an issuer, as it stands in its credentials.
    [[nodiscard]] json::Object profile(const Issuer& issuer) const;

    /// The latest version of each, in the order they were made.
    Result<std::vector<Achievement>> achievements(std::string_view org);
    /// The latest version. Error "achievement-not-found".
    Result<Achievement> achievement(std::string_view org, std::string_view id);
    /// All versions of it, the latest first. Error "achievement-not-found".
    Result<std::vector<Achievement>> achievement_versions(std::string_view org, std::string_view id);
    /// The picture of an achievement: the one it was given, or one drawn from its name and the issuer's. Error
    /// "achievement-not-found".
    Result<Image> achievement_image(std::string_view org, std::string_view id);
    /// A new one, or the next version of one that is there. Errors "issuer-not-found", "achievement-text-missing"
    /// (pointer /texts/LANGUAGE/...), "achievement-id-syntax", "achievement-exists" (Conflict), "achievement-size",
    /// "image-type", "image-size", those of openbadges::clean_picture, openbadges::check and JSON-LD with pointers into
    /// the achievement, "endorsement-invalid".
    Result<Achievement> create_achievement(const NewAchievement& request, const Actor& actor);
    /// The Open Badges Achievement object in one language, as it stands in credentials and at its address.
    [[nodiscard]] json::Object achievement_json(const Achievement& achievement, std::string_view language) const;
    /// The same with its contexts: a JSON-LD document by itself.
    [[nodiscard]] json::Object achievement_document(const Achievement& achievement, std::string_view language) const;

    /// Signs and stores an OpenBadgeCredential for an achievement; it can be revoked and suspended. Errors
    /// "issuer-not-found", "achievement-not-found", those of badge_json (documents.hpp), "idempotency-mismatch" (the
    /// request of that name asked for something else), and those of vc::issue with pointers into the request.
    Result<StoredCredential> issue_badge(const IssueBadge& request, const Actor& actor);
    /// Many of one issuer; each has its own answer, in their order. They are stored together: as many as there are
    /// share one write.
    std::vector<Result<StoredCredential>> issue_badges(const std::string& org, std::span<const IssueBadge> requests,
                                                       const Actor& actor);
    /// Stores credentials with the audit rows of their issuing, in a transaction of the caller's.
    using Keep = std::function<Result<void>(const std::vector<storage::CredentialRow>& rows,
                                            const std::vector<storage::Audit>& audits)>;
    /// All or none of them, in their order: signed, and then stored by `keep`. IssueBadge::once is the caller's part.
    /// Errors of issue_badge and of `keep`.
    Result<std::vector<StoredCredential>> issue_together(const std::string& org, std::span<const IssueBadge> requests,
                                                         const Actor& actor, const Keep& keep);
    /// Whether such a badge can be issued: it is signed and thrown away. Errors of issue_badge.
    Result<void> try_badge(IssueBadge request, const Actor& actor);
    /// The short name of an achievement that is named by it or by its address.
    [[nodiscard]] std::string achievement_name(const std::string& org, std::string_view named) const;
    /// The same request gets the same credential, however often and from wherever it comes. `name`: what the request is
    /// called, in parts; `content`: what it asks for.
    [[nodiscard]] RequestKey request_key(std::initializer_list<std::string_view> name, std::string_view content) const;
    /// Signs and stores a credential made by the caller. One without `issuer` gets the hosted issuer, one without `id`
    /// gets its public address; an issuer that is not the hosted one is refused ("issuer-not-hosted", /issuer).
    /// It gets places in our status lists, as `request.status` says; error "status-given" when it names a status
    /// itself. Errors of vc::issue, with pointers into the credential.
    Result<StoredCredential> issue_credential(IssueCredential request, const Actor& actor);

    /// Signs and stores a learner record; `how.credential` is made here. Errors, with pointers into docs/http-api.md's
    /// request: "credential-not-found", those of openbadges::make_clr and issue_credential.
    Result<StoredCredential> issue_clr(IssueClr request, IssueCredential how, const Actor& actor);

    /// As stored, byte for byte. Error "credential-not-found".
    Result<StoredCredential> credential(std::string_view org, std::string_view id);
    /// What was issued last under the same `id`. Error "credential-not-found".
    Result<StoredCredential> latest_version(std::string_view org, std::string_view id);
    /// The same credential in another form: "eddsa-rdfc-2022", "ecdsa-sd-2023", "jwt" (by an RSA key, else P-256, else
    /// Ed25519), "jwt-RS256", "jwt-ES256", "jwt-EdDSA", "sd-jwt". It is signed once, when it is first asked for, and
    /// kept. Errors "form-unknown", "form-not-available" (both NotFound: the issuer has no key of the right type, or
    /// the credential is no JSON-LD), and those of vc::issue.
    Result<StoredCredential> in_form(const StoredCredential& credential, std::string_view form, const Actor& actor);
    /// The latest first, at most `limit` (1 to 1000).
    Result<std::vector<StoredCredential>> credentials(std::string_view org, std::size_t limit = 100);

    /// Draws an SVG for an achievement without image; the same each time.
    using Drawing = std::function<std::string(const Achievement&, const Issuer&)>;
    void draw_with(Drawing drawing) { drawing_ = std::move(drawing); }

  private:
    Result<void> try_achievement(const storage::AchievementRow& row);
    Result<Image> drawn(const storage::AchievementRow& row);

    struct SigningKey {
        std::string key_id;
        std::string verification_method;
    };
    Result<void> name_issuer(Issuer& issuer, IssuerIdentity identity, const KeyStore::NewKey& key,
                             std::optional<storage::DidLogStart>& log);
    Result<SigningKey> signing_key(const Issuer& issuer, const vc::IssueOptions& options);
    /// A credential that is signed and not stored yet.
    struct Signed {
        storage::CredentialRow row;
        StatusPlan status;
        std::vector<std::string> remarks;
    };
    struct Signing {
        const Issuer& issuer;
        std::string id;           ///< last part of the credential's address
        std::string achievement;  ///< may be empty
        const std::optional<RequestKey>& once;
    };
    struct Replaced {
        std::string id;       ///< of the credential itself
        std::string awarded;  ///< when it was first given
    };
    Result<json::Value> for_record(const std::string& org, json::Value given);
    Result<Replaced> replaced(const std::string& org, std::string_view named);
    Result<Signed> sign(Signing signing, json::Object credential, const StatusPlan& status, vc::IssueOptions options,
                        const Actor& actor);
    Result<Signed> sign_badge(const Issuer& issuer, const Achievement& achievement, const IssueBadge& request,
                              const Actor& actor);
    Result<StoredCredential> store(Signed made, const Actor& actor);
    void store_all(std::vector<Signed> made, const std::vector<std::size_t>& places,
                   std::vector<Result<StoredCredential>>& answers, const Actor& actor);
    Result<std::optional<StoredCredential>> answered(const std::string& org, const std::optional<RequestKey>& once);

    storage::Store& store_;
    KeyStore& keys_;
    StatusService& statuses_;
    const PublicUrls& urls_;
    IssuerIdentity identity_;
    Clock clock_;
    crypto::Random& random_;
    vc::Environment environment_;
    Drawing drawing_ = nullptr;
};

}  // namespace blason::service
