#include "engine/crypto/private_key.hpp"

#include <fmt/format.h>

#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/ed25519.hpp"
#include "engine/crypto/rsa.hpp"
#include "engine/text/base64url.hpp"

namespace blason::crypto {
namespace {

/// Nothing when the secret is not a private key of this type; its size has been checked.
std::optional<Bytes> public_from_secret(KeyType type, ByteView secret) {
    switch (type) {
        case KeyType::Ed25519:
            return ed25519_public_from_seed(secret);
        case KeyType::X25519:
            return x25519_public_from_secret(secret);
        case KeyType::Rsa: {
            const auto key = read_rsa_private(secret);
            if (!key || !is_consistent_rsa(*key)) return std::nullopt;
            return write_rsa_public(key->public_half);
        }
        default:
            return ec_public_from_secret(type, secret);
    }
}

}  // namespace

Result<PrivateKey> private_key_from_bytes(KeyType type, ByteView secret) {
    const auto& row = info(type);
    if (row.secret_size != 0 && secret.size() != row.secret_size) {
        return refused("key-size", fmt::format("A {} private key has {} bytes.", row.name, row.secret_size));
    }
    const auto public_bytes = public_from_secret(type, secret);
    if (!public_bytes) {
        return refused("key-invalid-secret", fmt::format("The bytes are not a private key of {}.", row.name));
    }
    auto public_key = PublicKey::from_bytes(type, *public_bytes);
    if (!public_key) return std::move(public_key).error();
    return PrivateKey{type, SecretBytes(secret), std::move(*public_key)};
}

Result<PrivateKey> generate_key(KeyType type, Random& random) {
    const auto& row = info(type);
    if (type == KeyType::Rsa) return private_key_from_bytes(type, rsa_generate(kRsaGeneratedBits).read().bytes());
    Bytes secret(row.secret_size);
    // FIPS 186-5 appendix A.2.2: draw again until the number is in range. For every type but P-521, whose 66 bytes
    // hold 7 bits too many, the first draw is one practically always.
    while (true) {
        random.fill(secret);
        if (type == KeyType::P521) secret.front() &= 1U;
        auto key = private_key_from_bytes(type, secret);
        wipe(secret);
        if (key || key.error().code != "key-invalid-secret") return key;
    }
}

std::string private_jwk_text(const PrivateKey& key) {
    std::string text;
    text.reserve(6144);  // enough that it never moves and leaves a copy behind
    const json::Object jwk = key.public_key.jwk();
    for (const auto& member : jwk) {
        text += text.empty() ? '{' : ',';
        text += fmt::format(R"("{}":"{}")", std::string_view(member.key().data(), member.key().size()),
                            json::view(member.value()));
    }
    const auto append_secret = [&](std::string_view name, ByteView bytes) {
        std::string secret = text::base64url_encode(bytes);
        text += fmt::format(R"(,"{}":")", name);
        text += secret;
        text += '"';
        wipe(secret);
    };
    const auto reading = key.secret.read();
    if (key.type == KeyType::Rsa) {
        const auto rsa = read_rsa_private(reading.bytes()).value();
        append_secret("d", rsa.d);
        append_secret("p", rsa.p);
        append_secret("q", rsa.q);
        append_secret("dp", rsa.dp);
        append_secret("dq", rsa.dq);
        append_secret("qi", rsa.qi);
    } else {
        append_secret("d", reading.bytes());
    }
    text += '}';
    return text;
}

Result<std::unique_ptr<Signer>> make_signer(PrivateKey key) {
    switch (key.type) {
        case KeyType::Ed25519:
            return ed25519_signer(key.secret);
        case KeyType::P256:
        case KeyType::P384:
        case KeyType::P521:
        case KeyType::Secp256k1:
            return ecdsa_signer(std::move(key.secret), std::move(key.public_key));
        case KeyType::Rsa:
            return rsa_signer(key.secret, std::move(key.public_key));
        default:
            return refused("key-unsupported", fmt::format("Keys of type {} do not sign.", info(key.type).name));
    }
}

Result<std::unique_ptr<Signer>> make_signer(KeyType type, SecretBytes secret) {
    auto key = private_key_from_bytes(type, secret.read().bytes());
    if (!key) return std::move(key).error();
    return make_signer(std::move(*key));
}

}  // namespace blason::crypto
