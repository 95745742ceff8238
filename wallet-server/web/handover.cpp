#include "wallet-server/web/handover.hpp"

#include "wallet-server/service/qr_code.hpp"
#include "wallet-server/web/svg_uri.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

constexpr int kSecondsBetween = 3;

}  // namespace

Result<json::Object> handover_data(std::string_view link, std::string_view warning) {
    const auto code = service::qr_code(link);
    if (!code) return code.error();
    json::Object data;
    put(data, "link", link);
    put(data, "warning", warning);
    put(data, "qr", svg_uri(service::svg_of(*code)));
    return data;
}

void follow(Page& page, json::Object& data, const http::Request& request) {
    const bool still = request.query_param("still").has_value();
    if (!still) page.refresh_seconds = kSecondsBetween;
    page.query = still ? "still=1" : "";
    put(data, "still", still);
    put(data, "follow", still ? request.path : request.path + "?still=1");
}

}  // namespace blason::web
