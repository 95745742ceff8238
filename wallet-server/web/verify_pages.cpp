#include <utility>

#include "wallet-server/service/published_document.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/report_view.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {

namespace {

struct Given {
    std::string file;
    std::string url;
    std::string text;
    std::string recipient;
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t start = text.find_first_not_of(space);
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(space) + 1 - start);
}

Given read_given(const std::vector<http::FormField>& fields) {
    Given given;
    for (const auto& field : fields) {
        if (field.name == "file") given.file = field.value;
        if (field.name == "url") given.url = trimmed(plain_text(field.value));
        if (field.name == "recipient") given.recipient = trimmed(plain_text(field.value));
        if (field.name == "text") given.text = trimmed(field.value);
    }
    // An address pasted into the wrong box is still an address.
    if (given.url.empty() && service::is_address(given.text)) given.url = std::exchange(given.text, {});
    return given;
}

http::Response show_box(const Given& given, std::string_view error, const http::Request& request,
                        const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language_of(request));
    json::Object data;
    put(data, "url", given.url);
    put(data, "text", plain_text(given.text));
    put(data, "recipient", given.recipient);
    put(data, "error", error);
    Page page{"verify", std::string(texts.text("verify.title")), std::string(texts.text("verify.description"))};
    page.section = "verify";
    page.has_form = true;
    page.status = error.empty() ? 200 : 400;
    return show(page, std::move(data), request, dependencies);
}

/// A credential of this installation, by its public address: read from the store, not through the network.
std::optional<Result<service::StoredCredential>> stored_here(std::string_view url,
                                                             const PageDependencies& dependencies) {
    constexpr std::string_view kIssuers = "/issuers/";
    constexpr std::string_view kCredentials = "/credentials/";
    const std::string& base = dependencies.urls.base();
    if (!url.starts_with(base)) return std::nullopt;
    std::string_view path = url.substr(base.size());
    path = path.substr(0, path.find_first_of("?#"));
    if (!path.starts_with(kIssuers)) return std::nullopt;
    path.remove_prefix(kIssuers.size());
    const std::size_t middle = path.find(kCredentials);
    if (middle == std::string_view::npos) return std::nullopt;
    // The forms of one credential differ by their ending: .json, .svg, .png.
    const std::string_view id = path.substr(middle + kCredentials.size());
    return dependencies.issuers.credential(path.substr(0, middle), id.substr(0, id.find('.')));
}

/// What stands at an address. The error's detail is a text for the person, in the language of the page.
Result<std::string> fetch(const std::string& url, const Texts& texts, const PageDependencies& dependencies) {
    if (auto stored = stored_here(url, dependencies)) {
        if (!*stored) return stored->error();
        return std::move((**stored).text);
    }
    const auto say = [&](std::string_view code, std::string_view key) {
        return unavailable(std::string(code), std::string(texts.text(key)));
    };
    if (!service::is_address(url)) return say("fetch-refused", "problem.url");
    if (dependencies.client == nullptr) return say("fetch-offline", "verify.fetch_failed");
    auto reply = service::fetch_document(url, *dependencies.client);
    if (!reply) {
        const std::string& code = reply.error().code;
        if (code == "fetch-refused") return say(code, "verify.fetch_refused");
        if (code == "fetch-too-large") return say(code, "verify.fetch_large");
        if (code == "fetch-status") return say(code, "verify.fetch_status");
        return say(code, "verify.fetch_failed");
    }
    return reply;
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

    std::string text = given.file.empty() ? given.text : given.file;
    if (text.empty() && !given.url.empty()) {
        auto fetched = fetch(given.url, texts, dependencies);
        if (!fetched && fetched.error().kind == ErrorKind::NotFound) {
            return show_error(fetched.error(), request, dependencies);
        }
        if (!fetched) return show_box(given, fetched.error().detail, request, dependencies);
        text = std::move(*fetched);
    }
    if (text.empty()) return show_box(given, texts.text("verify.nothing"), request, dependencies);

    service::Verify options;
    if (!given.recipient.empty()) options.recipient = given.recipient;
    const auto report = dependencies.verifier.verify(text, options);
    if (!report) return show_error(report.error(), request, dependencies);
    json::Object data = report_data(*report, language, dependencies.clock(), dependencies.urls.base());
    Page page{"verify_result", std::string(texts.text("verify.result_title")),
              std::string(texts.text("verify.description"))};
    page.section = "verify";
    page.is_private = true;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace blason::web
