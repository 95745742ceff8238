#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "engine/crypto/ec_openssl.hpp"
#include "engine/crypto/rsa.hpp"

namespace blason::crypto {

using namespace openssl;

namespace {

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using MdContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

constexpr int kSaltBytes = 32;  // RFC 7518 section 3.5: as long as the hash

/// Sets the padding of the algorithm; `init` is EVP_DigestSignInit or EVP_DigestVerifyInit.
template <typename Init>
MdContext prepared(SignatureAlgorithm algorithm, EVP_PKEY* key, Init init) {
    MdContext context(given(EVP_MD_CTX_new()));
    EVP_PKEY_CTX* parameters = nullptr;
    if (init(context.get(), &parameters, EVP_sha256(), nullptr, key) != 1) throw std::bad_alloc();
    const bool pss = algorithm == SignatureAlgorithm::Ps256;
    bool ok = EVP_PKEY_CTX_set_rsa_padding(parameters, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) == 1;
    if (pss) {
        ok = ok && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, kSaltBytes) == 1 &&
             EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha256()) == 1;
    }
    if (!ok) throw std::bad_alloc();
    return context;
}

Key read_public(ByteView der) {
    const std::uint8_t* at = der.data();
    return Key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, static_cast<long>(der.size())));
}

Number number_of(const Bytes& digits) {
    Number number(given(BN_secure_new()));
    given(BN_bin2bn(digits.data(), static_cast<int>(digits.size()), number.get()));
    return number;
}

/// OpenSSL needs the key in a form of its own, so its numbers stay in ordinary memory while the signer lives; OpenSSL
/// wipes them when it frees them.
class RsaSigner final : public Signer {
  public:
    RsaSigner(Key key, PublicKey public_key) : key_(std::move(key)), public_(std::move(public_key)) {}

    [[nodiscard]] const PublicKey& public_key() const override { return public_; }
    [[nodiscard]] Result<Bytes> sign(ByteView /*message*/) const override {
        return refused("key-needs-algorithm", "An RSA key allows RS256 and PS256: one of them must be named.");
    }
    [[nodiscard]] Result<Bytes> sign_with(SignatureAlgorithm algorithm, ByteView message) const override {
        if (info(algorithm).key_type != KeyType::Rsa) return Signer::sign_with(algorithm, message);
        const MdContext context = prepared(algorithm, key_.get(), EVP_DigestSignInit);
        Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
        std::size_t size = signature.size();
        if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
            throw std::bad_alloc();  // the key has been checked: memory is what can be missing
        }
        signature.resize(size);
        return signature;
    }

  private:
    Key key_;
    PublicKey public_;
};

}  // namespace

bool rsa_verify(SignatureAlgorithm algorithm, ByteView der, ByteView message, ByteView signature) {
    const Key key = read_public(der);
    // RFC 8017 sections 8.1.2 and 8.2.2, step 1.
    if (!key || signature.size() != static_cast<std::size_t>(EVP_PKEY_get_size(key.get()))) return false;
    const MdContext context = prepared(algorithm, key.get(), EVP_DigestVerifyInit);
    return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
}

std::unique_ptr<Signer> rsa_signer(const SecretBytes& secret, PublicKey public_key) {
    const auto reading = secret.read();
    const std::uint8_t* at = reading.bytes().data();
    Key key(given(d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &at, static_cast<long>(reading.bytes().size()))));
    return std::make_unique<RsaSigner>(std::move(key), std::move(public_key));
}

SecretBytes rsa_generate(int bits) {
    const Key key(given(EVP_RSA_gen(static_cast<unsigned>(bits))));
    const int size = i2d_PrivateKey(key.get(), nullptr);
    if (size <= 0) throw std::bad_alloc();
    SecretBytes der(static_cast<std::size_t>(size));
    der.write([&](std::span<std::uint8_t> out) {
        std::uint8_t* at = out.data();
        if (i2d_PrivateKey(key.get(), &at) != size) throw std::bad_alloc();
    });
    return der;
}

bool is_consistent_rsa(const RsaPrivate& key) {
    if (key.public_half.modulus.size() * 8 > kRsaMaxPrivateBits) return false;
    const NumberContext work(given(BN_CTX_secure_new()));
    const Number n = number_of(key.public_half.modulus);
    const Number e = number_of(key.public_half.exponent);
    const Number d = number_of(key.d);
    const Number p = number_of(key.p);
    const Number q = number_of(key.q);
    for (const auto* number : {&d, &p, &q}) {
        if (BN_cmp(number->get(), n.get()) >= 0) return false;
    }
    const Number product(given(BN_secure_new()));
    if (BN_mul(product.get(), p.get(), q.get(), work.get()) != 1) throw std::bad_alloc();
    if (BN_cmp(product.get(), n.get()) != 0 || !BN_is_odd(p.get()) || !BN_is_odd(q.get())) return false;

    const auto inverse = [&](const BIGNUM* a, const BIGNUM* b, const BIGNUM* modulus) {
        if (BN_is_one(modulus) || BN_is_zero(modulus)) return false;
        if (BN_mod_mul(product.get(), a, b, modulus, work.get()) != 1) throw std::bad_alloc();
        return BN_is_one(product.get()) == 1;
    };
    const auto below = [](const BIGNUM* a, const BIGNUM* b) { return BN_cmp(a, b) < 0; };
    const Number dp = number_of(key.dp);
    const Number dq = number_of(key.dq);
    const Number qi = number_of(key.qi);
    if (!below(dp.get(), p.get()) || !below(dq.get(), q.get()) || !below(qi.get(), p.get())) return false;
    if (!inverse(qi.get(), q.get(), p.get())) return false;
    if (BN_sub_word(p.get(), 1) != 1 || BN_sub_word(q.get(), 1) != 1) throw std::bad_alloc();
    return inverse(e.get(), d.get(), p.get()) && inverse(e.get(), d.get(), q.get()) &&
           inverse(e.get(), dp.get(), p.get()) && inverse(e.get(), dq.get(), q.get());
}

}  // namespace blason::crypto
