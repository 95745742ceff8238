// Workflows and exchanges as the services see them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/json/value.hpp"
#include "vc/report.hpp"
#include "vc/vcalm/message.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service::vcalm {

/// Which exchange: it is found only below its own workflow.
struct ExchangePlace {
    std::string org;
    std::string workflow;
    std::string exchange;
};

enum class ExchangeState { Pending, Active, Complete, Invalid };
std::string_view to_text(ExchangeState state);  ///< "pending", "active", "complete", "invalid"

/// In what forms a client takes credentials; empty: in any.
struct AcceptedForms {
    std::vector<std::string> cryptosuites;
    std::vector<std::string> envelopes;  ///< media types

    [[nodiscard]] bool any() const { return cryptosuites.empty() && envelopes.empty(); }
    bool operator==(const AcceptedForms&) const = default;
};

struct Exchange {
    ExchangePlace place;
    std::int64_t sequence = 0;
    ExchangeState state = ExchangeState::Pending;
    std::string step;  ///< the current one; of a complete exchange the last one
    Instant expires;
    json::Object variables;  ///< given when it was made, and `results` of each step
    std::string challenge;   ///< of the current step; used once
    std::string holder;      ///< who has authenticated in it; empty: nobody yet
    bool answered = false;   ///< what the current step asks for was presented, and what it gives was not fetched yet
    AcceptedForms forms;     ///< as the client has said
    std::string last_error;  ///< a problem as JSON; empty: none

    [[nodiscard]] bool is_over() const { return state == ExchangeState::Complete || state == ExchangeState::Invalid; }
};

struct NewExchange {
    json::Object variables;
    std::optional<Instant> expires;  ///< ten minutes from now when not given
};

/// What came of one message.
struct Turn {
    vc::vcalm::Message answer;
    std::vector<json::Value> issued;    ///< the credentials of the answer by themselves
    std::optional<vc::Report> refused;  ///< what was presented does not verify; there is no answer
};

/// What a party that invites says (section "inviteRequest Interaction Protocol").
struct Invitation {
    std::string url;
    std::string purpose;
    std::string reference_id;
};

/// "exchange-moved" (Conflict): another message was faster.
Error exchange_moved();

storage::ExchangeRow to_row(const Exchange& exchange);
/// Errors of the JSON reader; a row of ours always reads.
Result<Exchange> read_exchange(const storage::ExchangeRow& row);

}  // namespace blason::service::vcalm
