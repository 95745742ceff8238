#include "engine/crypto/key_agreement.hpp"

#include <fmt/format.h>

#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/ed25519.hpp"
#include "engine/crypto/hash.hpp"

namespace blason::crypto {
namespace {

class DiffieHellman final : public KeyAgreement {
  public:
    explicit DiffieHellman(PrivateKey key) : key_(std::move(key)) {}

    [[nodiscard]] const PublicKey& public_key() const override { return key_.public_key; }
    [[nodiscard]] Result<SecretBytes> agree(const PublicKey& theirs) const override {
        if (theirs.type() == key_.type) {
            const auto reading = key_.secret.read();
            auto secret = key_.type == KeyType::X25519 ? x25519_agree(reading.bytes(), theirs.bytes())
                                                       : ecdh_agree(key_.type, reading.bytes(), theirs.bytes());
            if (secret) return std::move(*secret);
        }
        return refused("key-agreement-failed", "The two keys do not agree on a secret.");
    }

  private:
    PrivateKey key_;
};

void append_number(Bytes& out, std::size_t number) {
    for (unsigned shift = 32; shift != 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(number >> (shift - 8)));
}

void append_with_length(Bytes& out, ByteView bytes) {
    append_number(out, bytes.size());
    out.insert(out.end(), bytes.begin(), bytes.end());
}

}  // namespace

Result<std::unique_ptr<KeyAgreement>> make_key_agreement(PrivateKey key) {
    switch (key.type) {
        case KeyType::X25519:
        case KeyType::P256:
        case KeyType::P384:
        case KeyType::P521:
            return std::unique_ptr<KeyAgreement>(std::make_unique<DiffieHellman>(std::move(key)));
        default:
            return refused("key-unsupported", fmt::format("Keys of type {} do not agree.", info(key.type).name));
    }
}

std::optional<PublicKey> x25519_of(const PublicKey& ed25519) {
    if (ed25519.type() != KeyType::Ed25519) return std::nullopt;
    const auto bytes = x25519_public_from_ed25519(ed25519.bytes());
    if (!bytes) return std::nullopt;
    auto key = PublicKey::from_bytes(KeyType::X25519, *bytes);
    if (!key) return std::nullopt;
    return *std::move(key);
}

SecretBytes concat_kdf(const SecretBytes& z, std::string_view algorithm, ByteView party_u, ByteView party_v,
                       std::size_t size) {
    if (size > 64) throw std::logic_error("no JOSE key is longer than 64 bytes");
    Bytes other_info;
    append_with_length(other_info, as_bytes(algorithm));
    append_with_length(other_info, party_u);
    append_with_length(other_info, party_v);
    append_number(other_info, size * 8);

    SecretBytes key(size);
    key.write([&](std::span<std::uint8_t> out) {
        const auto secret = z.read();
        Hasher hasher(HashAlgorithm::Sha256);
        for (std::size_t at = 0, round = 1; at < size; ++round) {  // NIST SP 800-56A section 5.8.2.1
            Bytes counter;
            append_number(counter, round);
            hasher.update(counter);
            hasher.update(secret.bytes());
            hasher.update(other_info);
            Digest digest = hasher.finish();
            const std::size_t count = std::min(size - at, digest.size);
            std::copy_n(digest.data.begin(), count, out.begin() + static_cast<std::ptrdiff_t>(at));
            wipe(digest.data);
            at += count;
        }
    });
    return key;
}

}  // namespace blason::crypto
