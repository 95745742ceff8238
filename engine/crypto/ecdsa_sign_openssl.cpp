// Deterministic ECDSA (RFC 6979): the W3C vectors are made with it, and a signature never depends on the quality of a
// random number. OpenSSL 3.0 cannot do it by itself (3.2 can), so the nonce and the formula are here, on its numbers
// and points.
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "engine/crypto/ec_openssl.hpp"
#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/hash.hpp"

namespace blason::crypto {

using namespace openssl;

namespace {

void require(bool ok) {
    if (!ok) throw std::bad_alloc();  // the numbers are in range: memory is what can be missing
}

Number new_number() {
    return Number(given(BN_secure_new()));
}

Bytes to_octets(const BIGNUM* number, std::size_t size) {
    Bytes out(size);
    require(BN_bn2binpad(number, out.data(), static_cast<int>(size)) >= 0);
    return out;
}

/// RFC 6979 section 2.3.2, bits2int: the leftmost bits, as many as the order of the curve has.
Number bits_to_number(ByteView bits, const BIGNUM* order) {
    Number number = new_number();
    given(BN_bin2bn(bits.data(), static_cast<int>(bits.size()), number.get()));
    const int excess = static_cast<int>(bits.size() * 8) - BN_num_bits(order);
    if (excess > 0) require(BN_rshift(number.get(), number.get(), excess) == 1);
    return number;
}

/// The generator of nonces of RFC 6979 section 3.2.
class Nonces {
  public:
    /// `secret` and `digest` as int2octets(x) and bits2octets(h1).
    Nonces(KeyType type, const BIGNUM* order, ByteView secret, ByteView digest)
        : order_(order),
          md_(hash_of(type) == HashAlgorithm::Sha256   ? EVP_sha256()
              : hash_of(type) == HashAlgorithm::Sha384 ? EVP_sha384()
                                                       : EVP_sha512()) {
        const auto size = static_cast<std::size_t>(EVP_MD_get_size(md_));
        v_.assign(size, 0x01);                                         // b
        k_.assign(size, 0x00);                                         // c
        for (const auto round : {std::uint8_t{0}, std::uint8_t{1}}) {  // d, e and f, g
            Bytes input = v_;
            input.push_back(round);
            input.insert(input.end(), secret.begin(), secret.end());
            input.insert(input.end(), digest.begin(), digest.end());
            k_ = hmac(input);
            wipe(input);
            v_ = hmac(v_);
        }
    }
    ~Nonces() {
        wipe(k_);
        wipe(v_);
    }
    Nonces(const Nonces&) = delete;
    Nonces& operator=(const Nonces&) = delete;

    Number next() {  // h
        while (true) {
            Bytes t;
            while (t.size() * 8 < static_cast<std::size_t>(BN_num_bits(order_))) {
                v_ = hmac(v_);
                t.insert(t.end(), v_.begin(), v_.end());
            }
            Number k = bits_to_number(t, order_);
            wipe(t);
            Bytes input = v_;
            input.push_back(0x00);
            k_ = hmac(input);
            v_ = hmac(v_);
            if (!BN_is_zero(k.get()) && BN_cmp(k.get(), order_) < 0) return k;
        }
    }

  private:
    [[nodiscard]] Bytes hmac(ByteView input) const {
        Bytes out(v_.size());
        given(HMAC(md_, k_.data(), static_cast<int>(k_.size()), input.data(), input.size(), out.data(), nullptr));
        return out;
    }

    const BIGNUM* order_;
    const EVP_MD* md_;
    Bytes k_;
    Bytes v_;
};

/// FIPS 186-5 section 6.4.1: s = k^-1 (e + r d) mod n. Numerator and denominator are multiplied with the same random
/// number, so that the time of the divisions says nothing about d and k.
Number second_half(const BIGNUM* k, const BIGNUM* e, const BIGNUM* r, const BIGNUM* d, const BIGNUM* n, BN_CTX* work) {
    const Number mask = new_number();
    do require(BN_priv_rand_range(mask.get(), n) == 1);
    while (BN_is_zero(mask.get()));
    const Number numerator = new_number();
    const Number masked_e = new_number();
    const Number denominator = new_number();
    require(BN_mod_mul(numerator.get(), mask.get(), r, n, work) == 1 &&
            BN_mod_mul(numerator.get(), numerator.get(), d, n, work) == 1 &&
            BN_mod_mul(masked_e.get(), mask.get(), e, n, work) == 1 &&
            BN_mod_add(numerator.get(), numerator.get(), masked_e.get(), n, work) == 1 &&
            BN_mod_mul(denominator.get(), mask.get(), k, n, work) == 1);
    Number s = new_number();
    require(BN_mod_inverse(denominator.get(), denominator.get(), n, work) != nullptr &&
            BN_mod_mul(s.get(), denominator.get(), numerator.get(), n, work) == 1);
    return s;
}

class EcdsaSigner final : public Signer {
  public:
    EcdsaSigner(SecretBytes secret, PublicKey public_key)
        : secret_(std::move(secret)), public_(std::move(public_key)) {}

    [[nodiscard]] const PublicKey& public_key() const override { return public_; }
    [[nodiscard]] std::shared_ptr<const void> keep_open() const override {
        return std::make_shared<const SecretBytes::Reading>(secret_);
    }

    [[nodiscard]] Result<Bytes> sign(ByteView message) const override {
        const KeyType type = public_.type();
        const EC_GROUP* group = group_of(type);
        const BIGNUM* n = EC_GROUP_get0_order(group);
        const std::size_t half = info(type).signature_size / 2;
        const NumberContext work(given(BN_CTX_secure_new()));

        const Digest digest = hash(hash_of(type), message);
        const Number e = bits_to_number(digest.bytes(), n);
        if (BN_cmp(e.get(), n) >= 0) require(BN_sub(e.get(), e.get(), n) == 1);  // bits2octets, section 2.3.4

        const auto secret = secret_.read();
        const Number d = new_number();
        given(BN_bin2bn(secret.bytes().data(), static_cast<int>(secret.bytes().size()), d.get()));
        BN_set_flags(d.get(), BN_FLG_CONSTTIME);
        Nonces nonces(type, n, secret.bytes(), to_octets(e.get(), half));
        const Point point(given(EC_POINT_new(group)));
        const Number r = new_number();
        while (true) {
            const Number k = nonces.next();
            BN_set_flags(k.get(), BN_FLG_CONSTTIME);
            require(EC_POINT_mul(group, point.get(), k.get(), nullptr, nullptr, work.get()) == 1 &&
                    EC_POINT_get_affine_coordinates(group, point.get(), r.get(), nullptr, work.get()) == 1 &&
                    BN_nnmod(r.get(), r.get(), n, work.get()) == 1);
            if (BN_is_zero(r.get())) continue;
            const Number s = second_half(k.get(), e.get(), r.get(), d.get(), n, work.get());
            if (BN_is_zero(s.get())) continue;
            Bytes signature = to_octets(r.get(), half);
            const Bytes second = to_octets(s.get(), half);
            signature.insert(signature.end(), second.begin(), second.end());
            return signature;
        }
    }

  private:
    SecretBytes secret_;
    PublicKey public_;
};

}  // namespace

std::unique_ptr<Signer> ecdsa_signer(SecretBytes secret, PublicKey public_key) {
    return std::make_unique<EcdsaSigner>(std::move(secret), std::move(public_key));
}

}  // namespace blason::crypto
