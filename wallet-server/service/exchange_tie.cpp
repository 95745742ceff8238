#include "wallet-server/service/exchange_tie.hpp"

namespace blason::service {

json::Object to_json(const ExchangeTie& tie) {
    return {{"workflow", json::key(tie.workflow)}, {"exchange", json::key(tie.exchange)}, {"sequence", tie.sequence}};
}

std::optional<ExchangeTie> exchange_tie_from(const json::Value* value) {
    if (value == nullptr) return std::nullopt;
    const auto* workflow = json::find(*value, "workflow");
    const auto* exchange = json::find(*value, "exchange");
    const auto* sequence = json::find(*value, "sequence");
    if (workflow == nullptr || exchange == nullptr || sequence == nullptr) return std::nullopt;
    if (!workflow->is_string() || !exchange->is_string() || !sequence->is_int64()) return std::nullopt;
    return ExchangeTie{std::string(json::view(*workflow)), std::string(json::view(*exchange)), sequence->get_int64()};
}

}  // namespace blason::service
