#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "engine/crypto/ec_openssl.hpp"
#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/signature_algorithm.hpp"

namespace blason::crypto {

using namespace openssl;

namespace {

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

/// A verification context around a public key. Making one, with the check that the point is on its curve, costs as much
/// as half a verification, and most credentials of a run come from few issuers, so each thread keeps the last ones.
struct Prepared {
    KeyType type{};
    Bytes compressed;
    Key key;
    KeyContext context;
};

Prepared prepare(KeyType type, ByteView compressed) {
    Prepared made{type, Bytes(compressed.begin(), compressed.end()), nullptr, nullptr};
    // The parameters are read, never written: the casts satisfy a C signature.
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(group_name(type)), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, made.compressed.data(), made.compressed.size()),
        OSSL_PARAM_construct_end()};
    const KeyContext maker(given(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)));
    EVP_PKEY* key = nullptr;
    if (EVP_PKEY_fromdata_init(maker.get()) != 1 ||
        EVP_PKEY_fromdata(maker.get(), &key, EVP_PKEY_PUBLIC_KEY, const_cast<OSSL_PARAM*>(parameters.data())) != 1) {
        return made;
    }
    made.key.reset(key);
    made.context.reset(given(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr)));
    if (EVP_PKEY_verify_init(made.context.get()) != 1) made.context.reset();
    return made;
}

/// The last keys used by this thread, newest first.
EVP_PKEY_CTX* verification_context(KeyType type, ByteView compressed) {
    static constexpr std::size_t kKept = 8;
    thread_local std::vector<Prepared> kept;
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const Prepared& entry) {
        return entry.type == type && std::ranges::equal(entry.compressed, compressed);
    });
    if (found != kept.end()) {
        std::rotate(kept.begin(), found, found + 1);
    } else {
        if (kept.size() == kKept) kept.pop_back();
        kept.insert(kept.begin(), prepare(type, compressed));
    }
    return kept.front().context.get();
}

/// FIPS 186-5 section 6.4.2 step 1: 0 < r, s < n. Checked on exact-length halves before any other arithmetic.
Number read_half(ByteView half, const BIGNUM* order) {
    Number number(given(BN_bin2bn(half.data(), static_cast<int>(half.size()), nullptr)));
    if (BN_is_zero(number.get()) || BN_cmp(number.get(), order) >= 0) return nullptr;
    return number;
}

}  // namespace

HashAlgorithm hash_of(KeyType type) {
    return info(usual_algorithm(type).value()).hash;
}

bool ec_is_public_key(KeyType type, ByteView compressed) {
    return verification_context(type, compressed) != nullptr;
}

bool ecdsa_verify(KeyType type, ByteView compressed, ByteView message, ByteView signature) {
    // A longer or shorter text must never reach the conversion to DER: some lengths would be cut or padded to fit.
    const std::size_t size = info(type).signature_size;
    if (signature.size() != size) return false;
    const BIGNUM* order = EC_GROUP_get0_order(group_of(type));
    Number r = read_half(signature.first(size / 2), order);
    Number s = read_half(signature.subspan(size / 2), order);
    if (!r || !s) return false;

    const Signature pair(given(ECDSA_SIG_new()));
    ECDSA_SIG_set0(pair.get(), r.release(), s.release());
    std::array<std::uint8_t, 160> der;  // P-521 needs 139
    std::uint8_t* end = der.data();
    if (i2d_ECDSA_SIG(pair.get(), nullptr) > static_cast<int>(der.size())) return false;
    const int der_size = i2d_ECDSA_SIG(pair.get(), &end);
    if (der_size <= 0) return false;

    EVP_PKEY_CTX* context = verification_context(type, compressed);
    if (context == nullptr) return false;
    const Digest digest = hash(hash_of(type), message);
    return EVP_PKEY_verify(context, der.data(), static_cast<std::size_t>(der_size), digest.data.data(), digest.size) ==
           1;
}

}  // namespace blason::crypto
