#include "vc/report_json.hpp"

#include <optional>
#include <string>

namespace blason::vc {
namespace {

std::optional<Outcome> outcome_of(std::string_view text) {
    for (const auto outcome :
         {Outcome::Pass, Outcome::Fail, Outcome::Unknown, Outcome::Warning, Outcome::NotApplicable}) {
        if (to_text(outcome) == text) return outcome;
    }
    return std::nullopt;
}

}  // namespace

Result<Report> report_from_json(const json::Value& report, const json::Value& credential) {
    const Error unreadable{"report-unreadable", "This report cannot be read.", "", ErrorKind::Internal};
    const auto* checks = json::find(report, "checks");
    if (checks == nullptr || !checks->is_array()) return unreadable;
    Report out;
    out.kind = json::text_of(report, "kind");
    out.format = json::text_of(report, "format");
    for (const auto& check : checks->get_array()) {
        const auto outcome = outcome_of(json::text_of(check, "outcome"));
        if (!outcome) return unreadable;
        out.checks.push_back({json::text_of(check, "name"), *outcome, json::text_of(check, "code"),
                              json::text_of(check, "message"), json::text_of(check, "pointer")});
    }
    out.credential = json::Document(credential);
    return out;
}

}  // namespace blason::vc
