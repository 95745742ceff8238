#include "wallet-server/service/vcalm/exchange.hpp"

#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/vcalm/presentation_request.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service::vcalm {
namespace {

constexpr std::array kStates{ExchangeState::Pending, ExchangeState::Active, ExchangeState::Complete,
                             ExchangeState::Invalid};

json::Array array_of(const std::vector<std::string>& texts) {
    json::Array array;
    for (const auto& text : texts) array.emplace_back(json::key(text));
    return array;
}

}  // namespace

std::string_view to_text(ExchangeState state) {
    switch (state) {
        case ExchangeState::Pending:
            return "pending";
        case ExchangeState::Active:
            return "active";
        case ExchangeState::Complete:
            return "complete";
        case ExchangeState::Invalid:
            break;
    }
    return "invalid";
}

Error exchange_moved() {
    return {"exchange-moved", "Somebody else has answered already.", "", ErrorKind::Conflict};
}

storage::ExchangeRow to_row(const Exchange& exchange) {
    json::Object doc;
    doc["variables"] = exchange.variables;
    doc["challenge"] = json::key(exchange.challenge);
    doc["holder"] = json::key(exchange.holder);
    if (exchange.answered) doc["answered"] = true;
    doc["cryptosuites"] = array_of(exchange.forms.cryptosuites);
    doc["envelopes"] = array_of(exchange.forms.envelopes);
    storage::ExchangeRow row;
    row.org = exchange.place.org;
    row.id = exchange.place.exchange;
    row.workflow = exchange.place.workflow;
    row.sequence = exchange.sequence;
    row.state = to_text(exchange.state);
    row.step = exchange.step;
    row.doc = json::serialize(doc);
    row.last_error = exchange.last_error;
    row.expires_ms = to_ms(exchange.expires);
    return row;
}

Result<Exchange> read_exchange(const storage::ExchangeRow& row) {
    auto doc = json::parse(row.doc);
    if (!doc) return std::move(doc).error();
    Exchange exchange;
    exchange.place = {row.org, row.workflow, row.id};
    exchange.sequence = row.sequence;
    exchange.state = ExchangeState::Invalid;
    for (const auto state : kStates)
        if (to_text(state) == row.state) exchange.state = state;
    exchange.step = row.step;
    exchange.expires = from_ms(row.expires_ms);
    if (const auto* variables = json::find(*doc, "variables"); variables != nullptr && variables->is_object())
        exchange.variables = variables->get_object();
    exchange.challenge = json::text_of(*doc, "challenge");
    exchange.holder = json::text_of(*doc, "holder");
    exchange.answered = json::find(*doc, "answered") != nullptr;
    exchange.forms = {vc::vcalm::names_in(json::find(*doc, "cryptosuites"), ""),
                      vc::vcalm::names_in(json::find(*doc, "envelopes"), "")};
    exchange.last_error = row.last_error;
    return exchange;
}

}  // namespace blason::service::vcalm
