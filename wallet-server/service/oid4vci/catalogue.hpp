// What an organisation offers to wallets: its achievements in every format, described as OpenID4VCI asks for it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/oauth/offered_credentials.hpp"
#include "wallet-server/service/oid4vci/formats.hpp"
#include "wallet-server/service/oid4vci/message_keys.hpp"

namespace blason::service::oid4vci {

inline constexpr std::size_t kBatchSize = 10;  ///< credentials of one request
/// DIDs whose keys are taken for a proof, beside the key itself ("jwk").
inline constexpr std::array<std::string_view, 3> kBindings{"did:key", "did:jwk", "did:web"};

class Catalogue : public oauth::OfferedCredentials {
  public:
    /// `attesters`: whether there is somebody whose key attestations count.
    Catalogue(IssuerService& issuers, storage::Store& store, KeyStore& keys, const MessageKeys& message_keys,
              const PublicUrls& urls, Clock clock, bool attesters)
        : issuers_(issuers),
          store_(store),
          keys_(keys),
          message_keys_(message_keys),
          urls_(urls),
          clock_(std::move(clock)),
          attesters_(attesters) {}

    /// `identifier`: under which of its two addresses the organisation is asked, its own or (the hosted issuer) that of
    /// the installation. Error "issuer-not-found".
    Result<vc::oid4vci::IssuerMetadata> metadata(const std::string& org, const std::string& identifier);
    /// The same as a JWT of the issuer's key (section 12.2.3).
    Result<std::string> signed_metadata(const std::string& org, const std::string& identifier);
    /// One of its configurations; nothing when there is no such achievement, or no such format.
    Result<std::optional<vc::oid4vci::CredentialConfiguration>> describe(std::string_view org, std::string_view id);

    [[nodiscard]] std::string credential_issuer(std::string_view org) override { return urls_.issuer(org); }
    Result<std::optional<oauth::OfferedCredential>> by_configuration(std::string_view org,
                                                                     std::string_view id) override;
    /// A configuration's scope is its id.
    Result<std::optional<oauth::OfferedCredential>> by_scope(std::string_view org, std::string_view scope) override {
        return by_configuration(org, scope);
    }

  private:
    /// JOSE names of what tokens of an organisation are signed with.
    struct TokenAlgorithms {
        std::string jwt;
        std::string sd_jwt;
    };
    Result<TokenAlgorithms> token_algorithms(std::string_view org);
    [[nodiscard]] vc::oid4vci::CredentialConfiguration configuration_of(const Achievement& achievement,
                                                                        const CredentialFormat& format,
                                                                        const TokenAlgorithms& algorithms) const;

    IssuerService& issuers_;
    storage::Store& store_;
    KeyStore& keys_;
    const MessageKeys& message_keys_;
    const PublicUrls& urls_;
    Clock clock_;
    bool attesters_;
};

}  // namespace blason::service::oid4vci
