// What the authorization server has to know of the credential issuer beside it: which credentials there are to ask for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

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
    /// What an offer promises may come later than an access token lasts, because somebody still has to agree to it.
    virtual Result<bool> comes_later(std::string_view org, std::string_view issuer_state) = 0;
};

}  // namespace blason::service::oauth
