#include "wallet-server/service/oauth/client_service.hpp"

#include "engine/crypto/hash.hpp"
#include "engine/crypto/seal.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oauth {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kMostId = 128;

/// A secret is 256 random bits, so a plain hash keeps it: there is nothing to guess.
Bytes hash_of(std::string_view secret) {
    const auto digest = crypto::sha256(secret);
    return {digest.bytes().begin(), digest.bytes().end()};
}

Result<Client> from_row(const storage::ClientRow& row) {
    auto doc = json::parse(row.doc);
    if (!doc) return std::move(doc).error();
    return Client{row.org, row.id, from_json(*doc), from_ms(row.created_ms)};
}

}  // namespace

ClientService::ClientService(storage::GrantStore& store, const MetadataRules& rules, Clock clock,
                             crypto::Random& random)
    : store_(store), rules_(rules), clock_(std::move(clock)), random_(random) {}

Result<MetadataRules> ClientService::rules_for(std::string_view org, const json::Value& request) {
    constexpr std::size_t kMostScopes = 100;
    auto rules = rules_;
    const auto scopes = parse_scopes(json::text_view(request, "scope")).value_or(Scopes{});
    if (offered_ == nullptr || scopes.size() > kMostScopes) return rules;
    for (const auto& scope : scopes) {
        if (is_known(scope)) continue;
        const auto credential = offered_->by_scope(org, scope);
        if (!credential) return credential.error();
        if (*credential) rules.credentials.push_back(scope);
    }
    return rules;
}

Result<Registration> ClientService::register_client(std::string_view org, const json::Value& request,
                                                    const std::string& address, const Actor& actor) {
    const auto rules = rules_for(org, request);
    if (!rules) return rules.error();
    auto metadata = read_client_metadata(request, *rules);
    if (!metadata) return std::move(metadata).error();
    const auto now = clock_();
    if (!addresses_.take(address, now) || !everybody_.take("", now))
        return unavailable("too-many-requests", "There were too many registrations; wait a few minutes.");

    const bool has_secret = metadata->auth_method == AuthMethod::SecretBasic;
    Registration made{{std::string(org), random_id(random_), std::move(*metadata), whole_seconds(now)},
                      has_secret ? text::base64url_encode(random_.bytes(kSecretBytes)) : std::string()};
    const auto& client = made.client;
    const storage::ClientRow row{client.org, client.id, has_secret ? hash_of(made.secret) : Bytes(),
                                 json::serialize(to_json(client.metadata)), to_ms(now)};
    auto added = store_.add_client(row, kMostUnused, audit(org, "client.register", client.id, actor, now));
    if (!added) return issuer_not_found(std::move(added).error());
    return made;
}

Result<Client> ClientService::client(std::string_view org, std::string_view id) {
    const Error unknown{"client-not-found", "No such client has registered here.", "", ErrorKind::NotFound};
    if (id.size() > kMostId) return unknown;
    auto row = store_.client(org, id);
    if (!row) return row.error().code == "not-found" ? unknown : std::move(row).error();
    return from_row(*row);
}

Result<Client> ClientService::attested(std::string_view org, std::string_view id, const Actor& actor) {
    const Error other{"invalid_client", "This name of a client is taken, or none.", "", ErrorKind::Unauthorized};
    if (id.empty() || id.size() > kMostId) return other;
    auto known = client(org, id);
    if (known) return known->metadata.auth_method == AuthMethod::Attestation ? std::move(known) : other;
    if (known.error().code != "client-not-found") return known;

    const auto now = clock_();
    ClientMetadata metadata;
    metadata.name = std::string(id);
    metadata.grant_types = {std::string(kAuthorizationCode), std::string(kRefreshToken)};
    metadata.scopes = all_known_scopes();
    metadata.auth_method = AuthMethod::Attestation;
    const storage::ClientRow row{std::string(org), std::string(id), Bytes(), json::serialize(to_json(metadata)),
                                 to_ms(now)};
    auto added = store_.add_client(row, kMostUnused, audit(org, "client.attested", id, actor, now));
    if (!added && added.error().code != "exists") return issuer_not_found(std::move(added).error());
    return client(org, id);  // also when it came a second time meanwhile
}

Result<Client> ClientService::authenticate(std::string_view org, std::string_view id, std::string_view secret) {
    const Error unknown{"invalid_client", "Client and secret do not belong together.", "", ErrorKind::Unauthorized};
    if (id.size() > kMostId) return unknown;
    auto row = store_.client(org, id);
    if (!row) return row.error().code == "not-found" ? unknown : std::move(row).error();
    if (!crypto::constant_time_equal(hash_of(secret), row->secret_hash)) return unknown;
    auto client = from_row(*row);
    if (client && client->metadata.auth_method != AuthMethod::SecretBasic) return unknown;
    return client;
}

}  // namespace blason::service::oauth
