#include "engine/crypto/ec_openssl.hpp"

#include <openssl/obj_mac.h>

#include <stdexcept>

#include "engine/crypto/ecdsa.hpp"

namespace blason::crypto {

using namespace openssl;

const EC_GROUP* openssl::group_of(KeyType type) {
    switch (type) {
        case KeyType::P256: {
            static const Group group(given(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)));
            return group.get();
        }
        case KeyType::P384: {
            static const Group group(given(EC_GROUP_new_by_curve_name(NID_secp384r1)));
            return group.get();
        }
        case KeyType::P521: {
            static const Group group(given(EC_GROUP_new_by_curve_name(NID_secp521r1)));
            return group.get();
        }
        case KeyType::Secp256k1: {
            static const Group group(given(EC_GROUP_new_by_curve_name(NID_secp256k1)));
            return group.get();
        }
        default:
            throw std::logic_error("not a key type of ECDSA");
    }
}

const char* openssl::group_name(KeyType type) {
    switch (type) {
        case KeyType::P256:
            return "prime256v1";
        case KeyType::P384:
            return "secp384r1";
        case KeyType::P521:
            return "secp521r1";
        case KeyType::Secp256k1:
            return "secp256k1";
        default:
            throw std::logic_error("not a key type of ECDSA");
    }
}

namespace {

Bytes point_bytes(const EC_GROUP* group, const EC_POINT* point, point_conversion_form_t form) {
    Bytes out(EC_POINT_point2oct(group, point, form, nullptr, 0, nullptr));
    EC_POINT_point2oct(group, point, form, out.data(), out.size(), nullptr);
    return out;
}

/// oct2point checks that the coordinates are below p and that the point is on the curve.
Point read_point(const EC_GROUP* group, ByteView bytes) {
    Point point(given(EC_POINT_new(group)));
    if (EC_POINT_oct2point(group, point.get(), bytes.data(), bytes.size(), nullptr) != 1) return nullptr;
    if (EC_POINT_is_at_infinity(group, point.get()) == 1) return nullptr;
    return point;
}

}  // namespace

std::optional<Bytes> ec_compress(KeyType type, ByteView bytes) {
    const EC_GROUP* group = group_of(type);
    const Point point = read_point(group, bytes);
    if (!point) return std::nullopt;
    return point_bytes(group, point.get(), POINT_CONVERSION_COMPRESSED);
}

Bytes ec_uncompress(KeyType type, ByteView compressed) {
    const EC_GROUP* group = group_of(type);
    const Point point = read_point(group, compressed);
    if (!point) throw std::logic_error("a public key that is not on its curve");
    return point_bytes(group, point.get(), POINT_CONVERSION_UNCOMPRESSED);
}

std::optional<Bytes> ec_public_from_secret(KeyType type, ByteView secret) {
    const EC_GROUP* group = group_of(type);
    const Number scalar(given(BN_secure_new()));
    given(BN_bin2bn(secret.data(), static_cast<int>(secret.size()), scalar.get()));
    BN_set_flags(scalar.get(), BN_FLG_CONSTTIME);
    if (BN_is_zero(scalar.get()) || BN_cmp(scalar.get(), EC_GROUP_get0_order(group)) >= 0) return std::nullopt;
    const Point point(given(EC_POINT_new(group)));
    if (EC_POINT_mul(group, point.get(), scalar.get(), nullptr, nullptr, nullptr) != 1) throw std::bad_alloc();
    return point_bytes(group, point.get(), POINT_CONVERSION_COMPRESSED);
}

std::optional<SecretBytes> ecdh_agree(KeyType type, ByteView secret, ByteView compressed) {
    const EC_GROUP* group = group_of(type);
    const Point theirs = read_point(group, compressed);
    const NumberContext work(given(BN_CTX_secure_new()));
    const Number scalar(given(BN_secure_new()));
    given(BN_bin2bn(secret.data(), static_cast<int>(secret.size()), scalar.get()));
    BN_set_flags(scalar.get(), BN_FLG_CONSTTIME);
    const Point shared(given(EC_POINT_new(group)));
    if (EC_POINT_mul(group, shared.get(), nullptr, theirs.get(), scalar.get(), work.get()) != 1) throw std::bad_alloc();
    if (EC_POINT_is_at_infinity(group, shared.get()) == 1) return std::nullopt;
    const Number x(given(BN_secure_new()));
    if (EC_POINT_get_affine_coordinates(group, shared.get(), x.get(), nullptr, work.get()) != 1) throw std::bad_alloc();
    SecretBytes out(info(type).public_size - 1);
    out.write([&](std::span<std::uint8_t> bytes) {
        if (BN_bn2binpad(x.get(), bytes.data(), static_cast<int>(bytes.size())) < 0) throw std::bad_alloc();
    });
    return out;
}

}  // namespace blason::crypto
