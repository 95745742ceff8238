#include "wallet-server/service/oid4vp/verifier_key.hpp"

#include <algorithm>
#include <array>

#include "engine/crypto/private_key.hpp"
#include "engine/iri/iri.hpp"
#include "wallet-server/service/key_rotation.hpp"

namespace blason::service::oid4vp {
namespace {

using vc::oid4vp::ClientIdPrefix;
using vc::oid4vp::make_client_id;

/// ES256 first, which every wallet knows.
constexpr std::array kKeys{crypto::KeyType::P256, crypto::KeyType::Ed25519, crypto::KeyType::P384};

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kCertificateDays = 5 * 365;

std::string host_of(const std::string& url) {
    auto host = iri::split(url).authority;
    host = host.substr(0, host.rfind(':') == std::string_view::npos ? host.size() : host.rfind(':'));
    return std::string(host);
}

/// The dates come from the key, so that the same key has the same certificate, and the same identifier.
Result<Bytes> certificate_of(const IssuerKey& key, const Issuer& issuer, const std::string& host,
                             const IdentitySources& sources) {
    auto signer = sources.keys.signer(issuer.org, key.id);
    if (!signer) return std::move(signer).error();
    const std::int64_t from = key.created.seconds - key.created.seconds % kDay;
    return crypto::make_certificate(**signer, {host, {host}, {from, 0}, {from + kCertificateDays * kDay, 0}});
}

Result<VerifierIdentity> by_certificate(const Issuer& issuer, ClientIdPrefix prefix, const IdentitySources& sources) {
    const std::string host = host_of(sources.urls.base());
    VerifierIdentity out;
    if (sources.given != nullptr) {
        out.key_id = kGivenKey;
        for (const auto& one : sources.given->chain) out.certificates.push_back(one.der());
    } else {
        const auto key = current_key(sources.store, issuer, kKeys);
        if (!key) return key.error();
        auto der = certificate_of(*key, issuer, host, sources);
        if (!der) return std::move(der).error();
        out.key_id = key->id;
        out.certificates.push_back(std::move(*der));
    }
    const auto leaf = crypto::Certificate::from_der(out.certificates.front());
    if (!leaf) return leaf.error();
    if (prefix == ClientIdPrefix::X509Hash) {
        out.client = make_client_id(prefix, leaf->thumbprint());
        return out;
    }
    if (std::ranges::find(leaf->dns_names(), host) == leaf->dns_names().end())
        return refused("certificate-name", "The certificate of the verifier is for another host than this one.");
    out.client = make_client_id(prefix, host);
    return out;
}

}  // namespace

Result<VerifierCertificate> verifier_certificate(std::string_view pem, std::string_view key) {
    auto chain = crypto::certificates_from_pem(pem);
    if (!chain) return std::move(chain).error();
    auto read = crypto::parse_key_file(key);
    if (!read) return std::move(read).error();
    auto signer = crypto::make_signer(std::move(*read));
    if (!signer) return std::move(signer).error();
    if (!((*signer)->public_key() == chain->front().public_key()))
        return refused("key-mismatch", "The key is not the one of the verifier's certificate.");
    return VerifierCertificate{std::move(*chain), std::move(*signer)};
}

Result<VerifierIdentity> identity_of(const Issuer& issuer, const NewPresentationRequest& request,
                                     const std::string& answer_to, const IdentitySources& sources) {
    if (request.prefix == ClientIdPrefix::RedirectUri)
        return VerifierIdentity{make_client_id(request.prefix, answer_to), {}, {}, {}};
    if (request.prefix == ClientIdPrefix::X509SanDns || request.prefix == ClientIdPrefix::X509Hash)
        return by_certificate(issuer, request.prefix, sources);
    const auto key = current_key(sources.store, issuer, kKeys);
    if (!key) return key.error();
    VerifierIdentity out{{}, key->id, key->verification_method, {}};
    if (request.prefix == ClientIdPrefix::DecentralizedIdentifier) {
        out.client = make_client_id(request.prefix, issuer.id);
        return out;
    }
    if (request.client_id.empty())
        return refused("client-id-missing", "Say by which identifier wallets know this verifier.", "/clientId");
    if (request.prefix == ClientIdPrefix::VerifierAttestation && request.attestation.empty())
        return refused("client-id-missing", "An attested verifier brings its attestation.", "/verifierAttestation");
    out.client = make_client_id(request.prefix, request.client_id);
    return out;
}

}  // namespace blason::service::oid4vp
