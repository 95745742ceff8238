#include "wallet-server/api/vcapi/report.hpp"

#include "engine/json/serialize.hpp"
#include "vc/envelope.hpp"
#include "vc/first_problem.hpp"
#include "vc/openbadges/steps.hpp"
#include "vc/read.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/web/explanations.hpp"

namespace blason::api::vcapi {
std::string as_json(std::string text, std::string_view media_type) {
    if (media_type == "application/vc" || media_type == "application/vp") return text;
    return json::serialize(vc::envelope(text, media_type));
}

Result<const json::Value*> document_member(const json::Value& body, std::string_view name) {
    const auto pointer = "/" + std::string(name);
    const auto* document = json::find(body, name);
    if (document == nullptr)
        return malformed("missing-member", "There is no credential or presentation here.", pointer);
    const bool token = document->is_string() && vc::token_format(json::view(*document));
    if (!document->is_object() && !token) {
        return malformed("wrong-type", "A credential or presentation is a JSON object or a token.", pointer);
    }
    return document;
}

http::Response render(const vc::Report& report, const http::Request& request, std::string_view inside) {
    const auto verdict = report.verdict();
    json::Object body;
    body["verified"] = verdict == vc::Verdict::Valid;
    // Programs that name a language get its texts too.
    const auto language = web::named_language(request.fields.find("Accept-Language").value_or(""));
    const json::Value rendered = language ? web::report_json(report, *language) : vc::to_json(report);
    for (const auto& member : rendered.get_object()) body[member.key()] = member.value();
    const auto steps = openbadges::steps(report);
    if (!steps.empty()) body["steps"] = openbadges::to_json(steps);
    if (verdict == vc::Verdict::Valid) return answer(200, body);

    Error error = verdict == vc::Verdict::Unknown
                      ? refused("verification-unknown", "What is needed to verify this could not be reached.")
                      : refused("verification-failed", "This does not verify.");
    if (const auto* check = vc::first_problem(report)) {
        error.code = check->code;
        error.detail = check->message;
        error.pointer = check->pointer;
    }
    if (!inside.empty()) error = placed(std::move(error), inside);
    return http::problem(400, error, request.request_id, body);
}

}  // namespace blason::api::vcapi
