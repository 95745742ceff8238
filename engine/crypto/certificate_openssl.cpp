#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "engine/crypto/certificate.hpp"
#include "engine/crypto/ec_openssl.hpp"
#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/base64.hpp"
#include "engine/text/base64url.hpp"

namespace blason::crypto {

using namespace openssl;

namespace {

using X509Pointer = std::unique_ptr<X509, Freed<X509_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;

struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

Error malformed_certificate() {
    return malformed("certificate-malformed", "This is not an X.509 certificate.");
}

X509Pointer read(ByteView der) {
    const std::uint8_t* at = der.data();
    X509Pointer x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (x509 != nullptr && at != der.data() + der.size()) return nullptr;
    return x509;
}

Result<PublicKey> ec_key(const EVP_PKEY* key) {
    std::array<char, 64> group{};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1) return malformed_certificate();
    for (const KeyType type : {KeyType::P256, KeyType::P384, KeyType::P521, KeyType::Secp256k1}) {
        if (std::string_view(group.data(), size) != group_name(type)) continue;
        Bytes point(256);
        if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(), &size) != 1)
            return malformed_certificate();
        const auto compressed = ec_compress(type, ByteView(point).first(size));
        if (!compressed) return malformed_certificate();
        return PublicKey::from_bytes(type, *compressed);
    }
    return refused("key-unsupported", "The certificate has a key on a curve that is not known here.");
}

Result<PublicKey> key_of(const X509* x509) {
    const EVP_PKEY* key = X509_get0_pubkey(x509);
    if (key == nullptr) return malformed_certificate();
    if (EVP_PKEY_is_a(key, "ED25519") == 1) {
        Bytes raw(32);
        std::size_t size = raw.size();
        if (EVP_PKEY_get_raw_public_key(key, raw.data(), &size) != 1) return malformed_certificate();
        return PublicKey::from_bytes(KeyType::Ed25519, raw);
    }
    if (EVP_PKEY_is_a(key, "EC") == 1) return ec_key(key);
    if (EVP_PKEY_is_a(key, "RSA") == 1) {
        std::uint8_t* der = nullptr;
        const int size = i2d_PublicKey(key, &der);
        if (size <= 0) return malformed_certificate();
        const Bytes copy(der, der + size);
        OPENSSL_free(der);
        return PublicKey::from_bytes(KeyType::Rsa, copy);
    }
    return refused("key-unsupported", "The certificate has a key of a kind that is not known here.");
}

std::vector<std::string> dns_names_of(const X509* x509) {
    std::vector<std::string> out;
    const Names names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(x509, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; names != nullptr && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_DNS) continue;
        const std::string_view text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                                    static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
        out.push_back(text::lower(text));
    }
    return out;
}

}  // namespace

Result<Certificate> Certificate::from_der(ByteView der) {
    if (der.empty() || der.size() > kMaxCertificateBytes) return malformed_certificate();
    const auto x509 = read(der);
    if (x509 == nullptr) return malformed_certificate();
    auto key = key_of(x509.get());
    if (!key) return std::move(key).error();
    Certificate out(Bytes(der.begin(), der.end()), std::move(*key));
    out.dns_names_ = dns_names_of(x509.get());
    return out;
}

std::string Certificate::thumbprint() const {
    return text::base64url_encode(sha256(ByteView(der_)).bytes());
}

Result<std::vector<Certificate>> certificates_from_pem(std::string_view pem) {
    constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
    constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
    std::vector<Certificate> out;
    for (std::size_t at = pem.find(kBegin); at != std::string_view::npos; at = pem.find(kBegin, at)) {
        at += kBegin.size();
        const auto end = pem.find(kEnd, at);
        if (end == std::string_view::npos || out.size() == kMaxChain) return malformed_certificate();
        std::string base64;
        for (const char c : pem.substr(at, end - at))
            if (c != '\n' && c != '\r' && c != ' ' && c != '\t') base64 += c;
        const auto der = text::base64_decode(base64);
        if (!der) return malformed_certificate();
        auto one = Certificate::from_der(*der);
        if (!one) return std::move(one).error();
        out.push_back(std::move(*one));
    }
    if (out.empty()) return malformed_certificate();
    return out;
}

Result<void> check_chain(std::span<const Certificate> chain, std::span<const Certificate> anchors, Instant now) {
    const auto not_trusted = [](std::string why) { return refused("certificate-not-trusted", std::move(why)); };
    if (chain.empty() || chain.size() > kMaxChain)
        return not_trusted("There is no chain of certificates, or too long a one.");
    const Store store(given(X509_STORE_new()));
    const auto believe = [&](const Certificate& one) {
        const auto x509 = read(one.der());
        if (x509 != nullptr) X509_STORE_add_cert(store.get(), x509.get());
    };
    for (const Certificate& one : anchors) believe(one);
    if (anchors.empty()) believe(chain.back());

    std::vector<X509Pointer> owned;
    const std::unique_ptr<STACK_OF(X509), FreeStack> between(given(sk_X509_new_null()));
    for (const Certificate& one : chain) owned.push_back(read(one.der()));
    for (std::size_t i = 1; i < owned.size(); ++i) sk_X509_push(between.get(), owned[i].get());

    const StoreContext context(given(X509_STORE_CTX_new()));
    if (X509_STORE_CTX_init(context.get(), store.get(), owned.front().get(), between.get()) != 1)
        throw std::bad_alloc();
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    // An anchor may be an authority below the root, or the verifier's own certificate.
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_X509_STRICT);
    X509_VERIFY_PARAM_set_time(parameters, static_cast<std::time_t>(now.seconds));
    if (X509_verify_cert(context.get()) == 1) return {};
    return not_trusted(std::string("The chain of certificates does not hold: ") +
                       X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())) + ".");
}

bool has_issued(const Certificate& authority, const Certificate& certificate) {
    const auto above = read(authority.der());
    const auto below = read(certificate.der());
    if (above == nullptr || below == nullptr) return false;
    return X509_check_ca(above.get()) != 0 && X509_check_issued(above.get(), below.get()) == X509_V_OK &&
           X509_verify(below.get(), X509_get0_pubkey(above.get())) == 1;
}

}  // namespace blason::crypto
