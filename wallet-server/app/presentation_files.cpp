#include "wallet-server/app/presentation_files.hpp"

#include <fstream>
#include <iterator>

#include "engine/crypto/secret_bytes.hpp"
#include "wallet-server/service/oid4vp/trust_file.hpp"

namespace blason::app {
namespace {

Error usage(Error error) {
    error.kind = ErrorKind::Usage;
    return error;
}

Result<std::string> read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad())
        return Error{"presentation-file", path + " cannot be read.", "", ErrorKind::Usage};
    return text;
}

}  // namespace

Result<PresentationFiles> read_presentation_files(const config::Config& config) {
    PresentationFiles out;
    if (!config.presentation_trust.empty()) {
        const auto text = read_text(config.presentation_trust);
        if (!text) return text.error();
        auto trust = service::oid4vp::read_trust(*text);
        if (!trust) return usage(std::move(trust).error());
        out.trust = std::move(*trust);
    }
    if (!config.presentation_certificate.empty()) {
        const auto pem = read_text(config.presentation_certificate);
        if (!pem) return pem.error();
        auto key = read_text(config.presentation_key);
        if (!key) return std::move(key).error();
        auto certificate = service::oid4vp::verifier_certificate(*pem, *key);
        crypto::wipe(*key);
        if (!certificate) return usage(std::move(certificate).error());
        out.certificate = std::make_shared<const service::oid4vp::VerifierCertificate>(std::move(*certificate));
    }
    return out;
}

}  // namespace blason::app
