#include "wallet-server/api/did/resolve.hpp"

#include <array>

#include "did/did.hpp"
#include "engine/json/serialize.hpp"
#include "vc/model/values.hpp"
#include "wallet-server/api/accept.hpp"
#include "wallet-server/api/did/options.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::did {
namespace {

namespace dids = blason::did;

/// What the answer is.
enum class Shape {
    Any,         ///< the result of what was asked
    Resolution,  ///< a DID resolution result
    Dereferencing,
    Content,   ///< the document, or what a DID URL leads to, alone
    Addresses  ///< of services: the first of them, as the place to go to
};

/// One way to answer: what the client asks for, what it gets.
struct Representation {
    std::string_view asked;
    std::string_view content_type;
    Shape shape;
    dids::ErrorForm errors;
};

constexpr std::string_view kResultType = "application/did-resolution";
constexpr std::string_view kDereferencingType = "application/did-url-dereferencing";
/// What the universal resolver and its clients used before DID Resolution had a media type of its own.
constexpr std::string_view kOldProfile = "https://w3id.org/did-resolution";
constexpr std::string_view kOldResultType = R"(application/ld+json;profile="https://w3id.org/did-resolution")";

using dids::ErrorForm;
constexpr Representation kAny{"", kResultType, Shape::Any, ErrorForm::Problem};
constexpr Representation kOldResult{kOldResultType, kOldResultType, Shape::Resolution, ErrorForm::Legacy};
constexpr std::array kRepresentations{
    Representation{kResultType, kResultType, Shape::Resolution, ErrorForm::Problem},
    Representation{kDereferencingType, kDereferencingType, Shape::Dereferencing, ErrorForm::Problem},
    Representation{"application/did", "application/did", Shape::Content, ErrorForm::Problem},
    Representation{"application/did+json", "application/did+json", Shape::Content, ErrorForm::Problem},
    Representation{"application/did+ld+json", "application/did+ld+json", Shape::Content, ErrorForm::Problem},
    Representation{"application/ld+json", "application/ld+json", Shape::Content, ErrorForm::Problem},
    Representation{"text/uri-list", "text/uri-list", Shape::Addresses, ErrorForm::Problem},
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
    for (const auto& one : kRepresentations) offer(one.asked, one);
    if (best != nullptr) return best;
    for (const auto* any : {"application/json", "application/*", "*/*", "text/html"}) offer(any, kAny);
    return accept.empty() ? &kAny : best;
}

http::Response with_type(int status, std::string_view type, const json::Value& body) {
    auto response = answer(status, body);
    response.fields.set("Content-Type", std::string(type));
    response.fields.set("Vary", "Accept");
    return response;
}

/// An error is always a result, whatever was asked for.
http::Response not_resolved(const Error& error, const Representation& representation) {
    const bool legacy = representation.errors == ErrorForm::Legacy;
    return with_type(dids::resolution_http_status(error), legacy ? kOldResultType : kResultType,
                     dids::resolution_error_json(error, representation.errors));
}
http::Response not_dereferenced(const Error& error) {
    return with_type(dids::resolution_http_status(error), kDereferencingType, dids::dereferencing_error_json(error));
}

/// What was asked: a DID or the URL of a document, or a DID URL; and how.
struct Input {
    std::string identifier;
    std::optional<dids::DidUrl> url;  ///< nothing: it is no DID URL
    Options options;

    /// A part of the document, or one of its services.
    [[nodiscard]] bool names_part() const {
        return url && (url->fragment || !url->path.empty() || options.names_service());
    }
};

/// RFC 9110 lets a POST have no body: then there are no further options.
Result<void> read_body(const http::Request& request, Options& options) {
    if (request.body.empty()) return {};
    const auto body = read_json(request);
    if (!body) return refused("INVALID_OPTIONS", body.error().detail);
    const auto member = [&](const char* name) -> std::optional<std::string> {
        const json::Value* value = json::find(*body, name);
        if (value == nullptr) return std::nullopt;
        return value->is_string() ? std::string(json::view(*value)) : json::serialize(*value);
    };
    return read_options(member, options);
}

Result<void> read_input(const http::Request& request, Input& input) {
    const auto of_query = [](const http::Request& query) {
        return [&query](const char* name) { return query.query_param(name); };
    };
    if (auto read = read_options(of_query(request), input.options); !read) return read;
    if (auto read = read_body(request, input.options); !read) return read;
    if (input.url && input.url->query) {
        // The parameters of a DID URL are options too.
        http::Request inner;
        inner.query = *input.url->query;
        if (auto read = read_options(of_query(inner), input.options); !read) return read;
    }
    if (input.options.dereference.relative_ref && !input.options.names_service())
        return refused("INVALID_OPTIONS", "relativeRef is relative to a service.");
    return {};
}

/// Option expandRelativeUrls: what is a fragment only gets the DID before it.
void expand(json::Object& document, const std::string& did) {
    const auto complete = [&](json::Value& value) {
        if (value.is_string() && json::view(value).starts_with('#')) value = did + std::string(json::view(value));
    };
    if (auto* id = document.if_contains("id")) complete(*id);
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

http::Response answer_content(int status, const Representation& asked, const json::Value& content) {
    const bool named = asked.shape == Shape::Content;
    return with_type(status, named ? asked.content_type : "application/did", content);
}

/// To the first address that can be gone to.
http::Response go_to(const std::vector<std::string>& addresses) {
    for (const std::string& address : addresses) {
        if (!vc::model::is_url(address)) continue;
        http::Response response;
        response.status = 303;
        response.fields.set("Location", address);
        response.fields.set("Vary", "Accept");
        return response;
    }
    return not_dereferenced(Error{"NOT_FOUND", "The service has no address.", {}, ErrorKind::NotFound});
}

http::Response dereference(Input input, const Representation& asked, Services& services) {
    if (!input.url) return not_dereferenced(refused("INVALID_DID_URL", "This is no DID URL."));
    auto& options = input.options.dereference;
    options.addresses = asked.shape == Shape::Addresses;
    auto found = dids::dereference(services.resolver, *input.url, options);
    if (!found) return not_dereferenced(found.error());
    if (options.addresses) return go_to(found->addresses);
    if (input.options.expand_relative_urls) expand(found->content.get_object(), input.url->did.text);
    const int status = found->metadata.deactivated ? 410 : 200;
    if (asked.shape == Shape::Content) return answer_content(status, asked, found->content);
    return with_type(status, kDereferencingType, dids::dereferencing_json(*found));
}

http::Response resolve_whole(const Input& input, const Representation& asked, Services& services) {
    // The parameters of a DID URL have been read.
    const std::string& identifier = input.url ? input.url->did.text : input.identifier;
    auto resolution = services.resolver.resolve(identifier, input.options.dereference.resolve);
    if (!resolution) return not_resolved(resolution.error(), asked);
    if (input.options.expand_relative_urls) {
        auto& document = resolution->document;
        expand(document.json.get_object(), document.id);
    }
    const int status = resolution->metadata.deactivated ? 410 : 200;
    if (asked.shape == Shape::Content) return answer_content(status, asked, resolution->document.json);
    if (asked.errors == ErrorForm::Legacy) resolution->content_type = "application/did+ld+json";
    return with_type(status, asked.content_type, dids::resolution_json(*resolution));
}

}  // namespace

http::Response resolve(const http::Request& request, Services& services) {
    const auto* asked = choose_representation(request);
    if (asked == nullptr) {
        return not_resolved(refused("REPRESENTATION_NOT_SUPPORTED",
                                    "There are results of resolution and of "
                                    "dereferencing, and JSON documents."),
                            kAny);
    }
    Input input{request.params.at("did"), std::nullopt, {}};
    input.options.dereference.resolve.now = services.clock();
    if (auto url = dids::DidUrl::parse(input.identifier)) input.url = std::move(*url);
    const bool to_dereference = asked->shape == Shape::Dereferencing || asked->shape == Shape::Addresses;
    if (auto read = read_input(request, input); !read) {
        return to_dereference ? not_dereferenced(read.error()) : not_resolved(read.error(), *asked);
    }
    if (input.names_part() && asked->shape == Shape::Resolution) {
        return not_resolved(refused("REPRESENTATION_NOT_SUPPORTED",
                                    "A part of a document is the result of "
                                    "dereferencing, application/did-url-dereferencing."),
                            *asked);
    }
    if (to_dereference || input.names_part()) return dereference(std::move(input), *asked, services);
    return resolve_whole(input, *asked, services);
}

}  // namespace blason::api::did
