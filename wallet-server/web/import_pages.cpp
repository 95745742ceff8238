// A holder brings a badge into the wallet: it is verified, they see what came of it, and decide.
#include "wallet-server/web/given_badge.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/report_view.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

using service::Admission;

/// How badges call the person beside what their wallet and profile say: by the address of their account.
std::vector<std::string> known_as(const http::Request& request, const PageDependencies& dependencies) {
    const auto account = signed_in(request, dependencies);
    if (!account) return {};
    return {account->email};
}

Page import_page(const Texts& texts, std::string_view name) {
    Page page{name, std::string(texts.text("import.title")), std::string(texts.text("import.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    page.path = "/wallet/import";
    return page;
}

http::Response show_box(const GivenBadge& given, std::string_view error, const http::Request& request,
                        const PageDependencies& dependencies) {
    json::Object data;
    put_given_badge(data, given);
    put(data, "error", error);
    Page page = import_page(Texts::of(language_of(request)), "wallet_import");
    page.status = error.empty() ? 200 : 400;
    return show(page, std::move(data), request, dependencies);
}

/// The report, and what the person can do now.
http::Response show_decision(const service::Examined& examined, std::string_view document, const http::Request& request,
                             const PageDependencies& dependencies) {
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Object data = report_data(examined.report, language, dependencies.clock(), dependencies.urls.base());
    const std::string admission(to_text(examined.admission));
    std::string field;
    if (may_be_kept(examined.admission)) field = carried(document);
    put(data, "may_keep", !field.empty());
    put(data, "is_marked", examined.admission != Admission::Valid);
    put(data, "admission", admission);
    put(data, "decision_title", texts.text("import." + admission + "_title"));
    put(data, "decision_text", texts.text("import." + admission + "_text"));
    put(data, "names_another", examined.admission == Admission::SomebodyElse);
    put(data, "document", field);
    return show(import_page(texts, "wallet_decision"), std::move(data), request, dependencies);
}

/// The document of a form: carried from an earlier page, or given here.
Result<std::string> document_in(const std::vector<http::FormField>& fields, const GivenBadge& given, const Texts& texts,
                                const PageDependencies& dependencies) {
    if (auto document = read_carried(value_of(fields, "document"))) return std::move(*document);
    auto document = document_of(given, texts, dependencies);
    if (document && document->empty()) return refused("nothing-given", std::string(texts.text("verify.nothing")));
    return document;
}

}  // namespace

http::Response wallet_import_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    return show_box({}, {}, request, dependencies);
}

http::Response wallet_import(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    // Before anything is fetched: only for holders.
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);

    const auto given = read_given_badge(*fields);
    const auto document = document_in(*fields, given, Texts::of(language_of(request)), dependencies);
    if (!document && document.error().kind == ErrorKind::NotFound)
        return show_error(document.error(), request, dependencies);
    if (!document) return show_box(given, document.error().detail, request, dependencies);
    const auto examined =
        dependencies.wallets.examine(holder->org, holder->id, *document, known_as(request, dependencies));
    if (!examined) return show_error(examined.error(), request, dependencies);
    return show_decision(*examined, *document, request, dependencies);
}

http::Response wallet_import_kept(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    const auto document = read_carried(value_of(*fields, "document"));
    if (!document) return show_error(malformed("form-syntax", "there is no badge"), request, dependencies);

    // The person decided on what they saw; if another thing is found now, they are asked again.
    std::vector<Admission> agreed;
    if (const auto seen = service::parse_admission(value_of(*fields, "admission"))) agreed.push_back(*seen);
    const auto brought = dependencies.wallets.bring(holder->org, holder->id, *document, known_as(request, dependencies),
                                                    agreed, page_actor(request));
    if (!brought) return show_error(brought.error(), request, dependencies);
    if (!brought->kept) return show_decision(*brought, *document, request, dependencies);
    const bool older = brought->how == storage::Keeping::Older;
    return http::Response::redirect("/wallet/" + brought->kept->id + (older ? "?newer=1" : "?kept=1"));
}

http::Response wallet_verified_again(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    const auto held = dependencies.wallets.credential(holder->org, holder->id, request.params.at("id"));
    if (!held) return show_error(held.error(), request, dependencies);
    // It is in the wallet already: what its time says changes nothing about that.
    const auto again = dependencies.wallets.bring(holder->org, holder->id, held->text, known_as(request, dependencies),
                                                  {Admission::Expired, Admission::Early}, page_actor(request));
    if (!again) return show_error(again.error(), request, dependencies);

    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);
    json::Object data = report_data(again->report, language, dependencies.clock(), dependencies.urls.base());
    // When an equal badge was there, it is that one now.
    put(data, "back", "/wallet/" + (again->kept ? again->kept->id : held->id));
    put(data, "is_verified", again->kept.has_value());
    Page page{"wallet_verified", std::string(texts.text("import.again_title")),
              std::string(texts.text("verify.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.path = "/wallet/" + held->id;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace blason::web
