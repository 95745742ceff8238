#include <openssl/evp.h>

#include <stdexcept>

#include "engine/crypto/ec_openssl.hpp"
#include "engine/crypto/key_wrap.hpp"

namespace blason::crypto {

using namespace openssl;

namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;

/// nullptr for a size that JOSE has no name for (A192KW is not offered).
const EVP_CIPHER* cipher_of(const SecretBytes& key) {
    if (key.size() == 16) return EVP_aes_128_wrap();
    if (key.size() == 32) return EVP_aes_256_wrap();
    return nullptr;
}

CipherContext prepared(const SecretBytes& key, bool wrapping) {
    CipherContext context(given(EVP_CIPHER_CTX_new()));
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    const auto reading = key.read();
    if (EVP_CipherInit_ex(context.get(), cipher_of(key), nullptr, reading.bytes().data(), nullptr, wrapping ? 1 : 0) !=
        1) {
        throw std::bad_alloc();
    }
    return context;
}

}  // namespace

Bytes wrap_key(const SecretBytes& wrapping_key, const SecretBytes& key) {
    if (cipher_of(wrapping_key) == nullptr || key.size() < 16 || key.size() % 8 != 0) {
        throw std::logic_error("key sizes that AES Key Wrap is not offered for");
    }
    const auto context = prepared(wrapping_key, true);
    const auto reading = key.read();
    Bytes out(key.size() + 8);
    int size = 0;
    if (EVP_CipherUpdate(context.get(), out.data(), &size, reading.bytes().data(), static_cast<int>(key.size())) != 1 ||
        static_cast<std::size_t>(size) != out.size()) {
        throw std::bad_alloc();
    }
    return out;
}

Result<SecretBytes> unwrap_key(const SecretBytes& wrapping_key, ByteView wrapped) {
    constexpr std::size_t kMaxWrapped = 4096;  // no key is that long
    const auto broken = [] { return refused("key-wrap-broken", "The wrapped key could not be opened."); };
    if (cipher_of(wrapping_key) == nullptr || wrapped.size() < 24 || wrapped.size() % 8 != 0 ||
        wrapped.size() > kMaxWrapped) {
        return broken();
    }
    const auto context = prepared(wrapping_key, false);
    SecretBytes key(wrapped.size() - 8);
    bool opened = false;
    key.write([&](std::span<std::uint8_t> out) {
        int size = 0;
        opened =
            EVP_CipherUpdate(context.get(), out.data(), &size, wrapped.data(), static_cast<int>(wrapped.size())) == 1 &&
            static_cast<std::size_t>(size) == out.size();
    });
    if (!opened) return broken();
    return key;
}

}  // namespace blason::crypto
