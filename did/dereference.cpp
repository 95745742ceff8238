#include "did/dereference.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/iri/iri.hpp"

namespace blason::did {
namespace {

Error not_found(std::string detail) {
    return Error{"NOT_FOUND", std::move(detail), {}, ErrorKind::NotFound};
}

/// An id of the document, absolute. Without "#" it may be the parameter `service`, which names a fragment.
std::string absolute(std::string_view id, const std::string& did) {
    if (id.starts_with('#')) return did + std::string(id);
    if (id.find(':') == std::string_view::npos) return fmt::format("{}#{}", did, id);
    return std::string(id);
}

bool has_id(const json::Value& part, const std::string& wanted, const std::string& did) {
    const json::Value* id = json::find(part, "id");
    return id != nullptr && id->is_string() && absolute(json::view(*id), did) == wanted;
}

/// The one value, or each of a list.
template <typename Visit>
void each(const json::Value* one_or_many, const Visit& visit) {
    if (one_or_many == nullptr) return;
    if (!one_or_many->is_array()) return visit(*one_or_many);
    for (const json::Value& one : one_or_many->get_array()) visit(one);
}

constexpr const char* kRelationships[] = {"authentication", "assertionMethod", "keyAgreement", "capabilityInvocation",
                                          "capabilityDelegation"};

/// The method or service with this id: listed, or embedded where it is used.
const json::Value* find_part(const json::Value& document, const std::string& wanted, const std::string& did) {
    const json::Value* found = nullptr;
    const auto look = [&](const char* member) {
        each(json::find(document, member), [&](const json::Value& part) {
            if (found == nullptr && has_id(part, wanted, did)) found = &part;
        });
    };
    look("verificationMethod");
    for (const char* relationship : kRelationships) look(relationship);
    look("service");
    return found;
}

/// Section 5.2: what is meant is a method, and stands under the relationship, by its id or whole.
Result<void> check_relationship(const json::Value& document, const json::Value& part, const std::string& wanted,
                                const std::string& relationship, const std::string& did) {
    if (json::find(part, "controller") == nullptr)
        return refused("INVALID_VERIFICATION_METHOD", fmt::format("{} is no verification method.", wanted));
    bool listed = false;
    if (parse_purpose(relationship)) {
        each(json::find(document, relationship), [&](const json::Value& one) {
            const bool named = one.is_string() && absolute(json::view(one), did) == wanted;
            listed = listed || named || has_id(one, wanted, did);
        });
    }
    if (listed) return {};
    return refused("INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",
                   fmt::format("{} does not stand under {}.", wanted, relationship));
}

json::Array selected_services(const json::Value& document, const DereferenceOptions& options, const std::string& did) {
    json::Array selected;
    each(json::find(document, "service"), [&](const json::Value& service) {
        if (options.service && !has_id(service, absolute(*options.service, did), did)) return;
        bool of_type = !options.service_type;
        each(json::find(service, "type"), [&](const json::Value& type) {
            of_type = of_type || (type.is_string() && json::view(type) == *options.service_type);
        });
        if (of_type) selected.push_back(service);
    });
    return selected;
}

/// Section 5.1: the addresses of the services; what is a map is no address.
Result<std::vector<std::string>> addresses_of(const json::Array& services, const DidUrl& url,
                                              const DereferenceOptions& options) {
    std::vector<std::string> addresses;
    for (const json::Value& service : services) {
        each(json::find(service, "serviceEndpoint"), [&](const json::Value& endpoint) {
            if (endpoint.is_string()) addresses.emplace_back(json::view(endpoint));
        });
    }
    for (std::string& address : addresses) {
        if (options.relative_ref) address = iri::resolve(address, *options.relative_ref);
        if (!url.fragment) continue;
        if (address.find('#') != std::string::npos)
            return refused("INVALID_DID_URL", "The address of the service has a fragment already.");
        address += "#" + *url.fragment;
    }
    return addresses;
}

Result<Dereferenced> dereference_services(Resolution resolution, const DidUrl& url, const DereferenceOptions& options) {
    const std::string& did = resolution.document.id;
    json::Array selected = selected_services(resolution.document.json, options, did);
    if (selected.empty()) return not_found(fmt::format("{} has no such service.", did));
    Dereferenced out{nullptr, {}, std::move(resolution.metadata)};
    if (options.addresses) {
        auto addresses = addresses_of(selected, url, options);
        if (!addresses) return std::move(addresses).error();
        if (addresses->empty()) return not_found("The service has no address.");
        out.addresses = std::move(*addresses);
        return out;
    }
    out.content = std::move(resolution.document.json);
    out.content.get_object()["service"] = std::move(selected);
    return out;
}

}  // namespace

Result<Dereferenced> dereference(Resolver& resolver, const DidUrl& url, const DereferenceOptions& options) {
    auto resolution = resolver.resolve(url.did.text, options.resolve);
    if (!resolution) return std::move(resolution).error();
    if (!url.path.empty()) return not_found("Nothing is known of the path of this DID URL.");
    if (options.service || options.service_type) return dereference_services(std::move(*resolution), url, options);
    if (options.addresses)
        return refused("REPRESENTATION_NOT_SUPPORTED", "Only services have addresses; this DID URL names none.");
    json::Value& document = resolution->document.json;
    if (!url.fragment) return Dereferenced{std::move(document), {}, std::move(resolution->metadata)};

    const std::string& did = resolution->document.id;
    const std::string wanted = did + "#" + *url.fragment;
    const json::Value* part = find_part(document, wanted, did);
    if (part == nullptr) return not_found(fmt::format("{} has nothing of this name: {}", did, wanted));
    if (options.relationship) {
        if (auto stands = check_relationship(document, *part, wanted, *options.relationship, did); !stands)
            return std::move(stands).error();
    }
    return Dereferenced{*part, {}, std::move(resolution->metadata)};
}

}  // namespace blason::did
