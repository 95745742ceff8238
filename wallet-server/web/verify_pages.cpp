#include "vc/read.hpp"
#include "wallet-server/web/given_badge.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/report_view.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {

namespace {

struct Given : GivenBadge {
    std::string recipient;
};

Given read_given(const std::vector<http::FormField>& fields) {
    Given given{read_given_badge(fields), {}};
    for (const auto& field : fields)
        if (field.name == "recipient") given.recipient = vc::trimmed(plain_text(field.value));
    return given;
}

http::Response show_box(const Given& given, std::string_view error, const http::Request& request,
                        const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language_of(request));
    json::Object data;
    put_given_badge(data, given);
    put(data, "recipient", given.recipient);
    put(data, "error", error);
    Page page{"verify", std::string(texts.text("verify.title")), std::string(texts.text("verify.description"))};
    page.section = "verify";
    page.has_form = true;
    page.status = error.empty() ? 200 : 400;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace

http::Response verify_page(const http::Request& request, const PageDependencies& dependencies) {
    return show_box({}, {}, request, dependencies);
}

http::Response verify_submitted(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const Given given = read_given(*fields);
    const Language language = language_of(request);
    const Texts& texts = Texts::of(language);

    const auto text = document_of(given, texts, dependencies);
    if (!text && text.error().kind == ErrorKind::NotFound) return show_error(text.error(), request, dependencies);
    if (!text) return show_box(given, text.error().detail, request, dependencies);
    if (text->empty()) return show_box(given, texts.text("verify.nothing"), request, dependencies);

    service::Verify options;
    if (!given.recipient.empty()) options.recipient = given.recipient;
    const auto report = dependencies.verifier.verify(std::string_view(*text), options);
    if (!report) return show_error(report.error(), request, dependencies);
    json::Object data = report_data(*report, language, dependencies.clock(), dependencies.urls.base());
    Page page{"verify_result", std::string(texts.text("verify.result_title")),
              std::string(texts.text("verify.description"))};
    page.section = "verify";
    page.is_private = true;
    page.has_form = true;
    // Who has a wallet here may go on from the report to keeping the badge.
    if (holder_of(request, dependencies)) put(data, "document", carried(*text));
    return show(page, std::move(data), request, dependencies);
}

}  // namespace blason::web
