#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <new>

#include "engine/crypto/hmac.hpp"

namespace blason::crypto {

Digest hmac(HashAlgorithm algorithm, ByteView key, ByteView message) {
    const EVP_MD* md = algorithm == HashAlgorithm::Sha256   ? EVP_sha256()
                       : algorithm == HashAlgorithm::Sha384 ? EVP_sha384()
                                                            : EVP_sha512();
    Digest out;
    unsigned size = 0;
    if (HMAC(md, key.data(), static_cast<int>(key.size()), message.data(), message.size(), out.data.data(), &size) ==
        nullptr) {
        throw std::bad_alloc();
    }
    out.size = size;
    return out;
}

}  // namespace blason::crypto
