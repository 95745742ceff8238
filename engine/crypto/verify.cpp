#include "engine/crypto/verify.hpp"

#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/ed25519.hpp"
#include "engine/crypto/rsa.hpp"

namespace blason::crypto {

bool verify(const PublicKey& key, ByteView message, ByteView signature) {
    switch (key.type()) {
        case KeyType::Ed25519:
            return ed25519_verify(key.bytes(), message, signature);
        case KeyType::P256:
        case KeyType::P384:
        case KeyType::P521:
        case KeyType::Secp256k1:
            return ecdsa_verify(key.type(), key.bytes(), message, signature);
        case KeyType::X25519:  // agrees on keys, does not sign
        case KeyType::Rsa:     // no Data Integrity suite uses RSA, and one key serves several JOSE algorithms
            return false;
    }
    return false;
}

bool verify(SignatureAlgorithm algorithm, const PublicKey& key, ByteView message, ByteView signature) {
    if (key.type() != info(algorithm).key_type) return false;
    if (key.type() == KeyType::Rsa) return rsa_verify(algorithm, key.bytes(), message, signature);
    return verify(key, message, signature);
}

}  // namespace blason::crypto
