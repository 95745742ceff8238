#include <openssl/evp.h>

#include <memory>

#include "engine/crypto/md5.hpp"

namespace blason::crypto {

std::optional<Bytes> md5(ByteView bytes) {
    struct FreeMd {
        void operator()(EVP_MD* md) const { EVP_MD_free(md); }
    };
    // A provider without it (FIPS) has no such algorithm.
    static const std::unique_ptr<EVP_MD, FreeMd> algorithm(EVP_MD_fetch(nullptr, "MD5", nullptr));
    if (!algorithm) return std::nullopt;
    Bytes digest(16);
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm.get(), nullptr) != 1)
        return std::nullopt;
    return digest;
}

}  // namespace blason::crypto
