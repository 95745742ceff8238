#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "engine/crypto/ed25519.hpp"
#include "engine/crypto/sodium_ready.hpp"

namespace blason::crypto {
namespace {

/// libsodium's form of a private key: the seed, then the public key.
SecretBytes expand(const SecretBytes& seed) {
    SecretBytes pair(crypto_sign_SECRETKEYBYTES);
    const auto reading = seed.read();
    pair.write([&](std::span<std::uint8_t> out) {
        Bytes public_half(crypto_sign_PUBLICKEYBYTES);
        crypto_sign_seed_keypair(public_half.data(), out.data(), reading.bytes().data());
    });
    return pair;
}

Bytes public_half(const SecretBytes& pair) {
    const auto reading = pair.read();
    const auto half = reading.bytes().subspan(kEd25519SeedSize);
    return {half.begin(), half.end()};
}

class Ed25519Signer final : public Signer {
  public:
    explicit Ed25519Signer(SecretBytes pair)
        : pair_(std::move(pair)), public_(*PublicKey::from_bytes(KeyType::Ed25519, public_half(pair_))) {}

    [[nodiscard]] const PublicKey& public_key() const override { return public_; }

    [[nodiscard]] Result<Bytes> sign(ByteView message) const override {
        Bytes signature(crypto_sign_BYTES);
        const auto reading = pair_.read();
        crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), reading.bytes().data());
        return signature;
    }

    [[nodiscard]] std::shared_ptr<const void> keep_open() const override {
        return std::make_shared<const SecretBytes::Reading>(pair_);
    }

  private:
    SecretBytes pair_;
    PublicKey public_;
};

/// RFC 8032 section 5.1.3 step 1: y must be below p = 2^255 - 19. The bytes are little-endian, the top bit is x's sign.
bool is_reduced(ByteView key) {
    if (key[0] < 0xed || (key[31] & 0x7fU) != 0x7fU) return true;
    for (std::size_t i = 1; i < 31; ++i) {
        if (key[i] != 0xff) return true;
    }
    return false;
}

using EncodedPoint = std::array<std::uint8_t, crypto_core_ed25519_BYTES>;

/// The last texts a thread has asked about, and whether they were points. Decoding one costs a quarter of a signature
/// check, and whoever verifies meets the same few issuers again and again.
class KnownPoints {
  public:
    [[nodiscard]] std::optional<bool> find(const EncodedPoint& point) const {
        const auto end = known_.begin() + static_cast<std::ptrdiff_t>(count_);
        const auto found = std::find_if(known_.begin(), end, [&](const Known& known) { return known.point == point; });
        return found == end ? std::nullopt : std::optional(found->good);
    }
    void add(const EncodedPoint& point, bool good) {
        known_[next_] = {point, good};
        next_ = (next_ + 1) % known_.size();
        count_ = std::max(count_, next_ == 0 ? known_.size() : next_);
    }

  private:
    struct Known {
        EncodedPoint point;
        bool good;
    };
    std::array<Known, 16> known_;
    std::size_t next_ = 0;  ///< where the next one goes: over the oldest, once all are in use
    std::size_t count_ = 0;
};

bool decodes(const EncodedPoint& point) {
    // Adding is the cheapest public call that decodes a point. crypto_core_ed25519_is_valid_point would also ask for
    // the main subgroup, which RFC 8032 does not, at the price of a scalar multiplication; crypto_sign_verify_detached
    // refuses keys of small order by itself.
    constexpr EncodedPoint kIdentity{1};
    EncodedPoint sum;
    return crypto_core_ed25519_add(sum.data(), point.data(), kIdentity.data()) == 0;
}

}  // namespace

bool ed25519_is_point(ByteView key) {
    require_sodium();
    if (key.size() != crypto_core_ed25519_BYTES || !is_reduced(key)) return false;
    thread_local KnownPoints known;
    EncodedPoint point;
    std::copy(key.begin(), key.end(), point.begin());
    if (const auto answer = known.find(point)) return *answer;
    const bool good = decodes(point);
    known.add(point, good);
    return good;
}

Bytes ed25519_public_from_seed(ByteView seed) {
    return public_half(expand(SecretBytes(seed)));
}

bool ed25519_verify(ByteView key, ByteView message, ByteView signature) {
    require_sodium();
    return key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

std::unique_ptr<Signer> ed25519_signer(const SecretBytes& seed) {
    if (seed.size() != kEd25519SeedSize) throw std::logic_error("an Ed25519 seed has 32 bytes");
    return std::make_unique<Ed25519Signer>(expand(seed));
}

Bytes x25519_public_from_secret(ByteView secret) {
    require_sodium();
    Bytes out(crypto_scalarmult_BYTES);
    crypto_scalarmult_base(out.data(), secret.data());
    return out;
}

std::optional<Bytes> x25519_public_from_ed25519(ByteView key) {
    require_sodium();
    Bytes out(crypto_scalarmult_BYTES);
    if (crypto_sign_ed25519_pk_to_curve25519(out.data(), key.data()) != 0) return std::nullopt;
    return out;
}

std::optional<SecretBytes> x25519_agree(ByteView secret, ByteView their_public) {
    require_sodium();
    SecretBytes shared(crypto_scalarmult_BYTES);
    bool agreed = false;
    shared.write([&](std::span<std::uint8_t> out) {
        agreed = crypto_scalarmult(out.data(), secret.data(), their_public.data()) == 0;
    });
    if (!agreed) return std::nullopt;
    return shared;
}

}  // namespace blason::crypto
