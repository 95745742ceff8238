// Who a hosted organisation is as a verifier: its client identifier by each prefix, and the key that signs for it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/certificate.hpp"
#include "vc/oid4vp/client_id.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/service/oid4vp/presentation_request.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service::oid4vp {

/// A certificate that an authority has given the installation, with its key.
struct VerifierCertificate {
    std::vector<crypto::Certificate> chain;  ///< the leaf first; never empty
    std::shared_ptr<const crypto::Signer> signer;
};
/// Errors of certificates_from_pem and parse_key_file, "key-mismatch".
Result<VerifierCertificate> verifier_certificate(std::string_view pem, std::string_view key);

/// Instead of the id of an issuer's key: that of the VerifierCertificate.
inline constexpr const char* kGivenKey = "@certificate";

struct VerifierIdentity {
    vc::oid4vp::ClientId client;
    std::string key_id;  ///< empty: it does not sign
    std::string kid;
    std::vector<Bytes> certificates;  ///< DER, the leaf first; empty: none
};

struct IdentitySources {
    storage::Store& store;
    KeyStore& keys;
    const PublicUrls& urls;
    const VerifierCertificate* given;  ///< nullptr: none
};

/// `answer_to`: where answers go, which is the identifier of the prefix "redirect_uri". The certificate of the x509
/// prefixes is the given one, else one that the issuer's key has signed for itself, with the host of the installation
/// as its name; it is the same as long as the key is. Errors "client-id-missing" (pointer /clientId),
/// "certificate-name" (the given one has not the host's name), those of current_key and of crypto::make_certificate.
Result<VerifierIdentity> identity_of(const Issuer& issuer, const NewPresentationRequest& request,
                                     const std::string& answer_to, const IdentitySources& sources);

}  // namespace blason::service::oid4vp
