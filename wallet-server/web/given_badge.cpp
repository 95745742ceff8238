#include "wallet-server/web/given_badge.hpp"

#include <utility>

#include "engine/text/base64url.hpp"
#include "vc/openbadges/baking.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/published_document.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {

namespace {

Result<std::string> fetch(const std::string& url, const Texts& texts, const PageDependencies& dependencies) {
    if (auto stored = stored_here(url, dependencies.issuers, dependencies.urls)) {
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

GivenBadge read_given_badge(const std::vector<http::FormField>& fields) {
    GivenBadge given;
    for (const auto& field : fields) {
        if (field.name == "file") given.file = field.value;
        if (field.name == "url") given.url = vc::trimmed(plain_text(field.value));
        if (field.name == "text") given.text = vc::trimmed(field.value);
    }
    if (given.url.empty() && service::is_address(given.text)) given.url = std::exchange(given.text, {});
    return given;
}

void put_given_badge(json::Object& data, const GivenBadge& given) {
    put(data, "url", given.url);
    put(data, "text", plain_text(given.text));
}

Result<std::string> document_of(const GivenBadge& given, const Texts& texts, const PageDependencies& dependencies) {
    if (!given.file.empty()) return given.file;
    if (!given.text.empty() || given.url.empty()) return given.text;
    return fetch(given.url, texts, dependencies);
}

std::optional<Result<service::StoredCredential>> stored_here(std::string_view url, service::IssuerService& issuers,
                                                             const service::PublicUrls& urls) {
    constexpr std::string_view kIssuers = "/issuers/";
    constexpr std::string_view kCredentials = "/credentials/";
    const std::string& base = urls.base();
    if (!url.starts_with(base)) return std::nullopt;
    std::string_view path = url.substr(base.size());
    path = path.substr(0, path.find_first_of("?#"));
    if (!path.starts_with(kIssuers)) return std::nullopt;
    path.remove_prefix(kIssuers.size());
    const std::size_t middle = path.find(kCredentials);
    if (middle == std::string_view::npos) return std::nullopt;
    // The forms of one credential differ by their ending: .json, .svg, .png.
    const std::string_view id = path.substr(middle + kCredentials.size());
    return issuers.credential(path.substr(0, middle), id.substr(0, id.find('.')));
}

std::string carried(std::string_view document) {
    std::string inside;
    if (document.size() > kMostCarried && openbadges::image_type(document)) {
        auto baked = openbadges::unbake(document);
        if (baked) inside = std::move(baked->text);
        document = inside;
    }
    return document.size() > kMostCarried ? std::string() : text::base64url_encode(as_bytes(document));
}

std::optional<std::string> read_carried(std::string_view field) {
    if (field.empty()) return std::nullopt;
    const auto bytes = text::base64url_decode(field);
    if (!bytes) return std::nullopt;
    return std::string(as_text(*bytes));
}

}  // namespace blason::web
