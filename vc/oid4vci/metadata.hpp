// Credential issuer metadata (OpenID4VCI 1.0 section 12.2): what an issuer offers, and how it wants to be asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::oid4vci {

/// Section 12.2.3: the type of signed metadata.
inline constexpr std::string_view kMetadataType = "openidvci-issuer-metadata+jwt";

// Appendix A: formats of credentials.
inline constexpr std::string_view kLdpVc = "ldp_vc";
inline constexpr std::string_view kJwtVcJson = "jwt_vc_json";
inline constexpr std::string_view kDcSdJwt = "dc+sd-jwt";
inline constexpr std::string_view kVcSdJwt = "vc+sd-jwt";

/// What is shown to people in one language.
struct Display {
    std::string name;
    std::string locale = {};  ///< BCP 47
    std::string description = {};
    std::string logo_uri = {};
    std::string logo_text = {};
};

/// One kind of proof that an issuer takes.
struct ProofType {
    std::string name;                     ///< "jwt", "di_vp", "attestation"
    std::vector<std::string> algorithms;  ///< `proof_signing_alg_values_supported`; of di_vp cryptosuites
    bool attestation_required = false;    ///< `key_attestations_required` is there
};

/// One entry of `credential_configurations_supported`.
struct CredentialConfiguration {
    std::string id;
    std::string format;
    std::string scope;                      ///< empty: none
    std::vector<std::string> types;         ///< `credential_definition.type` of the W3C formats
    std::vector<std::string> contexts;      ///< `credential_definition.@context` of ldp_vc
    std::string vct;                        ///< of dc+sd-jwt
    std::vector<std::string> signing_algs;  ///< `credential_signing_alg_values_supported`
    std::vector<std::string> bindings;      ///< `cryptographic_binding_methods_supported`: "jwk", "did:key", ...
    std::vector<ProofType> proof_types;     ///< empty: no proof is wanted
    std::vector<Display> display;

    [[nodiscard]] const ProofType* proof_type(std::string_view name) const;
};

/// `credential_request_encryption` and `credential_response_encryption`.
struct RequestEncryption {
    json::Value jwks;  ///< a JWK Set
    std::vector<std::string> encryptions;
    bool required = false;
};
struct ResponseEncryptionSupport {
    std::vector<std::string> algorithms;
    std::vector<std::string> encryptions;
    bool required = false;
};

struct IssuerMetadata {
    std::string credential_issuer;
    std::vector<std::string> authorization_servers;  ///< empty: the credential issuer itself
    std::string credential_endpoint;
    std::string nonce_endpoint;  ///< empty: none; likewise the two others
    std::string deferred_endpoint;
    std::string notification_endpoint;
    std::optional<RequestEncryption> request_encryption;
    std::optional<ResponseEncryptionSupport> response_encryption;
    std::uint64_t batch_size = 1;
    std::vector<Display> display;
    std::vector<CredentialConfiguration> configurations;

    [[nodiscard]] const CredentialConfiguration* configuration(std::string_view id) const;
};

/// `credential_issuer` must be `expected`, letter by letter; a configuration that cannot be read is left out, because
/// others may be of formats nobody here knows, but one at least must be read. An optional member that is null or of the
/// wrong type is as if it was not there; encryption that the issuer insists on must be read. Draft 13 is read too
/// (`display` of a configuration at its top level). Error "invalid-issuer-metadata", with its pointer.
Result<IssuerMetadata> parse_issuer_metadata(const json::Value& value, std::string_view expected);
json::Object to_json(const IssuerMetadata& metadata);
json::Object to_json(const CredentialConfiguration& configuration);

/// A well-known address of an issuer: `name` stands between host and path ("/.well-known/NAME/path", RFC 8414 section
/// 3.1), or behind the path, where wallets up to draft 15 look. `name`: "openid-credential-issuer",
/// "oauth-authorization-server". A slash at the end of the issuer is left out.
std::string inserted_well_known(std::string_view issuer, std::string_view name);
std::string appended_well_known(std::string_view issuer, std::string_view name);
inline constexpr std::string_view kIssuerWellKnown = "openid-credential-issuer";
inline constexpr std::string_view kServerWellKnown = "oauth-authorization-server";

}  // namespace blason::vc::oid4vci
