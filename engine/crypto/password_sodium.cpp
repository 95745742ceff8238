#include <sodium.h>

#include <array>
#include <new>

#include "engine/crypto/password.hpp"
#include "engine/crypto/sodium_ready.hpp"

namespace blason::crypto {

std::string hash_password(std::string_view password, Argon2Cost cost) {
    require_sodium();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.operations,
                              static_cast<std::size_t>(cost.memory_bytes), crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw std::bad_alloc();  // the only way it fails on parameters in range
    }
    return text.data();
}

bool is_password(std::string_view hash, std::string_view password) {
    require_sodium();
    return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
}

bool is_outdated(std::string_view hash, Argon2Cost cost) {
    require_sodium();
    return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), cost.operations,
                                          static_cast<std::size_t>(cost.memory_bytes)) != 0;
}

}  // namespace blason::crypto
