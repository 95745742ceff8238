// X.509 certificates (RFC 5280) as far as OpenID4VP names verifiers by them: read, checked as a chain, and made for a
// key that signs for itself.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/crypto/signer.hpp"

namespace blason::crypto {

inline constexpr std::size_t kMaxCertificateBytes = 32U << 10U;
inline constexpr std::size_t kMaxChain = 8;

class Certificate {
  public:
    /// Exactly one certificate in DER. Errors "certificate-malformed", and those of PublicKey for a key of another
    /// kind than ours.
    static Result<Certificate> from_der(ByteView der);

    [[nodiscard]] const Bytes& der() const { return der_; }
    [[nodiscard]] const PublicKey& public_key() const { return key_; }
    /// The dNSName entries of the subject alternative name, in lower case.
    [[nodiscard]] const std::vector<std::string>& dns_names() const { return dns_names_; }
    /// base64url of the SHA-256 of the DER.
    [[nodiscard]] std::string thumbprint() const;

  private:
    Certificate(Bytes der, PublicKey key) : der_(std::move(der)), key_(std::move(key)) {}

    Bytes der_;
    PublicKey key_;
    std::vector<std::string> dns_names_;
};

/// All "CERTIFICATE" blocks of a text, in their order. Errors "certificate-malformed", those of from_der.
Result<std::vector<Certificate>> certificates_from_pem(std::string_view pem);

/// Whether the chain, its leaf first, leads to one of `anchors` and is in force at `now` (RFC 5280 section 6). Without
/// anchors: whether the chain holds by itself, its last certificate believed; that says nothing about who it is.
/// Error "certificate-not-trusted" with the reason.
Result<void> check_chain(std::span<const Certificate> chain, std::span<const Certificate> anchors, Instant now);

/// Whether `authority` has issued `certificate`: it may issue any, its name and key identifier are those that the
/// certificate says, and its key has signed it (RFC 5280 section 6.1.3). Times are not looked at.
bool has_issued(const Certificate& authority, const Certificate& certificate);

struct CertificateOptions {
    std::string common_name;  ///< of subject and issuer, at most 64 characters
    std::vector<std::string> dns_names;
    Instant not_before;
    Instant not_after;  ///< before the year 2050
};
/// The DER of a certificate that the key has signed for itself; its serial number is made of the key. Errors
/// "key-unsupported" (other than Ed25519, P-256 and P-384), those of the signer.
Result<Bytes> make_certificate(const Signer& signer, const CertificateOptions& options);

}  // namespace blason::crypto
