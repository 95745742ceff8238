// The operations of the API as the certification system calls them.
#include <algorithm>

#include "conformance/open_badges/provider_run.hpp"
#include "conformance/open_badges/test_badge.hpp"
#include "engine/iri/iri.hpp"
#include "engine/json/parse.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/equality.hpp"
#include "vc/read.hpp"
#include "vc/verify.hpp"
#include "wallet-server/service/badge_host/address.hpp"

namespace blason::conformance {
namespace {

constexpr std::size_t kMostPages = 1000;

std::string profile_text(std::string_view name) {
    return R"({"@context":["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"type":["Profile"],"id":")" +
           std::string(kTestProfile) + R"(","name":")" + std::string(name) + R"("})";
}

}  // namespace

void ProviderRun::expect_error(const std::string& id, const std::string& what, const Answer& answer, int status) {
    const auto wrong = wrong_with_status_info(answer);
    std::string detail = answer.status == status ? "" : answer.seen();
    if (wrong) detail += std::string(detail.empty() ? "" : "; ") + *wrong;
    report_.require(id, what + ", as Imsx_StatusInfo", answer.status == status && !wrong, detail);
}

std::optional<std::string> ProviderRun::why_not_valid(const std::string& credential) const {
    vc::VerifyOptions options;
    options.now = rehearsal_.now;
    const auto report = vc::verify(credential, options, environment_);
    if (!report) return report.error().detail;
    if (!openbadges::is_achievement_credential(report->credential)) return "it is no AchievementCredential";
    for (const auto& check : report->checks) {
        if (check.outcome == vc::Outcome::Fail || check.outcome == vc::Outcome::Unknown)
            return check.name + ": " + check.message;
    }
    return std::nullopt;
}

void ProviderRun::errors() {
    expect_error("error.no-token", "getCredentials without a token is 401", calls_.get("/credentials", ""), 401);
    expect_error("error.bad-token", "getCredentials with an unknown token is 401",
                 calls_.get("/credentials", "not-a-token"), 401);
    expect_error("error.profile", "getProfile without a token is 401", calls_.get("/profile", ""), 401);
    expect_error("error.method", "A method the path does not know is 405",
                 calls_.send("DELETE", "/credentials", tokens_.access_token, "", ""), 405);
    expect_error("error.limit", "limit=0 is 400", calls_.get("/credentials?limit=0", tokens_.access_token), 400);
    expect_error("error.offset", "offset=-1 is 400", calls_.get("/credentials?offset=-1", tokens_.access_token), 400);
    expect_error("error.since", "since=yesterday is 400",
                 calls_.get("/credentials?since=yesterday", tokens_.access_token), 400);
    if (!rehearsal_.write) return;
    expect_error(
        "error.credential", "upsertCredential of something else is 400",
        calls_.send("POST", "/credentials", tokens_.access_token, R"({"type": "Nothing"})", "application/json"), 400);
}

std::optional<std::vector<std::string>> ProviderRun::all_credentials() {
    std::vector<std::string> all;
    auto answer = calls_.get("/credentials", tokens_.access_token);
    for (std::size_t page = 0; page < kMostPages; ++page) {
        auto credentials = credentials_of(answer);
        if (answer.status != 200 || !credentials) return std::nullopt;
        const bool empty = credentials->empty();
        for (auto& credential : *credentials) all.push_back(std::move(credential));
        const auto next = service::badge_host::link_target(answer.header("link"), "next");
        if (!next || empty) return all;
        const auto url = iri::resolve(host_.api("/credentials"), *next);
        if (!url.starts_with(host_.api("/credentials"))) return std::nullopt;
        answer = calls_.get_url(url, tokens_.access_token);
    }
    return std::nullopt;
}

void ProviderRun::read() {
    const auto first = calls_.get("/credentials", tokens_.access_token);
    const auto credentials = credentials_of(first);
    const bool good = first.status == 200 && credentials.has_value();
    report_.require("PR2.credentials", "getCredentials answers a GetOpenBadgeCredentialsResponse", good, first.seen());
    if (good && credentials->empty()) {
        report_.not_run("PR2.verify", "Every credential verifies", true, "there is no credential in this account");
    } else if (good) {
        std::string wrong;
        for (const auto& credential : *credentials) {
            const auto why = why_not_valid(credential);
            if (why && wrong.empty()) wrong = *why;
        }
        report_.require("PR2.verify", "Every credential verifies", wrong.empty(),
                        wrong.empty() ? std::to_string(credentials->size()) + " credentials" : wrong);
    }

    const auto page = calls_.get("/credentials?limit=1&offset=0", tokens_.access_token);
    const auto one = credentials_of(page);
    if (good && credentials->empty()) {
        report_.not_run("PR3.limit", "limit=1 answers one credential", true, "there is no credential in this account");
    } else {
        report_.require("PR3.limit", "limit=1 answers one credential", page.status == 200 && one && one->size() == 1,
                        page.seen());
    }
    const auto total = page.header("x-total-count");
    report_.advise("PR3.total", "X-Total-Count says how many there are", !total.empty(), total);
    const bool incomplete = !total.empty() && total != "0" && total != "1";
    const auto link = page.header("link");
    const auto relation = [&](std::string_view name) {
        return service::badge_host::link_target(link, name).has_value();
    };
    if (incomplete) {
        report_.require("PR3.link", "An incomplete page links to first, last and next",
                        relation("first") && relation("last") && relation("next"), link);
        const auto second = calls_.get("/credentials?limit=1&offset=1", tokens_.access_token);
        const auto two = credentials_of(second);
        report_.require("PR3.offset", "offset=1 answers another credential, with a link to prev",
                        second.status == 200 && two && *two != *one &&
                            service::badge_host::link_target(second.header("link"), "prev").has_value(),
                        second.seen());
    } else {
        report_.not_run("PR3.link", "An incomplete page links to first, last and next", false,
                        "the wallet has too few credentials for a second page");
    }
    const auto since = calls_.get("/credentials?since=2999-01-01T00:00:00Z", tokens_.access_token);
    const auto none = credentials_of(since);
    report_.require("PR3.since", "since in the far future answers no credential",
                    since.status == 200 && none && none->empty(), since.seen());

    const auto profile = calls_.get("/profile", tokens_.access_token);
    if (profile.status == 404) {
        expect_error("PR4.absent", "There is no profile: 404", profile, 404);
        return report_.not_run("PR4.profile", "getProfile answers a Profile", true, "the account has none");
    }
    const auto body = json::parse(profile.reply.body);
    vc::model::Findings findings;
    if (body && body->is_object()) openbadges::check_profile(*body, json::Path(), findings);
    const auto wrong = findings.first();
    report_.require("PR4.profile", "getProfile answers a Profile",
                    profile.status == 200 && body && body->is_object() && !wrong,
                    wrong ? wrong->detail + " " + wrong->pointer : profile.seen());
}

void ProviderRun::send_badge(const std::string& id, vc::Format format, const std::string& content_type) {
    const auto urn = random_urn(random_);
    const auto badge = test_badge(urn, format, rehearsal_.now, random_, environment_);
    if (!badge) return report_.not_run(id, "upsertCredential", true, badge.error().detail);
    const auto created = calls_.send("POST", "/credentials", tokens_.access_token, *badge, content_type);
    const bool good = report_.require(
        id + ".created", "upsertCredential of a new badge as " + content_type + " is 201", created.status == 201,
        created.seen() + (created.status >= 400 ? ": " + created.reply.body.substr(0, 300) : std::string()));
    if (!good) return;
    report_.require(id + ".body", "It answers the credential as it was sent",
                    vc::trimmed(created.reply.body) == vc::trimmed(*badge) &&
                        created.header("content-type").starts_with(content_type),
                    created.header("content-type"));
    const auto again = calls_.send("POST", "/credentials", tokens_.access_token, *badge, content_type);
    report_.require(id + ".replaced", "The same badge again is 200", again.status == 200, again.seen());

    const auto all = all_credentials();
    const auto sent = vc::read_document(*badge);
    std::size_t equal = 0;
    bool same_bytes = false;
    for (const auto& credential : all.value_or(std::vector<std::string>())) {
        const auto document = vc::read_document(credential);
        if (!document || !sent || openbadges::badge_identity(*document) != openbadges::badge_identity(*sent)) continue;
        ++equal;
        same_bytes = credential == *badge;
    }
    report_.require(id + ".returned", "getCredentials returns it once, by the rule of equality", equal == 1,
                    std::to_string(equal) + " times");
    report_.advise(id + ".bytes", "It is returned byte for byte", same_bytes);
}

void ProviderRun::write() {
    send_badge("PW2.json", vc::Format::DataIntegrity, "application/json");
    send_badge("PW2.jws", vc::Format::Jwt, "text/plain");
}

void ProviderRun::write_profile() {
    const auto text = profile_text("Rehearsal");
    const auto put = calls_.send("PUT", "/profile", tokens_.access_token, text, "application/json");
    report_.advise("PW3.profile", "putProfile is 200 or 202", put.status == 200 || put.status == 202, put.seen());
    if (put.status != 200) return;
    const auto back = calls_.get("/profile", tokens_.access_token);
    const auto body = json::parse(back.reply.body);
    const auto* id = body ? json::find(*body, "id") : nullptr;
    report_.advise("PW3.returned", "getProfile then answers it",
                   id != nullptr && *id == json::Value(json::key(kTestProfile)), back.seen());
    expect_error("PW3.refused", "A profile that is none is 400",
                 calls_.send("PUT", "/profile", tokens_.access_token, "[]", "application/json"), 400);
}

}  // namespace blason::conformance
