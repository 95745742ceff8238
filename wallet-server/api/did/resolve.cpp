#include "wallet-server/api/did/resolve.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "did/did.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::did {
namespace {

namespace dids = blason::did;

/// One way to answer: what the client asks for, what it gets.
struct Representation {
    std::string_view asked;
    std::string_view content_type;
    bool document_only;
    dids::ErrorForm errors;
};

constexpr std::string_view kResultType = "application/did-resolution";
/// What the universal resolver and its clients used before DID Resolution had a media type of its own.
constexpr std::string_view kOldProfile = "https://w3id.org/did-resolution";
constexpr std::string_view kOldResultType = R"(application/ld+json;profile="https://w3id.org/did-resolution")";

using dids::ErrorForm;
constexpr Representation kResult{kResultType, kResultType, false, ErrorForm::Problem};
constexpr Representation kOldResult{kOldResultType, kOldResultType, false, ErrorForm::Legacy};
constexpr std::array kDocuments{
    Representation{"application/did", "application/did", true, ErrorForm::Problem},
    Representation{"application/did+json", "application/did+json", true, ErrorForm::Problem},
    Representation{"application/did+ld+json", "application/did+ld+json", true, ErrorForm::Problem},
    Representation{"application/ld+json", "application/ld+json", true, ErrorForm::Problem},
};

/// nullptr when the client takes nothing that we have.
const Representation* choose_representation(const http::Request& request) {
    const auto accept = request.fields.find("Accept").value_or("");
    if (accept.find(kOldProfile) != std::string_view::npos) return &kOldResult;
    const Representation* best = nullptr;
    int best_weight = 0;
    const auto offer = [&](std::string_view type, const Representation& representation) {
        const int weight = named_weight(accept, type).value_or(0);
        if (weight > best_weight) {
            best = &representation;
            best_weight = weight;
        }
    };
    offer(kResultType, kResult);
    for (const auto& document : kDocuments) offer(document.asked, document);
    if (best != nullptr) return best;
    for (const auto* any : {"application/json", "application/*", "*/*", "text/html"}) offer(any, kResult);
    return accept.empty() ? &kResult : best;
}

http::Response with_type(int status, std::string_view type, const json::Value& body) {
    auto response = answer(status, body);
    response.fields.set("Content-Type", std::string(type));
    response.fields.set("Vary", "Accept");
    return response;
}

/// An error is always a resolution result, whatever was asked for.
http::Response failed(const Error& error, const Representation& representation) {
    const auto type = representation.document_only ? kResultType : representation.content_type;
    return with_type(dids::resolution_http_status(error), type,
                     dids::resolution_error_json(error, representation.errors));
}

Error invalid_option(std::string detail) {
    return refused("INVALID_OPTIONS", std::move(detail));
}

struct Options {
    dids::ResolveOptions resolve;
    bool expand_relative_urls = false;
};

/// Reads the parameters of one query into `options`.
Result<void> read_query(const http::Request& query, Options& options) {
    auto& version = options.resolve.version;
    if (auto id = query.query_param("versionId")) version.id = std::move(id);
    if (const auto time = query.query_param("versionTime")) {
        version.time = parse_instant(*time);
        if (!version.time) return invalid_option("versionTime is a date and time, such as 2026-01-15T09:00:00Z.");
    }
    if (const auto text = query.query_param("versionNumber")) {
        std::uint32_t number = 0;
        const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), number);
        if (code != std::errc{} || end != text->data() + text->size()) {
            return invalid_option("versionNumber is a number.");
        }
        version.number = number;
    }
    for (const auto& [name, flag] :
         {std::pair{"expandRelativeUrls", &options.expand_relative_urls},
          std::pair{"enableEncryptionKeyDerivation", &options.resolve.derive_encryption_key}}) {
        const auto value = query.query_param(name);
        if (!value) continue;
        if (*value != "true" && *value != "false") return invalid_option(std::string(name) + " is true or false.");
        *flag = *value == "true";
    }
    for (const auto* name : {"service", "serviceType", "relativeRef", "hl"}) {
        if (query.query_param(name)) {
            return refused("FEATURE_NOT_SUPPORTED", "DID URLs are not dereferenced here, only resolved.");
        }
    }
    return {};
}

/// Option expandRelativeUrls: what is a fragment only gets the DID before it.
void expand(json::Object& document) {
    const auto* id = json::find(document, "id");
    if (id == nullptr || !id->is_string()) return;
    const std::string did(json::view(*id));
    const auto complete = [&](json::Value& value) {
        if (value.is_string() && json::view(value).starts_with('#')) value = did + std::string(json::view(value));
    };
    for (const auto* name : {"verificationMethod", "authentication", "assertionMethod", "keyAgreement",
                             "capabilityInvocation", "capabilityDelegation", "service"}) {
        auto* list = document.if_contains(name);
        if (list == nullptr || !list->is_array()) continue;
        for (auto& item : list->get_array()) {
            complete(item);
            if (!item.is_object()) continue;
            if (auto* item_id = item.get_object().if_contains("id")) complete(*item_id);
        }
    }
}

Result<dids::Resolution> resolution_of(const http::Request& request, Services& services) {
    Options options;
    options.resolve.now = services.clock();
    auto identifier = request.params.at("did");
    if (auto read = read_query(request, options); !read) return std::move(read).error();
    if (identifier.starts_with("did:")) {
        // A DID URL, percent-encoded in the path: its parameters are options too.
        const auto url = dids::DidUrl::parse(identifier);
        if (url && (url->fragment || !url->path.empty())) {
            return refused("FEATURE_NOT_SUPPORTED", "DID URLs are not dereferenced here, only resolved.");
        }
        if (url && url->query) {
            http::Request inner;
            inner.query = *url->query;
            if (auto read = read_query(inner, options); !read) return std::move(read).error();
            identifier = url->did.text;
        }
    }
    auto resolution = services.resolver.resolve(identifier, options.resolve);
    if (resolution && options.expand_relative_urls) expand(resolution->document.json.get_object());
    return resolution;
}

}  // namespace

http::Response resolve(const http::Request& request, Services& services) {
    const auto* representation = choose_representation(request);
    if (representation == nullptr) {
        return failed(refused("REPRESENTATION_NOT_SUPPORTED", "There are DID resolution results and JSON documents."),
                      kResult);
    }
    auto resolution = resolution_of(request, services);
    if (!resolution) return failed(resolution.error(), *representation);
    const int status = resolution->metadata.deactivated ? 410 : 200;
    if (representation->document_only) {
        return with_type(status, representation->content_type, resolution->document.json);
    }
    if (representation->errors == ErrorForm::Legacy) resolution->content_type = "application/did+ld+json";
    return with_type(status, representation->content_type, dids::resolution_json(*resolution));
}

}  // namespace blason::api::did
