#include "vc/oid4vp/client_key.hpp"

#include <algorithm>
#include <array>

#include "engine/iri/iri.hpp"
#include "engine/jose/jwt.hpp"
#include "engine/text/base64.hpp"
#include "vc/jwt/certificate_chain.hpp"

namespace blason::vc::oid4vp {
namespace {

Error not_theirs(std::string detail, std::string pointer = "/client_id") {
    return refused("invalid_client", std::move(detail), std::move(pointer));
}

/// As the client is refused for it, but for what could not be asked.
Error not_theirs(const Error& error) {
    return error.kind == ErrorKind::Unavailable ? error : not_theirs(error.detail);
}

/// RFC 4648 section 4 with padding, as x5c has it; only for what we make.
std::string base64(ByteView bytes) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8U | (k < left ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += k <= left ? kDigits[group >> (18U - 6U * static_cast<unsigned>(k)) & 63U] : '=';
    }
    return out;
}

/// The key is one of the methods of the DID's document, whatever it is for there, and `kid` says which.
Result<ClientKey> key_of_did(const jose::Jws& jws, const AuthorizationRequest& request, const ObjectRules& rules) {
    const std::string did(request.client.identifier);
    const std::string kid(jws.kid());
    if (!kid.starts_with(did + "#")) return not_theirs("The key is not one of this DID.", "/kid");
    did::ResolveOptions options;
    options.now = rules.now;
    options.json = false;
    const auto resolution = rules.resolver.resolve(did, options);
    if (!resolution) return not_theirs(resolution.error());
    if (resolution->metadata.deactivated) return not_theirs("The DID of the verifier is deactivated.");
    const did::VerificationMethod* method = resolution->document.find(kid);
    if (method == nullptr) return not_theirs("The DID of the verifier has no such key.", "/kid");
    if ((method->expires && *method->expires <= rules.now) || (method->revoked && *method->revoked <= rules.now))
        return not_theirs("The key of the verifier has expired or was revoked.", "/kid");
    return ClientKey{{method->key, {}, {}, {}, {}}, {}, false};
}

Result<std::vector<crypto::Certificate>> chain_of(const json::Object& header) {
    if (!header.contains("x5c"))
        return not_theirs("The request object does not bring the certificate of the verifier.", "/x5c");
    auto chain = jwt::certificate_chain(header);
    if (!chain) return not_theirs(chain.error().detail, "/x5c");
    return chain;
}

std::string_view host_of(std::string_view url) {
    auto host = iri::split(url).authority;
    if (const auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
    return host.substr(0, host.find(':'));
}

/// A name in a certificate counts where the answer goes to that host (and TLS shows it), or where an authority that the
/// wallet believes has signed the certificate.
Result<ClientKey> key_of_certificate(const jose::Jws& jws, const AuthorizationRequest& request,
                                     const ObjectRules& rules) {
    const auto chain = chain_of(jws.header);
    if (!chain) return chain.error();
    if (const auto held = crypto::check_chain(*chain, rules.trust.anchors, rules.now); !held)
        return not_theirs(held.error().detail, "/x5c");
    const crypto::Certificate& leaf = chain->front();
    const bool vouched = !rules.trust.anchors.empty();
    if (request.client.prefix == ClientIdPrefix::X509Hash) {
        if (leaf.thumbprint() != request.client.identifier)
            return not_theirs("The client identifier is of another certificate.");
        return ClientKey{{leaf.public_key(), {}, {}, {}, {}}, {}, vouched};
    }
    if (std::ranges::find(leaf.dns_names(), request.client.identifier) == leaf.dns_names().end())
        return not_theirs("The certificate does not have the name that the client identifier says.");
    if (!vouched && host_of(request.answer_to) != request.client.identifier)
        return not_theirs("The answer would go to another host than the client identifier says.", "/response_uri");
    return ClientKey{{leaf.public_key(), {}, {}, {}, {}}, {}, vouched};
}

/// Section 12: somebody whom the wallet believes has signed which key this verifier has.
Result<ClientKey> key_of_attestation(const jose::Jws& jws, const AuthorizationRequest& request,
                                     const ObjectRules& rules) {
    const auto refused_attestation = [](std::string detail) { return not_theirs(std::move(detail), "/jwt"); };
    const json::Value* text = json::find(jws.header, "jwt");
    if (text == nullptr || !text->is_string()) return refused_attestation("The verifier brings no attestation.");
    const auto attestation = jose::parse_compact(json::view(*text));
    if (!attestation) return refused_attestation(attestation.error().detail);
    const auto claims = jose::parse_claims(attestation->payload);
    if (!claims) return refused_attestation(claims.error().detail);
    const json::Value* issuer = json::find(*claims, "iss");
    const auto attester =
        issuer == nullptr ? rules.trust.attesters.end() : rules.trust.attesters.find(json::view(*issuer));
    if (attester == rules.trust.attesters.end())
        return refused_attestation("The attestation of the verifier comes from somebody who is not known here.");
    const auto algorithm = attestation->algorithm();
    if (!algorithm) return refused_attestation(algorithm.error().detail);
    const auto& keys = attester->second.keys();
    const jose::Jwk* key = attestation->kid().empty() && keys.size() == 1
                               ? &keys.front()
                               : attester->second.find(attestation->kid(), *algorithm);
    if (key == nullptr) return refused_attestation("The key of the attestation is not known.");
    constexpr std::array<std::string_view, 1> kTypes{"verifier-attestation+jwt"};
    const auto verified =
        jose::verify_jwt(*attestation, *key, {.now = rules.now, .types = kTypes, .expiry_required = true});
    if (!verified) return refused_attestation(verified.error().detail);
    const json::Value* subject = json::find(*claims, "sub");
    if (subject == nullptr || json::view(*subject) != request.client.identifier)
        return refused_attestation("The attestation is of another verifier.");
    if (const json::Value* addresses = json::find(*claims, "redirect_uris")) {
        const bool there =
            addresses->is_array() && std::ranges::any_of(addresses->get_array(), [&](const json::Value& one) {
                return one.is_string() && json::view(one) == request.answer_to;
            });
        if (!there) return refused_attestation("The answer would go elsewhere than the attestation says.");
    }
    const json::Value* cnf = json::find(*claims, "cnf");
    const json::Value* jwk = cnf == nullptr ? nullptr : json::find(*cnf, "jwk");
    if (jwk == nullptr || !jwk->is_object()) return refused_attestation("The attestation has no key of the verifier.");
    auto own = jose::parse_jwk(jwk->get_object());
    if (!own) return refused_attestation(own.error().detail);
    own->kid.clear();
    return ClientKey{std::move(*own), {}, true};
}

Result<ClientKey> key_of_known(const jose::Jws& jws, const AuthorizationRequest& request, const ObjectRules& rules) {
    const auto known = known_verifier(request, rules.trust);
    if (!known) return known.error();
    const auto algorithm = jws.algorithm();
    if (!algorithm) return not_theirs(algorithm.error().detail);
    if (!(*known)->keys) return not_theirs("No key of this verifier is known.");
    const auto& keys = (*known)->keys->keys();
    const jose::Jwk* key =
        jws.kid().empty() && keys.size() == 1 ? &keys.front() : (*known)->keys->find(jws.kid(), *algorithm);
    if (key == nullptr) return not_theirs("The verifier has no such key.", "/kid");
    return ClientKey{*key, (*known)->name, true};
}

}  // namespace

Result<const KnownVerifier*> known_verifier(const AuthorizationRequest& request, const Trust& trust) {
    const auto found = trust.verifiers.find(request.client.text);
    if (found == trust.verifiers.end()) return not_theirs("This verifier is not known here.");
    if (std::ranges::find(found->second.addresses, request.answer_to) == found->second.addresses.end())
        return not_theirs("The answer would go to an address that is not this verifier's.", "/response_uri");
    return &found->second;
}

Result<ClientKey> key_of_client(const jose::Jws& jws, const AuthorizationRequest& request, const ObjectRules& rules) {
    switch (request.client.prefix) {
        case ClientIdPrefix::DecentralizedIdentifier:
            return key_of_did(jws, request, rules);
        case ClientIdPrefix::X509SanDns:
        case ClientIdPrefix::X509Hash:
            return key_of_certificate(jws, request, rules);
        case ClientIdPrefix::VerifierAttestation:
            return key_of_attestation(jws, request, rules);
        case ClientIdPrefix::PreRegistered:
            return key_of_known(jws, request, rules);
        case ClientIdPrefix::RedirectUri:
            break;
    }
    return not_theirs("A verifier that is known by its address only does not sign.");
}

void add_to_header(json::Object& header, const ObjectKey& key) {
    if (!key.kid.empty()) header.emplace("kid", key.kid);
    if (!key.certificates.empty()) {
        json::Array x5c;
        for (const Bytes& one : key.certificates) x5c.emplace_back(base64(one));
        header.emplace("x5c", std::move(x5c));
    }
    if (!key.attestation.empty()) header.emplace("jwt", key.attestation);
}

}  // namespace blason::vc::oid4vp
