#include "wallet-server/service/issuer_service.hpp"

#include "did/did_key.hpp"
#include "did/published_keys.hpp"
#include "vc/issue.hpp"
#include "vc/openbadges/check.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/hosted_did.hpp"
#include "wallet-server/service/hosted_log.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/service/slug.hpp"
#include "wallet-server/service/usual_status.hpp"
#include "wallet-server/service/versions.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kMaxCredentials = 1000;  // in one list

/// What was answered before, or why that is not known.
Result<StoredCredential> answer_of(Result<std::optional<StoredCredential>> before) {
    if (!before) return std::move(before).error();
    return std::move(**before);
}

/// An SD-JWT VC: claims instead of JSON-LD.
bool is_claims(const json::Object& credential) {
    return json::find(credential, "@context") == nullptr && json::find(credential, "vct") != nullptr;
}

/// The issuer of a credential posted to us is ours, or absent; anything the data model refuses is left to it.
/// Claims may name the issuer by its https address too, where its metadata say which keys it has.
Result<void> check_issuer(const json::Object& credential, const Issuer& issuer, const PublicUrls& urls) {
    const bool claims = is_claims(credential);
    const char* member = claims ? "iss" : "issuer";
    const auto* named = json::find(credential, member);
    if (named == nullptr) return {};
    const auto* id = named->is_object() ? json::find(*named, "id") : named;
    if (id == nullptr || !id->is_string() || json::view(*id) == issuer.id) return {};
    const auto address = urls.issuer(issuer.org);
    if (claims && json::view(*id) == address && did::issuer_metadata_url(address)) return {};
    return refused("issuer-not-hosted", "We cannot sign for this issuer; ours is " + issuer.id + ".",
                   "/" + std::string(member) + (named->is_object() ? "/id" : ""));
}

/// Fills in what a hosted credential may leave to us. The members keep the order people expect to read.
json::Object completed(const json::Value& given, const Issuer& issuer, const std::string& url) {
    const json::Object& credential = given.get_object();
    json::Object out;
    if (is_claims(credential)) {
        out = credential;
        if (json::find(credential, "iss") == nullptr) out["iss"] = issuer.id;
        return out;
    }
    if (const auto* context = json::find(credential, "@context")) out["@context"] = *context;
    if (json::find(credential, "id") == nullptr) out["id"] = url;
    for (const auto& [name, value] : credential)
        if (name != "@context") out[name] = value;
    if (json::find(credential, "issuer") == nullptr) {
        // A plain id is what every consumer of a bare credential reads; Open Badges want a profile.
        if (openbadges::is_openbadges_credential(given)) {
            out["issuer"] = profile_json(issuer);
        } else {
            out["issuer"] = issuer.id;
        }
    }
    return out;
}

}  // namespace

IssuerService::IssuerService(storage::Store& store, KeyStore& keys, StatusService& statuses, const PublicUrls& urls,
                             IssuerIdentity identity, Clock clock, crypto::Random& random,
                             const vc::Environment& environment)
    : store_(store),
      keys_(keys),
      statuses_(statuses),
      urls_(urls),
      identity_(identity),
      clock_(std::move(clock)),
      random_(random),
      environment_(environment) {}

Result<std::vector<Issuer>> IssuerService::issuers() {
    auto rows = store_.organisations();
    if (!rows) return std::move(rows).error();
    std::vector<Issuer> all;
    for (const auto& row : *rows) {
        auto issuer = read_issuer(row);
        if (!issuer) return std::move(issuer).error();
        all.push_back(std::move(*issuer));
    }
    return all;
}

Result<Issuer> IssuerService::issuer(std::string_view org) {
    auto row = store_.organisation(org);
    if (!row) return issuer_not_found(std::move(row).error());
    return read_issuer(*row);
}

Result<Issuer> IssuerService::default_issuer() {
    auto all = issuers();
    if (!all) return std::move(all).error();
    if (all->empty()) return Error{"issuer-not-found", "There is no issuer here yet.", "", ErrorKind::NotFound};
    return std::move(all->front());
}

Result<void> IssuerService::name_issuer(Issuer& issuer, IssuerIdentity identity, const KeyStore::NewKey& key,
                                        std::optional<storage::DidLogStart>& log) {
    if (identity == IssuerIdentity::DidKey) {
        issuer.id = did::did_key(key.public_key);
        issuer.verification_method = did::did_key_method(key.public_key);
        return {};
    }
    if (identity == IssuerIdentity::DidWebvh) {
        auto started = start_hosted_log(keys_, urls_, issuer.org, key, issuer.created);
        if (!started) return std::move(started).error();
        issuer.id = std::move(started->did);
        log = std::move(started->stored);
    } else {
        auto did = hosted_did(urls_, issuer.org);
        if (!did) return std::move(did).error();
        issuer.id = std::move(*did);
    }
    issuer.verification_method = issuer.id + "#" + issuer.key_id;
    return {};
}

Result<Issuer> IssuerService::create_issuer(const NewIssuer& request, const Actor& actor) {
    if (request.name.empty()) return refused("issuer-name-missing", "An issuer needs a name.", "/name");
    Issuer issuer;
    issuer.org = request.org.empty() ? make_slug(request.name) : request.org;
    if (!is_slug(issuer.org)) {
        return refused("issuer-org-syntax",
                       "The short name has 1 to 63 of a-z, 0-9 and \"-\", and begins with a letter.", "/org");
    }
    issuer.name = request.name;
    issuer.description = request.description;
    issuer.url = request.url;
    issuer.email = request.email;
    issuer.key_id = "key-1";
    issuer.created = clock_();
    auto key = keys_.make(issuer.org, issuer.key_id, crypto::KeyType::Ed25519, issuer.created);
    if (!key) return std::move(key).error();
    std::optional<storage::DidLogStart> log;
    if (auto named = name_issuer(issuer, request.identity.value_or(identity_), *key, log); !named) {
        return std::move(named).error();
    }
    auto stored = store_.create_organisation(to_row(issuer), key->row,
                                             audit(issuer.org, "issuer.create", issuer.org, actor, issuer.created),
                                             log ? &*log : nullptr);
    if (!stored) {
        return renamed(std::move(stored).error(), "exists", "issuer-exists",
                       "There is an issuer with this short name already.");
    }
    return issuer;
}

json::Object IssuerService::profile(const Issuer& issuer) const {
    return profile_json(issuer);
}

Result<StoredCredential> IssuerService::issue_credential(IssueCredential request, const Actor& actor) {
    auto signing = issuer(request.org);
    if (!signing) return std::move(signing).error();
    if (auto before = answered(request.org, request.once); !before || *before) return answer_of(std::move(before));
    if (!request.credential.is_object()) return malformed("wrong-type", "A credential is a JSON object.");
    const auto& given = request.credential.get_object();
    if (auto ours = check_issuer(given, *signing, urls_); !ours) return std::move(ours).error();
    auto id = random_id(random_);
    // What has proofs has been signed as it is.
    const bool secured = request.proof.add && json::find(given, "proof") != nullptr;
    auto credential = secured ? given : completed(request.credential, *signing, urls_.credential(request.org, id));
    if (secured && request.status && !request.status->kinds.empty())
        return refused("already-secured", "The credential is signed already, and can get no status.", "/proof");
    const bool has_status = json::find(credential, "credentialStatus") != nullptr;
    if (has_status && request.status && !request.status->kinds.empty())
        return refused("status-given", "The credential has a status already; ask for none, or leave it out.",
                       "/credentialStatus");
    const bool without = secured || has_status || is_claims(credential);
    const auto status = request.status.value_or(without ? StatusPlan{} : usual_status(request.credential));
    vc::IssueOptions options;
    if (!request.cryptosuite.empty()) options.cryptosuite = std::move(request.cryptosuite);
    options.mandatory_pointers = std::move(request.mandatory_pointers);
    options.format = request.format;
    options.sd_jwt.disclosable = std::move(request.disclosable);
    options.proof = std::move(request.proof);
    options.challenge = std::move(request.challenge);
    options.domain = std::move(request.domain);
    auto made =
        sign({*signing, std::move(id), {}, request.once}, std::move(credential), status, std::move(options), actor);
    if (!made) return std::move(made).error();
    return store(std::move(*made), actor);
}

Result<StoredCredential> IssuerService::credential(std::string_view org, std::string_view id) {
    auto row = store_.credential(org, id);
    if (!row) return credential_not_found(std::move(row).error());
    return stored_credential(*row, urls_);
}

Result<StoredCredential> IssuerService::latest_version(std::string_view org, std::string_view id) {
    auto row = service::latest_version(store_, org, id);
    if (!row) return std::move(row).error();
    return stored_credential(*row, urls_);
}

Result<std::vector<StoredCredential>> IssuerService::credentials(std::string_view org, std::size_t limit) {
    auto rows = store_.credentials(org, std::clamp<std::size_t>(limit, 1, kMaxCredentials));
    if (!rows) return std::move(rows).error();
    std::vector<StoredCredential> all;
    for (const auto& row : *rows) all.push_back(stored_credential(row, urls_));
    return all;
}

}  // namespace blason::service
