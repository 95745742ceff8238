#include "engine/crypto/authority_key.hpp"

#include <algorithm>
#include <array>

#include "engine/crypto/der.hpp"

namespace blason::crypto {

namespace {

constexpr std::uint8_t kBoolean = 0x01;
constexpr std::uint8_t kOctetString = 0x04;
constexpr std::uint8_t kObjectIdentifier = 0x06;
constexpr std::uint8_t kVersion = 0xa0;                                           // [0]
constexpr std::uint8_t kExtensions = 0xa3;                                        // [3]
constexpr std::uint8_t kKeyIdentifier = 0x80;                                     // [0] IMPLICIT
constexpr std::array<std::uint8_t, 3> kAuthorityKeyIdentifier{0x55, 0x1d, 0x23};  // 2.5.29.35

/// The extensions of a TBSCertificate (RFC 5280 section 4.1): what comes before them is passed over.
std::optional<ByteView> extensions_of(ByteView certificate) {
    auto whole = der::take(certificate, der::kSequence);
    if (!whole || !certificate.empty()) return std::nullopt;
    auto body = der::take(*whole, der::kSequence);
    if (!body) return std::nullopt;
    static_cast<void>(der::take(*body, kVersion));
    if (!der::take(*body, der::kInteger)) return std::nullopt;  // serial number
    // signature, issuer, validity, subject, subjectPublicKeyInfo
    for (int i = 0; i < 5; ++i) {
        if (!der::take(*body, der::kSequence)) return std::nullopt;
    }
    constexpr std::uint8_t kIssuerUniqueId = 0x81;
    constexpr std::uint8_t kSubjectUniqueId = 0x82;
    static_cast<void>(der::take(*body, kIssuerUniqueId));
    static_cast<void>(der::take(*body, kSubjectUniqueId));
    auto explicit_list = der::take(*body, kExtensions);
    if (!explicit_list) return std::nullopt;
    return der::take(*explicit_list, der::kSequence);
}

/// AuthorityKeyIdentifier: a sequence whose first, optional member is the identifier.
std::optional<Bytes> read(ByteView value) {
    auto sequence = der::take(value, der::kSequence);
    const auto identifier = sequence ? der::take(*sequence, kKeyIdentifier) : std::nullopt;
    if (!identifier || identifier->empty()) return std::nullopt;
    return Bytes(identifier->begin(), identifier->end());
}

}  // namespace

std::optional<Bytes> authority_key_identifier(ByteView certificate) {
    auto extensions = extensions_of(certificate);
    if (!extensions) return std::nullopt;
    while (!extensions->empty()) {
        auto extension = der::take(*extensions, der::kSequence);
        if (!extension) return std::nullopt;
        const auto name = der::take(*extension, kObjectIdentifier);
        static_cast<void>(der::take(*extension, kBoolean));  // critical
        const auto value = der::take(*extension, kOctetString);
        if (!name || !value) return std::nullopt;
        if (std::ranges::equal(*name, kAuthorityKeyIdentifier)) return read(*value);
    }
    return std::nullopt;
}

}  // namespace blason::crypto
