#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <limits>
#include <stdexcept>

#include "engine/crypto/content_encryption.hpp"
#include "engine/crypto/ec_openssl.hpp"
#include "engine/crypto/seal.hpp"

namespace blason::crypto {

using namespace openssl;

namespace {

using enum ContentEncryption;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;

constexpr std::array kTable{
    ContentEncryptionInfo{A128Gcm, "A128GCM", 16, 12, 16},
    ContentEncryptionInfo{A256Gcm, "A256GCM", 32, 12, 16},
    ContentEncryptionInfo{A128CbcHs256, "A128CBC-HS256", 32, 16, 16},
    ContentEncryptionInfo{A256CbcHs512, "A256CBC-HS512", 64, 16, 32},
};

void require(bool ok) {
    if (!ok) throw std::bad_alloc();  // keys and sizes have been checked: memory is what can be missing
}

const EVP_CIPHER* cipher_of(ContentEncryption encryption) {
    switch (encryption) {
        case A128Gcm:
            return EVP_aes_128_gcm();
        case A256Gcm:
            return EVP_aes_256_gcm();
        case A128CbcHs256:
            return EVP_aes_128_cbc();
        case A256CbcHs512:
            return EVP_aes_256_cbc();
    }
    throw std::logic_error("not in the table");
}

bool is_gcm(ContentEncryption encryption) {
    return encryption == A128Gcm || encryption == A256Gcm;
}

int length(ByteView bytes) {
    if (bytes.size() > std::numeric_limits<int>::max() - 64) throw std::logic_error("content of over 2 GiB");
    return static_cast<int>(bytes.size());
}

CipherContext prepared(ContentEncryption encryption, ByteView key, ByteView iv, bool encrypting) {
    CipherContext context(given(EVP_CIPHER_CTX_new()));
    require(EVP_CipherInit_ex(context.get(), cipher_of(encryption), nullptr, key.data(), iv.data(),
                              encrypting ? 1 : 0) == 1);
    return context;
}

/// Runs the cipher over `input`; nothing when its last step refuses (padding, tag).
std::optional<Bytes> run(EVP_CIPHER_CTX* context, ByteView input) {
    Bytes out(input.size() + EVP_MAX_BLOCK_LENGTH);
    int first = 0;
    int last = 0;
    require(input.empty() || EVP_CipherUpdate(context, out.data(), &first, input.data(), length(input)) == 1);
    if (EVP_CipherFinal_ex(context, out.data() + first, &last) != 1) {
        wipe(out);
        return std::nullopt;
    }
    out.resize(static_cast<std::size_t>(first) + static_cast<std::size_t>(last));
    return out;
}

void add_additional(EVP_CIPHER_CTX* context, ByteView additional) {
    int ignored = 0;
    require(additional.empty() ||
            EVP_CipherUpdate(context, nullptr, &ignored, additional.data(), length(additional)) == 1);
}

/// RFC 7518 section 5.2.2.1 steps 4 to 6: over the additional data, the iv, the ciphertext and the bit length of the
/// additional data; the first half of the HMAC.
Bytes cbc_tag(ContentEncryption encryption, ByteView mac_key, ByteView iv, ByteView additional, ByteView ciphertext) {
    Bytes input(additional.begin(), additional.end());
    input.insert(input.end(), iv.begin(), iv.end());
    input.insert(input.end(), ciphertext.begin(), ciphertext.end());
    const std::uint64_t bits = std::uint64_t{additional.size()} * 8;
    for (unsigned shift = 64; shift != 0; shift -= 8) input.push_back(static_cast<std::uint8_t>(bits >> (shift - 8)));
    Bytes tag(EVP_MAX_MD_SIZE);
    given(HMAC(encryption == A128CbcHs256 ? EVP_sha256() : EVP_sha512(), mac_key.data(), length(mac_key), input.data(),
               input.size(), tag.data(), nullptr));
    tag.resize(info(encryption).tag_size);
    return tag;
}

}  // namespace

std::span<const ContentEncryptionInfo> content_encryptions() {
    return kTable;
}

const ContentEncryptionInfo& info(ContentEncryption encryption) {
    return kTable[static_cast<std::size_t>(encryption)];
}

const ContentEncryptionInfo* find_content_encryption(std::string_view jose_name) {
    for (const auto& row : kTable) {
        if (row.name == jose_name) return &row;
    }
    return nullptr;
}

EncryptedContent encrypt_content(ContentEncryption encryption, const SecretBytes& key, ByteView iv, ByteView additional,
                                 ByteView plain) {
    const auto& row = info(encryption);
    if (key.size() != row.key_size || iv.size() != row.iv_size) throw std::logic_error("sizes of key and iv");
    const auto reading = key.read();
    EncryptedContent out;
    if (is_gcm(encryption)) {
        const auto context = prepared(encryption, reading.bytes(), iv, true);
        add_additional(context.get(), additional);
        out.ciphertext = run(context.get(), plain).value();
        out.tag.resize(row.tag_size);
        require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, length(out.tag), out.tag.data()) == 1);
        return out;
    }
    const auto mac_key = reading.bytes().first(row.key_size / 2);
    const auto context = prepared(encryption, reading.bytes().subspan(row.key_size / 2), iv, true);
    out.ciphertext = run(context.get(), plain).value();
    out.tag = cbc_tag(encryption, mac_key, iv, additional, out.ciphertext);
    return out;
}

Result<Bytes> decrypt_content(ContentEncryption encryption, const SecretBytes& key, ByteView iv, ByteView additional,
                              ByteView ciphertext, ByteView tag) {
    const auto broken = [] { return refused("content-broken", "The encrypted content could not be opened."); };
    const auto& row = info(encryption);
    if (key.size() != row.key_size || iv.size() != row.iv_size || tag.size() != row.tag_size) return broken();
    const auto reading = key.read();
    std::optional<Bytes> plain;
    if (is_gcm(encryption)) {
        const auto context = prepared(encryption, reading.bytes(), iv, false);
        add_additional(context.get(), additional);
        Bytes expected(tag.begin(), tag.end());
        require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, length(expected), expected.data()) == 1);
        plain = run(context.get(), ciphertext);
    } else {
        // The tag first: only what its maker encrypted is ever unpadded.
        const auto mac_key = reading.bytes().first(row.key_size / 2);
        if (!constant_time_equal(cbc_tag(encryption, mac_key, iv, additional, ciphertext), tag)) return broken();
        const auto context = prepared(encryption, reading.bytes().subspan(row.key_size / 2), iv, false);
        plain = run(context.get(), ciphertext);
    }
    if (!plain) return broken();
    return std::move(*plain);
}

}  // namespace blason::crypto
