#include "vc/refresh.hpp"

#include <algorithm>
#include <array>

#include "vc/model/values.hpp"
#include "vc/openbadges/revision.hpp"
#include "vc/verify_received.hpp"

namespace blason::vc {

namespace {

constexpr std::string_view kCheck = "refresh";
constexpr std::string_view kPlace = "/refreshService";

/// Where the newer version is; nothing when it is not fetched.
std::optional<std::string> refresh_url(const Report& report) {
    const json::Value* service = json::find(report.credential, "refreshService");
    if (service == nullptr || !model::has_type(*service, "1EdTechCredentialRefresh")) return std::nullopt;
    const auto id = model::id_of(*service);
    if (!id || !model::is_url(*id)) return std::nullopt;
    return std::string(*id);
}

/// Well formed and signed by its issuer; whether it is still in force is another question.
bool stands(const Report& report) {
    constexpr std::array<std::string_view, 6> kAsked{"format", "json-ld", "data-model", "schema", "proof", "issuer"};
    bool proven = false;
    for (const Check& check : report.checks) {
        if (std::find(kAsked.begin(), kAsked.end(), check.name) == kAsked.end()) continue;
        if (check.outcome == Outcome::Fail || check.outcome == Outcome::Unknown) return false;
        proven = proven || (check.name == "proof" && check.outcome == Outcome::Pass);
    }
    return proven;
}

/// Open Badges 3.0: of credentials that are equal the one with the later `validFrom` is current.
bool is_newer(const json::Value& newer, const json::Value& older) {
    if (!openbadges::is_revision_of(newer, older)) return false;
    const auto from = model::instant_of(newer, "validFrom");
    const auto before = model::instant_of(older, "validFrom");
    return !from || !before || *from >= *before;
}

Report with_check(Report report, Outcome outcome, std::string_view code, std::string message) {
    const auto found = std::find_if(report.checks.begin(), report.checks.end(),
                                    [](const Check& check) { return check.name == kCheck; });
    Check check{std::string(kCheck), outcome, std::string(code), std::move(message), std::string(kPlace)};
    if (found == report.checks.end()) {
        report.checks.push_back(std::move(check));
    } else {
        *found = std::move(check);
    }
    return report;
}

}  // namespace

Report follow_refresh(Report report, const Environment& environment,
                      const std::function<Report(std::string_view)>& verify) {
    const auto url = refresh_url(report);
    if (!url || environment.client == nullptr || !stands(report)) return report;
    const auto failed = [&](const std::string& why) {
        return with_check(std::move(report), Outcome::Warning, "refresh-failed",
                          "Whether the issuer has a newer version is not known: " + why);
    };
    net::FetchRequest request;
    request.url = *url;
    request.accept = "application/vc, application/vc+jwt;q=0.9, application/ld+json;q=0.8, application/json;q=0.7";
    const auto reply = environment.client->fetch(request);
    if (!reply) return failed(reply.error().detail);
    if (reply->status != 200) return failed("The address answers with status " + std::to_string(reply->status) + ".");
    const auto shown = as_verifiers_take_it(reply->body, environment);
    if (!shown) return failed(shown.error().detail);
    Report newer = verify(*shown);
    if (!stands(newer)) return failed("What is there now does not verify.");
    if (!is_newer(newer.credential, report.credential))
        return failed("What is there now is another credential, or somebody else's.");
    if (newer.credential == report.credential.value()) {
        return with_check(std::move(report), Outcome::Pass, "up-to-date", "The issuer has no newer version of this.");
    }
    newer.refreshed = reply->body;
    return with_check(std::move(newer), Outcome::Pass, "refreshed",
                      "The issuer has a newer version of this; it is what was checked.");
}

}  // namespace blason::vc
