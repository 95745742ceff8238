// POST /badges and /issuers/{issuer}/badges, a file of badges: application/x-ndjson or text/csv.
#include "engine/text/ascii.hpp"
#include "wallet-server/api/badges/handlers.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/service/badge_batch.hpp"

namespace blason::api::badges {
namespace {

/// The defaults of the lines are in the query: ?achievement=, ?language=, ?separator=.
Result<service::BatchOptions> read_options(const http::Request& request, Services& services) {
    service::BatchOptions options;
    auto org = organisation_of(request, services);
    if (!org) return std::move(org).error();
    options.org = std::move(*org);
    options.achievement = request.query_param("achievement").value_or("");
    options.language = request.query_param("language").value_or("");
    options.name = std::string(request.fields.find("Idempotency-Key").value_or(""));
    const auto separator = request.query_param("separator").value_or(",");
    if (separator != "," && separator != ";" && separator != "\t")
        return refused("option-not-supported", "Columns are separated by a comma, a semicolon or a tab.", "/separator");
    options.separator = separator.front();
    return options;
}

json::Object error_json(const service::BatchLine& line) {
    json::Object object;
    object["line"] = line.line;
    if (!line.field.empty()) object["field"] = line.field;
    object["code"] = line.error->code;
    object["detail"] = line.error->detail;
    if (!line.error->pointer.empty()) object["pointer"] = line.error->pointer;
    return object;
}

/// RFC 4180: a table may be in another encoding than ours. Guessing would spoil names.
bool is_utf8(std::string_view content_type) {
    const auto type = text::lower(content_type);
    const auto at = type.find("charset=");
    if (at == std::string::npos) return true;
    const auto name = std::string_view(type).substr(at + 8);
    return name.starts_with("utf-8") || name.starts_with("\"utf-8\"") || name.starts_with("us-ascii");
}

}  // namespace

http::Response issue_many(const http::Request& request, Services& services) {
    if (!is_utf8(request.fields.find("Content-Type").value_or("")))
        return fail(refused("unsupported-media-type", "Send the file in UTF-8."), request);
    const auto options = read_options(request, services);
    if (!options) return fail(options.error(), request);
    const bool csv = request.fields.find("Content-Type").value_or("").starts_with("text/csv");
    json::Array badges;
    json::Array errors;
    const auto count =
        service::issue_batch(services.issuers, csv ? service::BatchForm::Csv : service::BatchForm::Ndjson, request.body,
                             *options, actor_of(request, services), [&](const service::BatchLine& line) {
                                 if (line.error) {
                                     errors.push_back(error_json(line));
                                     return;
                                 }
                                 json::Object badge;
                                 badge["line"] = line.line;
                                 badge["id"] = line.url;
                                 if (line.existing) badge["existing"] = true;
                                 for (const auto& remark : line.remarks) {
                                     auto& remarks = badge["remarks"];
                                     if (!remarks.is_array()) remarks.emplace_array();
                                     remarks.get_array().emplace_back(remark);
                                 }
                                 badges.push_back(std::move(badge));
                             });
    if (!count) return fail(count.error(), request);
    json::Object body;
    body["issued"] = count->issued;
    body["existing"] = count->existing;
    body["failed"] = count->failed;
    body["errors"] = std::move(errors);
    body["badges"] = std::move(badges);
    return answer(200, body);
}

}  // namespace blason::api::badges
