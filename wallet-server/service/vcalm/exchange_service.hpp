// Workflows and exchanges (VCALM 1.0 section "Workflows and Exchanges"), the server's side. An exchange moves by
// messages; whoever knows its address takes part.
//
// What happens in a step counts once: the row moves from one sequence number to the next, and of any number of equal
// messages in parallel one wins. A credential is issued under a name made of exchange, sequence and step, so that a
// message that is sent again after a failure gets the same credential, and another holder none.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"
#include "vc/environment.hpp"
#include "vc/vcalm/workflow.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/exchange_tie.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/vcalm/callbacks.hpp"
#include "wallet-server/service/vcalm/exchange.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service::vcalm {

/// How the message came.
enum class Door {
    Exchange,   ///< POST to the exchange
    DccRequest  ///< a `dccrequest` link: one presentation, and the credentials are the answer
};

/// What a step issues, as an offer of OpenID4VCI: one badge, in one of these formats.
struct OpenIdOffer {
    json::Object order;
    std::string cryptosuite;  ///< of the format ldp_vc; empty: the default
    std::vector<std::string> formats;
    ExchangeTie tie;
    Instant expires;
};

/// What a step asks, as a request of OpenID4VP.
struct OpenIdRequest {
    json::Object dcql_query;
    ExchangeTie tie;
    Instant expires;
};

class ExchangeService : public TiedExchanges {
  public:
    static constexpr std::int64_t kUsualLifetime = 600;             ///< seconds
    static constexpr std::int64_t kLongestLifetime = 30LL * 86400;  ///< seconds

    /// `client`: for callbacks; it must outlive the service.
    ExchangeService(storage::Store& store, IssuerService& issuers, const PublicUrls& urls, net::HttpClient& client,
                    Clock clock, crypto::Random& random, const vc::Environment& environment);

    /// The id of the new workflow. Errors of Workflow::read, "workflow-id-syntax", "workflow-exists" (Conflict).
    Result<std::string> create_workflow(std::string_view org, json::Value configuration, const Actor& actor);
    /// As it was configured, with its id. Error "workflow-not-found".
    Result<json::Value> configuration(std::string_view org, std::string_view workflow);
    /// Whether some step of it issues something. Error "workflow-not-found".
    Result<bool> issues(std::string_view org, std::string_view workflow);

    /// Errors "workflow-not-found", "exchange-lifetime" (/expires), "variables-reserved" (/variables/results), and
    /// those of Workflow::step for the first step.
    Result<Exchange> create_exchange(std::string_view org, std::string_view workflow, NewExchange request,
                                     const Actor& actor);
    /// Error "exchange-not-found". Of an exchange that has expired the state is Invalid.
    Result<Exchange> exchange(const ExchangePlace& place);

    /// The place of an exchange by its own id, as interaction URLs have it. Error "exchange-not-found".
    Result<ExchangePlace> find(std::string_view org, std::string_view exchange);

    /// What the exchange asks for now; {} when it asks for nothing or is over. Changes nothing. Error
    /// "exchange-not-found".
    Result<json::Value> current_request(const ExchangePlace& place);
    /// The protocols that the exchange can go on by now, name -> URL. Error "exchange-not-found".
    Result<json::Object> protocols(const ExchangePlace& place);

    /// One message. Errors "exchange-not-found", "exchange-expired", "exchange-complete" (Conflict), "exchange-moved"
    /// (Conflict: another message was faster), "presentation-not-asked", "request-unsatisfied" (the client asks for
    /// something we do not have), "redirect-not-followed", those of vc::vcalm::judge and of issuing.
    Result<Turn> take_part(const ExchangePlace& place, const vc::vcalm::Message& message, Door door,
                           const Actor& actor);
    /// Answers the invitation that the current step waits for. Errors as of take_part, "invitation-not-asked".
    Result<void> invite(const ExchangePlace& place, const Invitation& invitation, const Actor& actor);

    [[nodiscard]] std::string url(const ExchangePlace& place) const;
    [[nodiscard]] std::string interaction_url(const ExchangePlace& place) const;
    // By the protocols of OpenID (exchange_openid*.cpp).

    /// Below the address of an exchange: its credential offer, and its request for presentations.
    static constexpr const char* kOfferPath = "/openid/credential-offer";
    static constexpr const char* kRequestPath = "/openid/client/authorization/request";
    /// One badge that the exchange issues next to whoever shows a key; nothing: it issues none, several, or wants more
    /// for it than that. Error "exchange-not-found".
    Result<std::optional<OpenIdOffer>> offered(const ExchangePlace& place);
    /// The credentials that the current step asks for; nothing: it asks for none. Error "exchange-not-found".
    Result<std::optional<OpenIdRequest>> asked(const ExchangePlace& place);
    Result<Award> award(const std::string& org, const ExchangeTie& tie, const std::string& did,
                        const Actor& actor) override;
    Result<ExchangeAfter> presented(const std::string& org, const ExchangeTie& tie, const json::Object& answer,
                                    const Actor& actor) override;
    void moved(const ExchangeAfter& then) override;

    /// For the Digital Credentials Consortium's wallet; empty when the current step asks for more than an
    /// authentication, which such a link cannot carry.
    [[nodiscard]] std::string dcc_request(const Exchange& exchange, const Issuer& issuer);

  private:
    Result<vc::vcalm::Workflow> workflow(std::string_view org, std::string_view id);
    Result<Exchange> open(const ExchangePlace& place);
    Result<Turn> run(Exchange& exchange, const vc::vcalm::Workflow& workflow, const vc::vcalm::Message& message,
                     Door door, const Actor& actor);
    Result<void> note(const ExchangePlace& place, const std::string& code, const std::string& title);
    std::optional<OpenIdOffer> offered(const Exchange& exchange, const vc::vcalm::Workflow& steps);
    std::optional<OpenIdRequest> asked(const Exchange& exchange, const vc::vcalm::Step& step) const;
    Result<void> add_openid(json::Object& protocols, const Exchange& exchange, const vc::vcalm::Workflow& steps,
                            const vc::vcalm::Step& step);
    Result<ExchangeAfter> after(Exchange exchange, vc::vcalm::Step step, const vc::vcalm::Workflow& steps,
                                std::vector<std::string> callbacks, const Actor& actor);
    Result<ExchangeAfter> take_answer(const ExchangePlace& place, const ExchangeTie& tie, const json::Object& answer,
                                      const Actor& actor);
    static Error nothing_left(const Exchange& exchange, const ExchangeTie& tie);
    ExchangeAfter stored_as(Exchange exchange, ExchangeAfter then, const Actor& actor);

    storage::Store& store_;
    IssuerService& issuers_;
    const PublicUrls& urls_;
    Callbacks callbacks_;
    Clock clock_;
    crypto::Random& random_;
    vc::Environment environment_;
};

}  // namespace blason::service::vcalm
