// From a credential that is ready to one that is signed, stored and durable; one or many, each once.
#include <algorithm>
#include <array>
#include <map>

#include "engine/json/serialize.hpp"
#include "vc/issue.hpp"
#include "vc/openbadges/extensions.hpp"
#include "vc/openbadges/recipient.hpp"
#include "vc/proof/suite.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/badge_claims.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/key_rotation.hpp"
#include "wallet-server/service/replacement.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/service/usual_status.hpp"

namespace blason::service {
namespace {

Error mismatch() {
    return Error{"idempotency-mismatch", "A request of this name asked for something else; give this one a new key.",
                 "", ErrorKind::Refused};
}

/// What a new version is to take the place of: its id in the organisation or its address. Error "credential-not-found".
Result<json::Value> version_before(storage::Store& store, const PublicUrls& urls, const std::string& org,
                                   std::string_view named) {
    const auto own = urls.credential(org, "");
    const auto id = named.starts_with(own) ? named.substr(own.size()) : named;
    const auto before = store.credential(org, id);
    if (!before) {
        auto error = credential_not_found(before.error());
        error.pointer = "/replaces";
        return error;
    }
    return vc::read_document(before->body);
}

std::vector<std::string> remarks_of(const vc::Secured& secured) {
    std::vector<std::string> all;
    for (const auto& remark : secured.remarks)
        all.push_back(remark.code + (remark.pointer.empty() ? "" : " ") + remark.pointer);
    return all;
}

/// As it is answered; what was remarked is said once.
StoredCredential answered_as(const storage::CredentialRow& row, const PublicUrls& urls,
                             std::vector<std::string> remarks) {
    auto stored = stored_credential(row, urls);
    stored.remarks = std::move(remarks);
    return stored;
}

storage::Audit issued(const storage::CredentialRow& row, const Actor& actor) {
    return audit(row.org, "credential.issue", row.id, actor, from_ms(row.issued_ms));
}

}  // namespace

/// The issuer's own key, or the current one of the type that the suite asks for. A suite that is not known is left to
/// vc::issue.
Result<IssuerService::SigningKey> IssuerService::signing_key(const Issuer& issuer, const vc::IssueOptions& options) {
    if (options.format != vc::Format::DataIntegrity) {
        auto key = current_token_key(store_, issuer, options.format);
        if (!key) return std::move(key).error();
        return SigningKey{std::move(key->id), key->method_of(options.format)};
    }
    const auto* suite = vc::proof::find_suite_to_create(options.cryptosuite);
    if (suite == nullptr || suite->takes(crypto::KeyType::Ed25519)) {
        return SigningKey{issuer.key_id, issuer.verification_method};
    }
    auto key = current_key(store_, issuer, suite->keys);
    if (!key) return std::move(key).error();
    return SigningKey{std::move(key->id), std::move(key->verification_method)};
}

Result<IssuerService::Signed> IssuerService::sign(Signing signing, json::Object credential, const StatusPlan& status,
                                                  vc::IssueOptions options, const Actor& actor) {
    const auto now = clock_();
    const Issuer& issuer = signing.issuer;
    auto chosen = signing_key(issuer, options);
    if (!chosen) return std::move(chosen).error();
    auto signer = keys_.signer(issuer.org, chosen->key_id);
    if (!signer) return std::move(signer).error();
    options.verification_method = chosen->verification_method;
    options.created = whole_seconds(now);
    auto places = statuses_.assign(issuer.org, signing.id, status, credential, actor);
    if (!places) return std::move(places).error();
    if (json::find(credential, "@context") == nullptr) {
        use_token_status(credential, status, *places, issuer.org, urls_);
    } else if (json::find(credential, "proof") == nullptr) {
        openbadges::add_extensions_context(credential);
    }
    const auto doc_id = json::text_of(credential, "id");
    auto secured = vc::issue(std::move(credential), **signer, options, environment_);
    if (!secured) {
        statuses_.give_back(issuer.org, status, *places);
        return std::move(secured).error();
    }
    // Signed before it waits for the writer; what is answered is what is stored.
    storage::CredentialRow row{issuer.org,
                               std::move(signing.id),
                               std::move(signing.achievement),
                               secured->media_type,
                               std::move(secured->text),
                               to_ms(now),
                               doc_id,
                               std::move(*places)};
    if (signing.once) row.once = storage::OnceRow{signing.once->key, signing.once->content};
    return Signed{std::move(row), status, remarks_of(*secured)};
}

/// The credential that a request got before; nothing when it is new. Error "idempotency-mismatch".
Result<std::optional<StoredCredential>> IssuerService::answered(const std::string& org,
                                                                const std::optional<RequestKey>& once) {
    const std::optional<StoredCredential> nothing;
    if (!once) return nothing;
    const auto found = store_.answered(org, once->key);
    if (!found && found.error().code == "not-found") return nothing;
    if (!found) return found.error();
    if (found->content != once->content) return mismatch();
    auto before = credential(org, found->credential);
    if (!before) return std::move(before).error();
    before->answered_before = true;
    return std::optional<StoredCredential>(std::move(*before));
}

Result<StoredCredential> IssuerService::store(Signed made, const Actor& actor) {
    const auto stored = store_.add_credential(made.row, issued(made.row, actor));
    if (stored) return answered_as(made.row, urls_, std::move(made.remarks));
    if (stored.error().code == "exists" && made.row.once) {
        // The same request was faster on another thread: its credential is the answer to both.
        auto before = answered(made.row.org, RequestKey{made.row.once->key, made.row.once->content});
        if (!before) return std::move(before).error();
        if (*before) {
            statuses_.give_back(made.row.org, made.status, made.row.statuses);
            return std::move(**before);
        }
    }
    return issuer_not_found(stored.error());
}

/// The badge that a new one is a newer version of; empty when it is of none.
Result<IssuerService::Replaced> IssuerService::replaced(const std::string& org, std::string_view named) {
    if (named.empty()) return Replaced{};
    const auto before = version_before(store_, urls_, org, named);
    if (!before) return before.error();
    const auto awarded = json::text_of(*before, "awardedDate");
    return Replaced{json::text_of(*before, "id"), awarded.empty() ? json::text_of(*before, "validFrom") : awarded};
}

Result<IssuerService::Signed> IssuerService::sign_badge(const Issuer& issuer, const Achievement& achievement,
                                                        const IssueBadge& request, const Actor& actor) {
    auto id = random_id(random_);
    const auto url = urls_.credential(issuer.org, id);
    auto before = replaced(issuer.org, request.replaces);
    if (!before) return std::move(before).error();
    auto badge = badge_json(request, issuer, achievement, before->id.empty() ? url : before->id, random_, clock_());
    if (!badge) return std::move(badge).error();
    if (request.refreshable) (*badge)["refreshService"] = refresh_service(url);
    if (!request.replaces.empty()) {
        const auto earlier = version_before(store_, urls_, issuer.org, request.replaces);
        if (!earlier) return earlier.error();
        if (auto fits = make_version_of(*badge, *earlier, request.recipient); !fits) return std::move(fits).error();
    }
    // `validFrom` moves with each version; when the badge was awarded does not.
    if (!before->awarded.empty() && !badge->contains("awardedDate")) (*badge)["awardedDate"] = before->awarded;
    vc::IssueOptions options;
    if (!request.cryptosuite.empty()) options.cryptosuite = request.cryptosuite;
    options.format = request.format;
    options.sd_jwt.holder_key = request.holder_key;
    if (request.as_claims) {
        *badge = badge_claims(*badge, issuer, badge_vct(achievement.url));
        options.sd_jwt.disclosable = disclosable_claims(*badge);
    }
    auto made = sign({issuer, std::move(id), achievement.id, request.once}, std::move(*badge),
                     request.status.value_or(usual_status_of_badges()), std::move(options), actor);
    if (!made) return in_badge_request(std::move(made).error());
    return made;
}

/// One write for all. Where it fails for a reason that is one row's, each is stored by itself, and that one is told.
void IssuerService::store_all(std::vector<Signed> made, const std::vector<std::size_t>& places,
                              std::vector<Result<StoredCredential>>& answers, const Actor& actor) {
    std::vector<storage::CredentialRow> rows;
    std::vector<storage::Audit> audits;
    for (auto& one : made) {
        audits.push_back(issued(one.row, actor));
        rows.push_back(std::move(one.row));
    }
    const auto stored = store_.add_credentials(rows, audits);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (stored) {
            answers[places[i]] = answered_as(rows[i], urls_, std::move(made[i].remarks));
        } else if (stored.error().code == "exists") {
            answers[places[i]] =
                store({std::move(rows[i]), std::move(made[i].status), std::move(made[i].remarks)}, actor);
        } else {
            answers[places[i]] = issuer_not_found(stored.error());
        }
    }
}

std::vector<Result<StoredCredential>> IssuerService::issue_badges(const std::string& org,
                                                                  std::span<const IssueBadge> requests,
                                                                  const Actor& actor) {
    const auto signing = issuer(org);
    const Error pending{"internal", "This badge was not looked at.", "", ErrorKind::Internal};
    std::vector<Result<StoredCredential>> answers(requests.size(), signing ? pending : signing.error());
    if (!signing) return answers;
    std::map<std::string, Result<Achievement>, std::less<>> earned;
    std::vector<Signed> made;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const IssueBadge& request = requests[i];
        auto before = answered(org, request.once);
        if (!before) {
            answers[i] = std::move(before).error();
            continue;
        }
        if (*before) {
            answers[i] = std::move(**before);
            continue;
        }
        const auto name = achievement_name(org, request.achievement);
        auto known = earned.find(name);
        if (known == earned.end()) known = earned.emplace(name, achievement(org, name)).first;
        if (!known->second) {
            answers[i] = known->second.error();
            continue;
        }
        auto one = sign_badge(*signing, *known->second, request, actor);
        if (!one) {
            answers[i] = std::move(one).error();
            continue;
        }
        made.push_back(std::move(*one));
        places.push_back(i);
    }
    if (made.size() == 1) {
        answers[places.front()] = store(std::move(made.front()), actor);
    } else if (!made.empty()) {
        store_all(std::move(made), places, answers, actor);
    }
    return answers;
}

Result<StoredCredential> IssuerService::issue_badge(const IssueBadge& request, const Actor& actor) {
    return std::move(issue_badges(request.org, {&request, 1}, actor).front());
}

RequestKey IssuerService::request_key(std::initializer_list<std::string_view> name, std::string_view content) const {
    json::Array parts;
    for (const auto part : name) parts.emplace_back(json::key(part));
    return {keys_.fingerprint("blason-request-key", json::serialize(parts)),
            keys_.fingerprint("blason-request-content", content)};
}

}  // namespace blason::service
