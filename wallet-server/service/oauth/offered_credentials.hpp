// What the authorization server has to know of the credential issuer beside it: which credentials there are to ask for,
// and which offers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/service/context.hpp"

namespace blason::service::oauth {

struct OfferedCredential {
    std::string configuration;  ///< `credential_configuration_id`
    std::string scope;          ///< that stands for it (OpenID4VCI 1.0 section 5.1.2); empty: none
    std::string name;           ///< for the consent page
};

class OfferedCredentials {
  public:
    virtual ~OfferedCredentials() = default;
    /// The credential issuer of an organisation: what `locations` of authorization_details may name.
    [[nodiscard]] virtual std::string credential_issuer(std::string_view org) = 0;
    /// Nothing when the organisation has no such configuration.
    virtual Result<std::optional<OfferedCredential>> by_configuration(std::string_view org, std::string_view id) = 0;
    /// Nothing when the scope stands for no credential.
    virtual Result<std::optional<OfferedCredential>> by_scope(std::string_view org, std::string_view scope) = 0;
};

/// The offers that consents are about: `issuer_state` is what an offer calls itself, or anything that a client says.
class OffersToConsentTo {
  public:
    virtual ~OffersToConsentTo() = default;
    /// What an offer promises may come later than an access token lasts, because somebody still has to agree to it.
    virtual Result<bool> comes_later(std::string_view org, std::string_view issuer_state) = 0;
    /// The transaction code of the offer, as the person typed it; good where the offer has none. Error "tx-code"
    /// (Refused): it is another, or was tried too often, or the offer is over.
    virtual Result<void> check_typed(std::string_view org, std::string_view issuer_state, std::string_view typed,
                                     const Actor& actor) = 0;
};

}  // namespace blason::service::oauth
