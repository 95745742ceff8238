#include "did/did_jwk.hpp"

#include <fmt/format.h>

#include "did/key_form.hpp"
#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/base64url.hpp"

namespace blason::did {
namespace {

constexpr std::size_t kMaxIdentifier = 8192;

Error invalid(std::string detail) {
    return refused("INVALID_DID", std::move(detail));
}

bool can_sign(crypto::KeyType type) {
    return type != crypto::KeyType::X25519;
}
bool can_agree(crypto::KeyType type) {
    return type != crypto::KeyType::Ed25519 && type != crypto::KeyType::Rsa;
}

/// did:jwk, "Read": `use` "sig" leaves keyAgreement out, "enc" leaves only that; never more than the key can do.
Result<std::vector<Purpose>> purposes_of(const json::Object& jwk, crypto::KeyType type) {
    const auto* use = json::find(jwk, "use");
    const bool known = use == nullptr || *use == "sig" || *use == "enc";
    if (!known) return invalid("The \"use\" of the key is neither \"sig\" nor \"enc\".");
    std::vector<Purpose> purposes;
    if (can_sign(type) && (use == nullptr || *use == "sig")) {
        purposes = {Purpose::AssertionMethod, Purpose::Authentication, Purpose::CapabilityInvocation,
                    Purpose::CapabilityDelegation};
    }
    if (can_agree(type) && (use == nullptr || *use == "enc")) purposes.push_back(Purpose::KeyAgreement);
    return purposes;
}

json::Value document_json(const std::string& did, const json::Object& jwk, const std::vector<Purpose>& purposes) {
    json::Object source{
        {"@context", {"https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"}},
        {"id", did},
        {"verificationMethod",
         json::Array{json::Object{
             {"id", did + "#0"}, {"type", "JsonWebKey2020"}, {"controller", did}, {"publicKeyJwk", jwk}}}}};
    for (const auto purpose : purposes)
        source.emplace(json::key(to_text(purpose)), json::Array{json::Value(did + "#0")});
    return source;
}

}  // namespace

std::string did_jwk(const crypto::PublicKey& key) {
    return "did:jwk:" + text::base64url_encode(as_bytes(json::canonicalize(key.jwk())));
}

std::string did_jwk_method(const crypto::PublicKey& key) {
    return did_jwk(key) + "#0";
}

Result<Resolution> resolve_did_jwk(const Did& did) {
    if (did.specific_id.size() > kMaxIdentifier) return invalid("The did:jwk is longer than any key.");
    const auto bytes = text::base64url_decode(did.specific_id);
    if (!bytes) return invalid("The did:jwk is not base64url without padding.");
    const auto jwk = json::parse(as_text(*bytes));
    if (!jwk || !jwk->is_object()) return invalid("The did:jwk holds no JSON object.");

    auto key = crypto::PublicKey::from_jwk(jwk->get_object());
    if (!key && key.error().code == "jwk-private-member") {
        return refused("private-key-in-document", "The did:jwk shows a private key; that key is lost.");
    }
    if (!key) return invalid(fmt::format("The did:jwk holds no key: {}", key.error().detail));
    const auto purposes = purposes_of(jwk->get_object(), key->type());
    if (!purposes) return purposes.error();
    auto limits = read_limits(jwk->get_object());
    if (!limits) return invalid(fmt::format("The did:jwk holds no key: {}", limits.error().detail));

    Document document;
    document.id = did.text;
    document.methods.push_back(
        {did.text + "#0", "JsonWebKey2020", did.text, *std::move(key), {}, {}, *std::move(limits)});
    for (const auto purpose : *purposes) document.relationships.emplace_back(purpose, did.text + "#0");
    document.json = document_json(did.text, jwk->get_object(), *purposes);
    return Resolution{std::move(document), "application/did", {}};
}

}  // namespace blason::did
