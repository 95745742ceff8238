#include "engine/crypto/pem.hpp"

#include <algorithm>
#include <array>

#include "engine/crypto/der.hpp"
#include "engine/crypto/rsa_der.hpp"
#include "engine/text/base64.hpp"

namespace blason::crypto {
namespace {

constexpr std::size_t kMaxPem = 16U << 10U;
constexpr std::uint8_t kBitString = 0x03;
/// rsaEncryption with its NULL parameters (RFC 3279 section 2.3.1).
constexpr std::array<std::uint8_t, 13> kRsaEncryption{0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7,
                                                      0x0D, 0x01, 0x01, 0x01, 0x05, 0x00};

Error malformed_pem() {
    return malformed("pem-malformed", "This is not a public key in PEM.");
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// RFC 7468 section 3: the base64 between the two lines of that label; nothing when there is no such pair.
std::optional<Bytes> between(std::string_view pem, std::string_view label) {
    const std::string begin = "-----BEGIN " + std::string(label) + "-----";
    const std::string end = "-----END " + std::string(label) + "-----";
    const std::size_t first = pem.find(begin);
    const std::size_t last = pem.find(end);
    if (first == std::string_view::npos || last == std::string_view::npos || last < first + begin.size())
        return std::nullopt;
    std::string base64;
    for (const char c : pem.substr(first + begin.size(), last - first - begin.size()))
        if (!is_space(c)) base64 += c;
    auto bytes = text::base64_decode(base64);
    if (!bytes) return std::nullopt;
    return std::move(*bytes);
}

Result<PublicKey> rsa_key(ByteView der) {
    const auto key = read_rsa_public(der);
    if (!key) return malformed_pem();
    if (!is_usable_rsa(*key))
        return refused("key-invalid-point", "The RSA key has not 2048 to 8192 bits, or its exponent is unfit.");
    return PublicKey::from_bytes(KeyType::Rsa, der);
}

/// RFC 5280 section 4.1: SEQUENCE { SEQUENCE { algorithm, parameters }, BIT STRING }.
Result<PublicKey> from_subject_public_key_info(ByteView der) {
    auto inside = der::take(der, der::kSequence);
    if (!inside || !der.empty()) return malformed_pem();
    const auto algorithm = der::take(*inside, der::kSequence);
    const auto bits = der::take(*inside, kBitString);
    if (!algorithm || !bits || !inside->empty() || bits->empty() || bits->front() != 0) return malformed_pem();
    if (!std::ranges::equal(*algorithm, kRsaEncryption))
        return refused("key-unsupported", "Only RSA keys are read from PEM.");
    return rsa_key(bits->subspan(1));
}

}  // namespace

Result<PublicKey> public_key_from_pem(std::string_view pem) {
    if (pem.size() > kMaxPem) return malformed_pem();
    if (const auto info = between(pem, "PUBLIC KEY")) return from_subject_public_key_info(*info);
    if (const auto key = between(pem, "RSA PUBLIC KEY")) return rsa_key(*key);
    return malformed_pem();
}

}  // namespace blason::crypto
