#include <sodium.h>

#include <new>
#include <stdexcept>

#include "engine/crypto/seal.hpp"
#include "engine/crypto/sodium_ready.hpp"

namespace blason::crypto {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kSealKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

constexpr std::uint64_t kMaxOperations = 16;
constexpr std::uint64_t kMaxMemory = 2ULL << 30U;

const std::uint8_t* data_of(std::string_view text) {
    return as_bytes(text).data();
}

}  // namespace

// The nonce is random: 24 bytes are enough to never meet twice under one key (draft-irtf-cfrg-xchacha section 2.1).
Bytes seal(const SecretBytes& key, ByteView plain, std::string_view context, Random& random) {
    if (key.size() != kSealKeySize) throw std::logic_error("a sealing key has 32 bytes");
    require_sodium();
    Bytes sealed(kNonce + plain.size() + kTag);
    random.fill(std::span(sealed).first(kNonce));
    const auto reading = key.read();
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonce, nullptr, plain.data(), plain.size(),
                                               data_of(context), context.size(), nullptr, sealed.data(),
                                               reading.bytes().data());
    return sealed;
}

Result<SecretBytes> unseal(const SecretBytes& key, ByteView sealed, std::string_view context) {
    require_sodium();
    const auto broken = [] {
        return refused("seal-broken", "The sealed bytes were changed, moved, or sealed with another key.");
    };
    if (key.size() != kSealKeySize || sealed.size() < kNonce + kTag) return broken();

    SecretBytes plain(sealed.size() - kNonce - kTag);
    bool opened = false;
    const auto reading = key.read();
    plain.write([&](std::span<std::uint8_t> out) {
        const auto cipher = sealed.subspan(kNonce);
        opened = crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, cipher.data(), cipher.size(),
                                                            data_of(context), context.size(), sealed.data(),
                                                            reading.bytes().data()) == 0;
    });
    if (!opened) return broken();
    return plain;
}

Result<SecretBytes> key_from_passphrase(std::string_view passphrase, ByteView salt, Argon2Cost cost) {
    require_sodium();
    if (salt.size() != crypto_pwhash_argon2id_SALTBYTES) {
        return refused("kdf-limits", "The salt of a passphrase must be 16 bytes long.");
    }
    if (cost.operations < crypto_pwhash_argon2id_OPSLIMIT_MIN || cost.operations > kMaxOperations ||
        cost.memory_bytes < crypto_pwhash_argon2id_MEMLIMIT_MIN || cost.memory_bytes > kMaxMemory) {
        return refused("kdf-limits", "The Argon2id cost is outside 1 to 16 passes and 8 KiB to 2 GiB.");
    }
    SecretBytes key(kSealKeySize);
    bool made = false;
    key.write([&](std::span<std::uint8_t> out) {
        made = crypto_pwhash_argon2id(out.data(), out.size(), passphrase.data(), passphrase.size(), salt.data(),
                                      cost.operations, static_cast<std::size_t>(cost.memory_bytes),
                                      crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0;
    });
    if (!made) throw std::bad_alloc();  // the only way Argon2id fails on parameters in range
    return key;
}

bool constant_time_equal(ByteView a, ByteView b) {
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace blason::crypto
