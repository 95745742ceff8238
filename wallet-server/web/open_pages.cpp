// A holder pastes or opens a link. Nothing is fetched before the form is sent.
#include <algorithm>

#include "engine/text/percent.hpp"
#include "vc/read.hpp"
#include "wallet-server/http/problem.hpp"
#include "wallet-server/service/vcalm/links.hpp"
#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/handlers.hpp"
#include "wallet-server/web/holder.hpp"
#include "wallet-server/web/session.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/wallet_open.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {
namespace {

constexpr std::size_t kMaxLink = 128U << 10U;

std::string trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t start = text.find_first_not_of(space);
    if (start == std::string_view::npos) return {};
    return std::string(text.substr(start, text.find_last_not_of(space) + 1 - start));
}

bool has(const std::vector<http::FormField>& fields, std::string_view name) {
    return std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return field.name == name; });
}

/// A failure in words; the code says the rest.
std::string_view failure_text(const Error& error, const Texts& texts) {
    if (error.code == "link-unknown" || error.code == "link-empty") return texts.text("open.failed_link");
    if (error.kind == ErrorKind::Unavailable) return texts.text("open.failed_unreachable");
    if (error.code == "presentation-several-keys") return texts.text("open.failed_keys");
    return texts.text("open.failed_refused");
}

http::Response show_form(std::string_view link, const Error* error, const http::Request& request,
                         const PageDependencies& dependencies) {
    const Texts& texts = Texts::of(language_of(request));
    json::Object data;
    put(data, "link", plain_text(link));
    put(data, "failure", error != nullptr ? failure_text(*error, texts) : std::string_view());
    put(data, "code", error != nullptr ? error->code : std::string());
    put(data, "detail", error != nullptr ? plain_text(error->detail) : std::string());
    Page page{"wallet_open", std::string(texts.text("open.title")), std::string(texts.text("open.description"))};
    page.section = "wallet";
    page.is_private = true;
    page.has_form = true;
    page.path = "/wallet/open";
    page.status = error != nullptr ? http::status_of(*error) : 200;
    return show(page, std::move(data), request, dependencies);
}

}  // namespace

Result<LinkKind> kind_of_link(std::string_view link) {
    const Error unknown{"link-unknown", "This is no offer, no request and no exchange.", "", ErrorKind::Malformed};
    if (link.starts_with("interaction:") || link.starts_with("web+interaction:")) return LinkKind::Exchange;
    const std::size_t mark = link.find('?');
    const auto fields =
        http::parse_urlencoded(mark == std::string_view::npos ? std::string_view() : link.substr(mark + 1));
    if (!fields || link.find(':') == std::string_view::npos) return unknown;
    if (has(*fields, "credential_offer") || has(*fields, "credential_offer_uri")) return LinkKind::Offer;
    if (has(*fields, "client_id") || has(*fields, "request_uri")) return LinkKind::Request;
    if (has(*fields, "vc_request_url") || has(*fields, "request")) return LinkKind::Exchange;
    // The address of an exchange needs no parameters.
    if (link.starts_with("https://") || link.starts_with("http://")) return LinkKind::Exchange;
    return unknown;
}

std::string shown_origin(std::string_view url) {
    auto origin = service::vcalm::origin_of(url);
    return origin.empty() ? std::string(url) : origin;
}

std::string open_path(std::string_view link) {
    return "/wallet/open?link=" + text::percent_encode(link);
}

json::Object held_link(std::string_view credential, const service::Holder& holder, Language language,
                       const PageDependencies& dependencies) {
    json::Object data;
    put(data, "href", "/wallet/" + std::string(credential));
    put(data, "name", credential);
    const auto held = dependencies.wallets.credential(holder.org, holder.id, credential);
    const auto document = held ? vc::read_document(held->text) : Result<json::Value>(held.error());
    if (!document) return data;
    const BadgeView badge = read_badge(*document, language, dependencies.clock());
    put(data, "name", badge.name);
    put(data, "language", badge.language);
    return data;
}

std::string linkable_url(std::string_view url) {
    return url.starts_with("https://") || url.starts_with("http://") ? std::string(url) : std::string();
}

http::Response show_open(std::string_view link, const Error& error, const http::Request& request,
                         const PageDependencies& dependencies) {
    return show_form(link, &error, request, dependencies);
}

http::Response wallet_open_page(const http::Request& request, const PageDependencies& dependencies) {
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    // Issuers and verifiers that know our address as that of a wallet send people here with their own parameters.
    std::string link = request.query_param("link").value_or("");
    const std::string whole = dependencies.urls.base() + request.path + "?" + request.query;
    const auto kind = link.empty() ? kind_of_link(whole) : Result<LinkKind>(LinkKind::Exchange);
    if (link.empty() && kind && *kind != LinkKind::Exchange) link = whole;
    return show_form(link, nullptr, request, dependencies);
}

http::Response wallet_opened(const http::Request& request, const PageDependencies& dependencies) {
    const auto fields = read_form(request, dependencies);
    if (!fields) return show_error(fields.error(), request, dependencies);
    const auto holder = holder_of(request, dependencies);
    if (!holder) return sign_in_first(holder.error(), request, dependencies);
    const std::string link = trimmed(plain_text(value_of(*fields, "link")));
    const auto kind = link.size() > kMaxLink ? Result<LinkKind>(malformed("link-unknown", "This link is too long."))
                                             : kind_of_link(link);
    if (!kind) return show_open(link, kind.error(), request, dependencies);
    switch (*kind) {
        case LinkKind::Request:
            return open_request(*holder, link, request, dependencies);
        case LinkKind::Exchange:
            return open_exchange(*holder, link, request, dependencies);
        case LinkKind::Offer:
            break;
    }
    return open_offer(*holder, link, request, dependencies);
}

}  // namespace blason::web
