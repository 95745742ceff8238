// A certificate is written by hand, because a Signer never shows its key to a library.
#include <fmt/format.h>

#include <array>

#include "engine/crypto/certificate.hpp"
#include "engine/crypto/der.hpp"
#include "engine/crypto/ecdsa.hpp"
#include "engine/crypto/hash.hpp"

namespace blason::crypto {
namespace {

constexpr std::uint8_t kBoolean = 0x01;
constexpr std::uint8_t kBitString = 0x03;
constexpr std::uint8_t kOctetString = 0x04;
constexpr std::uint8_t kUtf8String = 0x0C;
constexpr std::uint8_t kUtcTime = 0x17;
constexpr std::uint8_t kSet = 0x31;
constexpr std::uint8_t kVersion = 0xA0;
constexpr std::uint8_t kExtensions = 0xA3;
constexpr std::uint8_t kDnsName = 0x82;

/// Identifiers with their tag and length, as X.690 section 8.19 encodes them.
const Bytes kEd25519{0x06, 0x03, 0x2B, 0x65, 0x70};                                    // RFC 8410
const Bytes kEcPublicKey{0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01};        // RFC 5480
const Bytes kP256{0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07};         // RFC 5480
const Bytes kP384{0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22};                           // RFC 5480
const Bytes kEcdsaSha256{0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02};  // RFC 5758
const Bytes kEcdsaSha384{0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03};  // RFC 5758
const Bytes kCommonName{0x06, 0x03, 0x55, 0x04, 0x03};                                 // X.520
const Bytes kAlternativeName{0x06, 0x03, 0x55, 0x1D, 0x11};                            // RFC 5280 4.2.1.6
const Bytes kBasicConstraints{0x06, 0x03, 0x55, 0x1D, 0x13};                           // 4.2.1.9
const Bytes kKeyUsage{0x06, 0x03, 0x55, 0x1D, 0x0F};                                   // 4.2.1.3
const Bytes kSubjectKeyId{0x06, 0x03, 0x55, 0x1D, 0x0E};                               // 4.2.1.2

struct Row {
    KeyType type;
    const Bytes& curve;      ///< empty: the algorithm says it
    const Bytes& signature;  ///< its algorithm
};

const Row* row_of(KeyType type) {
    static const Bytes none;
    static const std::array<Row, 3> rows{Row{KeyType::Ed25519, none, kEd25519},
                                         {KeyType::P256, kP256, kEcdsaSha256},
                                         {KeyType::P384, kP384, kEcdsaSha384}};
    for (const Row& row : rows)
        if (row.type == type) return &row;
    return nullptr;
}

Bytes element(std::uint8_t tag, std::initializer_list<ByteView> parts) {
    Bytes content;
    for (const ByteView part : parts) content.insert(content.end(), part.begin(), part.end());
    Bytes out;
    der::append(out, tag, content);
    return out;
}

Bytes sequence(std::initializer_list<ByteView> parts) {
    return element(der::kSequence, parts);
}

Bytes bits(ByteView bytes) {
    constexpr std::array<std::uint8_t, 1> kNoneUnused{0};
    return element(kBitString, {kNoneUnused, bytes});
}

Bytes name(std::string_view common_name) {
    const Bytes text = element(kUtf8String, {as_bytes(common_name)});
    const Bytes pair = sequence({kCommonName, text});
    return sequence({element(kSet, {pair})});
}

/// RFC 5280 section 4.1.2.5.1: YYMMDDHHMMSSZ, before 2050.
Bytes time(Instant instant) {
    const std::string text = format_instant({instant.seconds, 0});
    std::string digits;
    for (const char c : std::string_view(text).substr(2))
        if (c >= '0' && c <= '9') digits += c;
    return element(kUtcTime, {as_bytes(digits + "Z")});
}

Bytes extension(const Bytes& id, bool critical, const Bytes& value) {
    constexpr std::array<std::uint8_t, 3> kTrue{kBoolean, 1, 0xFF};
    const Bytes inside = element(kOctetString, {value});
    return sequence({id, critical ? ByteView(kTrue) : ByteView(), inside});
}

Bytes extensions(const std::vector<std::string>& dns_names, const Digest& key_id) {
    Bytes names;
    for (const std::string& one : dns_names) der::append(names, kDnsName, as_bytes(one));
    constexpr std::array<std::uint8_t, 4> kDigitalSignature{kBitString, 2, 7, 0x80};
    const Bytes usage(kDigitalSignature.begin(), kDigitalSignature.end());
    const Bytes identifier = element(kOctetString, {key_id.bytes().first(20)});
    const Bytes alternative = names.empty() ? Bytes() : extension(kAlternativeName, false, sequence({names}));
    const Bytes all = sequence({extension(kBasicConstraints, true, sequence({})), extension(kKeyUsage, true, usage),
                                extension(kSubjectKeyId, false, identifier), alternative});
    return element(kExtensions, {all});
}

/// Few readers know compressed points, so they are written whole (RFC 5480 section 2.2).
Bytes point_of(const PublicKey& key) {
    if (key.type() == KeyType::Ed25519) return {key.bytes().begin(), key.bytes().end()};
    return ec_uncompress(key.type(), key.bytes());
}

/// RFC 3279 section 2.2.3 of an IEEE P1363 signature.
Bytes ecdsa_to_der(ByteView signature) {
    const std::size_t half = signature.size() / 2;
    Bytes numbers;
    for (ByteView number : {signature.first(half), signature.last(half)}) {
        while (!number.empty() && number.front() == 0) number = number.subspan(1);
        der::append_positive(numbers, Bytes(number.begin(), number.end()));
    }
    return sequence({numbers});
}

}  // namespace

Result<Bytes> make_certificate(const Signer& signer, const CertificateOptions& options) {
    const PublicKey& key = signer.public_key();
    const Row* row = row_of(key.type());
    if (row == nullptr) {
        return refused("key-unsupported", fmt::format("A {} key gets no certificate here.", info(key.type()).name));
    }
    const Bytes key_algorithm = row->curve.empty() ? sequence({row->signature}) : sequence({kEcPublicKey, row->curve});
    const Bytes key_info = sequence({key_algorithm, bits(point_of(key))});
    const Digest key_id = sha256(key.bytes());

    constexpr std::array<std::uint8_t, 3> kV3{der::kInteger, 1, 2};
    Bytes serial;
    Bytes digits(key_id.bytes().begin(), key_id.bytes().begin() + 16);
    digits.front() = static_cast<std::uint8_t>((digits.front() & 0x7fU) | 0x40U);
    der::append_positive(serial, digits);
    const Bytes algorithm = sequence({row->signature});
    const Bytes who = name(std::string_view(options.common_name).substr(0, 64));
    const Bytes tbs = sequence({element(kVersion, {kV3}), serial, algorithm, who,
                                sequence({time(options.not_before), time(options.not_after)}), who, key_info,
                                extensions(options.dns_names, key_id)});
    auto signature = signer.sign(tbs);
    if (!signature) return signature;
    const Bytes written = key.type() == KeyType::Ed25519 ? std::move(*signature) : ecdsa_to_der(*signature);
    return sequence({tbs, algorithm, bits(written)});
}

}  // namespace blason::crypto
