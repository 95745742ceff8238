// What became of a verifier's requests: one with its reports, and all of them.
#include "vc/report_json.hpp"
#include "wallet-server/web/date_text.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/handover.hpp"
#include "wallet-server/web/report_view.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {
namespace {

using service::oid4vp::PresentationRequest;
using service::oid4vp::RequestState;

constexpr std::size_t kMostListed = 50;

/// The reports of an answer, one for each presentation.
Result<json::Array> reports_of(const json::Value& answer, Language language, const PageDependencies& dependencies) {
    json::Array all;
    const auto* queries = json::find(answer, "presentations");
    if (queries == nullptr || !queries->is_object()) return all;
    for (const auto& query : queries->get_object()) {
        for (const auto& one : query.value().get_array()) {
            const auto* said = json::find(one, "report");
            const auto* credential = json::find(one, "credential");
            auto report = vc::report_from_json(said != nullptr ? *said : json::Value(),
                                               credential != nullptr ? *credential : json::Value());
            if (!report) return std::move(report).error();
            auto data = report_data(*report, language, dependencies.clock(), dependencies.urls.base());
            put(data, "number", all.empty() ? std::string() : "-" + std::to_string(all.size() + 1));
            all.push_back(std::move(data));
        }
    }
    return all;
}

/// What was asked for, in the words of the form, and the address that was typed there.
std::string wanted_text(const PresentationRequest& asked, const Texts& texts) {
    if (!asked.badge) return std::string(texts.text("ask.query"));
    const auto& badge = *asked.badge;
    const auto with = [&](std::string_view what, const std::string& value) {
        return std::string(texts.text(what)) + std::string(texts.text("site.colon")) + value;
    };
    if (!badge.achievement.empty()) return with("ask.achievement", badge.achievement);
    if (!badge.issuer.empty()) return with("ask.issuer", badge.issuer);
    if (!badge.skill.empty()) return with("ask.skill", badge.skill);
    return std::string(texts.text("ask.any"));
}

/// A request in the list: with the verdict on each badge that was shown.
Result<json::Object> row_of(const PresentationRequest& asked, Language language, const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language);
    const std::string state(service::oid4vp::to_text(asked.state));
    json::Object data;
    put(data, "id", asked.id);
    put(data, "href", "/ask/" + asked.id);
    put(data, "title", texts.text("ask.state_" + state));
    put(data, "wanted", wanted_text(asked, texts));
    put(data, "made", moment_text(asked.created, language));
    auto reports = reports_of(asked.answer, language, dependencies);
    if (!reports) return std::move(reports).error();
    put(data, "reports", std::move(*reports));
    return data;
}

}  // namespace

http::Response asked_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);
    const auto asked = dependencies.presentations.find(issuer->org, request.params.at("request"));
    if (!asked) return show_error(asked.error(), request, dependencies);

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    const std::string state(service::oid4vp::to_text(asked->state));
    Page page{"asked", std::string(texts.text("ask.state_" + state)), std::string(texts.text("ask.description"))};
    page.section = "verify";
    page.is_private = true;
    json::Object data;
    put(data, "heading", page.title);
    put(data, "state", state);
    put(data, "text", texts.text("ask.text_" + state));
    put(data, "wanted", wanted_text(*asked, texts));
    if (asked->state == RequestState::Open) {
        auto handover = handover_data(asked->link, texts.text("handover.warning_asked"));
        if (!handover) return show_error(handover.error(), request, dependencies);
        put(data, "handover", std::move(*handover));
        follow(page, data, request);
    }
    auto reports = reports_of(asked->answer, language, dependencies);
    if (!reports) return show_error(reports.error(), request, dependencies);
    put(data, "reports", std::move(*reports));
    return show(page, std::move(data), request, dependencies);
}

http::Response all_asked_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto issuer = dependencies.issuers.default_issuer();
    if (!issuer) return show_error(issuer.error(), request, dependencies);
    const auto all = dependencies.presentations.list(issuer->org, kMostListed);
    if (!all) return show_error(all.error(), request, dependencies);
    const Language language = language_of(request);
    json::Array rows;
    for (const auto& asked : *all) {
        auto row = row_of(asked, language, dependencies);
        if (!row) return show_error(row.error(), request, dependencies);
        rows.push_back(std::move(*row));
    }
    json::Object data;
    put(data, "requests", std::move(rows));
    const Texts& texts = Texts::of(language);
    Page page{"all_asked", std::string(texts.text("ask.list_title")), std::string(texts.text("ask.list_description"))};
    page.section = "verify";
    page.is_private = true;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace blason::web
