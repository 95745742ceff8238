#include "wallet-server/api/vcalm/answers.hpp"

#include "wallet-server/api/request.hpp"
#include "wallet-server/http/problem.hpp"

namespace blason::api::vcalm {

Result<service::vcalm::ExchangePlace> place_of(const http::Request& request, Services& services) {
    auto org = organisation_of(request, services);
    if (!org) return std::move(org).error();
    return service::vcalm::ExchangePlace{std::move(*org), request.params.at("workflow"), request.params.at("exchange")};
}

http::Response fail(const Error& error, const http::Request& request) {
    json::Object extra;
    if (error.code == "option-unknown") extra["type"] = "https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED";
    return http::problem(http::status_of(error), error, request.request_id, extra);
}

http::Response open_answer(http::Response response) {
    response.fields.set("Access-Control-Allow-Origin", "*");
    response.fields.set("Cache-Control", "no-store");
    return response;
}

}  // namespace blason::api::vcalm
