// The parts of the rehearsal against a service provider, in the order in which they need each other.
#pragma once

#include <optional>
#include <string>

#include "conformance/open_badges/api_calls.hpp"
#include "conformance/open_badges/provider.hpp"
#include "vc/format.hpp"
#include "wallet-server/service/badge_host/oauth_client.hpp"

namespace blason::conformance {

class ProviderRun {
  public:
    ProviderRun(const ProviderRehearsal& rehearsal, net::HttpClient& client, crypto::Random& random,
                const vc::Environment& environment, RehearsalReport& report)
        : rehearsal_(rehearsal),
          client_(client),
          random_(random),
          environment_(environment),
          report_(report),
          calls_(client, "") {}

    bool discover();
    bool register_client();
    bool authorize();
    void errors();         ///< what is refused, and in which words
    void read();           ///< PR2, PR3, PR4
    void write();          ///< PW2
    void write_profile();  ///< PW3
    void refresh();
    void narrow_scope();  ///< a token with one scope opens no more
    void revoke();        ///< PR5, PW4

  private:
    /// Tokens for these scopes, by way of the person.
    Result<service::badge_host::Tokens> tokens_for(const service::badge_host::Scopes& scopes);
    /// Required: this status, and an Imsx_StatusInfo.
    void expect_error(const std::string& id, const std::string& what, const Answer& answer, int status);
    /// Reads every page; nothing when one is not as it must be (which is reported).
    std::optional<std::vector<std::string>> all_credentials();
    /// Nothing when it verifies, else the first check that says no.
    [[nodiscard]] std::optional<std::string> why_not_valid(const std::string& credential) const;
    void send_badge(const std::string& id, vc::Format format, const std::string& content_type);

    const ProviderRehearsal& rehearsal_;
    net::HttpClient& client_;
    crypto::Random& random_;
    const vc::Environment& environment_;
    RehearsalReport& report_;
    ApiCalls calls_;
    service::badge_host::HostDescription host_;
    service::badge_host::Registration registration_;
    service::badge_host::Tokens tokens_;
};

}  // namespace blason::conformance
