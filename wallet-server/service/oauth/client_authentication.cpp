#include "wallet-server/service/oauth/client_authentication.hpp"

#include "engine/crypto/hash.hpp"
#include "wallet-server/service/oauth/client_assertion.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::oauth {
namespace {

Error invalid_client(std::string detail) {
    return {"invalid_client", std::move(detail), "", ErrorKind::Unauthorized};
}

/// The same words for a client that is not there and for one that authenticates otherwise.
Error not_known_so() {
    return invalid_client("There is no client of this name that authenticates like this.");
}

}  // namespace

Result<Client> ClientAuthentication::authenticate(std::string_view org, const ClientProof& proof, const Actor& actor) {
    if (proof.secret) return clients_.authenticate(org, proof.id, *proof.secret);
    if (!proof.assertion.empty()) return by_assertion(org, proof, actor);
    if (proof.attestation) return by_attestation(org, proof, actor);
    // RFC 6749 section 2.3: nothing but the name is enough for those that registered to have nothing else.
    auto client = clients_.client(org, proof.id);
    if (!client) return client.error().code == "client-not-found" ? not_known_so() : std::move(client).error();
    if (client->metadata.auth_method != AuthMethod::None) return not_known_so();
    return client;
}

Result<Client> ClientAuthentication::by_assertion(std::string_view org, const ClientProof& proof, const Actor& actor) {
    const auto id = claimed_client(proof.assertion);
    if (!proof.id.empty() && proof.id != id) return invalid_client("client_id is not sub of the client_assertion.");
    auto client = clients_.client(org, id);
    if (!client) return client.error().code == "client-not-found" ? not_known_so() : std::move(client).error();
    if (client->metadata.auth_method != AuthMethod::PrivateKeyJwt) return not_known_so();
    const std::string audiences[] = {proof.server, proof.server + "/oauth/token", proof.endpoint};
    const auto checked = check_client_assertion(proof.assertion, *client, audiences, clock_());
    if (!checked) return checked.error();
    if (auto once = use_once(org, "client-assertion", client->id + " " + checked->id, checked->expires, actor); !once)
        return std::move(once).error();
    return client;
}

Result<Client> ClientAuthentication::by_attestation(std::string_view org, const ClientProof& proof,
                                                    const Actor& actor) {
    const auto checked = check_attestation(*proof.attestation, providers_, proof.server, clock_());
    if (!checked) return checked.error();
    if (!proof.id.empty() && proof.id != checked->client)
        return invalid_client("client_id is not the client that the attestation is about.");
    if (!checked->challenge.empty() && !challenges_.is_fresh(checked->challenge, clock_()))
        return refused("use_attestation_challenge", "The proof of the attested key needs a challenge of ours.");
    if (auto once = use_once(org, "attestation-pop", checked->instance + " " + checked->id, checked->expires, actor);
        !once)
        return std::move(once).error();
    auto client = clients_.attested(org, checked->client, actor);
    if (!client) return client;
    client->instance = checked->instance;
    return client;
}

Result<void> ClientAuthentication::use_once(std::string_view org, std::string_view kind, const std::string& value,
                                            Instant expires, const Actor& actor) {
    const auto digest = crypto::sha256(value);
    const auto now = clock_();
    auto used = store_.consume(org, kind, digest.bytes(), to_ms(expires), to_ms(now),
                               audit(org, std::string(kind) + ".consume", to_hex(digest.bytes()), actor, now));
    if (used) return {};
    if (used.error().code == "used") return invalid_client("This proof of the client was used before (jti).");
    return std::move(used).error();
}

}  // namespace blason::service::oauth
