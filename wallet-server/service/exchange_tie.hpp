// What a credential offer, or a request for presentations, is part of: one step of an exchange (VCALM). The protocols
// of OpenID know nothing of exchanges but this: what is done counts only together with the exchange that moves by it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service {

struct ExchangeTie {
    std::string workflow;
    std::string exchange;
    std::int64_t sequence = 0;  ///< at which it was made; the exchange has moved when it is another
};

/// {"workflow", "exchange", "sequence"}
json::Object to_json(const ExchangeTie& tie);
/// Nothing when `value` is none, or is nullptr.
std::optional<ExchangeTie> exchange_tie_from(const json::Value* value);

/// An exchange as it is after what is about to be done, to be stored in the same transaction.
struct ExchangeAfter {
    storage::ExchangeRow row;
    storage::Audit audit;
    std::vector<std::string> callbacks;  ///< to be told when that is done
    std::string redirect_url;            ///< where the last step sends people; may be empty

    [[nodiscard]] storage::ExchangeMove move() const { return {row, audit}; }
};

class TiedExchanges {
  public:
    virtual ~TiedExchanges() = default;

    struct Award {
        IssueBadge order;  ///< with what makes it count once
        /// How the exchange is when the credential of this text was issued.
        std::function<Result<ExchangeAfter>(std::string_view credential)> after;
    };
    /// What the step issues to whom has shown the key of `did`. Errors "exchange-moved", "exchange-complete" (both
    /// Conflict), "exchange-expired", "exchange-not-found", "method-not-accepted", those of the templates.
    virtual Result<Award> award(const std::string& org, const ExchangeTie& tie, const std::string& did,
                                const Actor& actor) = 0;
    /// The answer (service/oid4vp/judge.hpp) to a request of the step. Errors as above, "query-unsatisfied",
    /// "holder-missing", "holder-mismatch", "schema-violation".
    virtual Result<ExchangeAfter> presented(const std::string& org, const ExchangeTie& tie, const json::Object& answer,
                                            const Actor& actor) = 0;
    /// It was stored: tells the callbacks.
    virtual void moved(const ExchangeAfter& after) = 0;
};

}  // namespace blason::service
