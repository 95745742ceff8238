#include "engine/crypto/rsa_der.hpp"

#include <bit>

#include "engine/crypto/der.hpp"
#include "engine/crypto/secret_bytes.hpp"

namespace blason::crypto {
namespace {

using namespace der;

std::size_t bits(const Bytes& digits) {
    return digits.empty() ? 0 : digits.size() * 8 - static_cast<std::size_t>(std::countl_zero(digits.front()));
}

/// Nemec et al., "The Return of Coppersmith's Attack" (2017), section 2: such a modulus is, modulo each small prime, a
/// power of 65537. By chance that happens to one key in more than a hundred million.
bool is_roca(const Bytes& modulus) {
    static constexpr std::array kPrimes{11U, 13U, 17U,  19U,  37U,  53U,  61U,  71U, 73U,
                                        79U, 97U, 103U, 107U, 109U, 127U, 151U, 157U};
    return std::ranges::all_of(kPrimes, [&](unsigned prime) {
        unsigned rest = 0;
        for (const auto byte : modulus) rest = (rest * 256 + byte) % prime;
        unsigned power = 1;
        do {
            if (power == rest) return true;
            power = power * (65537 % prime) % prime;
        } while (power != 1);
        return false;
    });
}

}  // namespace

std::optional<RsaPublic> read_rsa_public(ByteView der) {
    auto inside = take(der, kSequence);
    if (!inside || !der.empty()) return std::nullopt;
    auto modulus = take_positive(*inside);
    if (!modulus) return std::nullopt;
    auto exponent = take_positive(*inside);
    if (!exponent || !inside->empty()) return std::nullopt;
    return RsaPublic{std::move(*modulus), std::move(*exponent)};
}

Bytes write_rsa_public(const RsaPublic& key) {
    Bytes inside;
    append_positive(inside, key.modulus);
    append_positive(inside, key.exponent);
    Bytes out;
    append(out, kSequence, inside);
    return out;
}

bool is_usable_rsa(const RsaPublic& key) {
    const std::size_t modulus_bits = bits(key.modulus);
    const std::size_t exponent_bits = bits(key.exponent);
    return modulus_bits >= 2048 && modulus_bits <= 8192 && (key.modulus.back() & 1U) == 1 && exponent_bits >= 2 &&
           exponent_bits <= 64 && (key.exponent.back() & 1U) == 1 && !is_roca(key.modulus);
}

RsaPrivate::~RsaPrivate() {
    for (auto* secret : {&d, &p, &q, &dp, &dq, &qi}) wipe(*secret);
}

std::optional<RsaPrivate> read_rsa_private(ByteView der) {
    auto inside = take(der, kSequence);
    if (!inside || !der.empty()) return std::nullopt;
    const auto version = take(*inside, kInteger);
    if (!version || version->size() != 1 || version->front() != 0) return std::nullopt;  // 1: more than two primes
    RsaPrivate key;
    for (auto* number :
         {&key.public_half.modulus, &key.public_half.exponent, &key.d, &key.p, &key.q, &key.dp, &key.dq, &key.qi}) {
        auto taken = take_positive(*inside);
        if (!taken) return std::nullopt;
        *number = std::move(*taken);
    }
    if (!inside->empty()) return std::nullopt;
    return key;
}

Bytes write_rsa_private(const RsaPrivate& key) {
    Bytes inside;
    inside.reserve(8192);  // enough that it never moves and leaves a copy behind
    append(inside, kInteger, Bytes{0});
    for (const auto* number :
         {&key.public_half.modulus, &key.public_half.exponent, &key.d, &key.p, &key.q, &key.dp, &key.dq, &key.qi}) {
        append_positive(inside, *number);
    }
    Bytes out;
    out.reserve(inside.size() + 4);
    append(out, kSequence, inside);
    wipe(inside);
    return out;
}

}  // namespace blason::crypto
