// What an operator may give for presentations (OpenID4VP): a certificate of the verifier, and whom the wallets believe.
#pragma once

#include <memory>

#include "engine/base/result.hpp"
#include "vc/oid4vp/request_object.hpp"
#include "wallet-server/config/config.hpp"
#include "wallet-server/service/oid4vp/verifier_key.hpp"

namespace blason::app {

struct PresentationFiles {
    std::shared_ptr<const service::oid4vp::VerifierCertificate> certificate;  ///< nullptr: none
    vc::oid4vp::Trust trust;
};

/// Errors "presentation-file" (a file cannot be read), those of service::oid4vp::verifier_certificate and read_trust;
/// kind Usage.
Result<PresentationFiles> read_presentation_files(const config::Config& config);

}  // namespace blason::app
