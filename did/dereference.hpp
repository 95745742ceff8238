// DID URL dereferencing (DID Resolution section 5): from a DID URL to a document, a part of it, or addresses of
// services.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "did/did.hpp"
#include "did/resolver.hpp"

namespace blason::did {

/// The DID parameters and options that dereferencing has beside those of resolving.
struct DereferenceOptions {
    ResolveOptions resolve;
    std::optional<std::string> service;       ///< id of a service: a fragment with or without its "#", or absolute
    std::optional<std::string> service_type;  ///< all services of this type
    std::optional<std::string> relative_ref;  ///< resolved against the addresses of the services (RFC 3986 section 5)
    std::optional<std::string> relationship;  ///< `verificationRelationship`: the method must stand under it
    bool addresses = false;                   ///< `accept` is text/uri-list: addresses of services, not documents
};

struct Dereferenced {
    json::Value content;                 ///< a document or a part of it; null where `addresses` are the answer
    std::vector<std::string> addresses;  ///< of the services that were meant
    Metadata metadata;                   ///< of the document
};

/// Errors: those of Resolver::resolve; "NOT_FOUND" (a path, which no method here gives a meaning, or no such part of
/// the document, or no such service), "REPRESENTATION_NOT_SUPPORTED" (addresses of what is no service),
/// "INVALID_DID_URL" (two fragments would come together), "INVALID_VERIFICATION_METHOD",
/// "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD".
Result<Dereferenced> dereference(Resolver& resolver, const DidUrl& url, const DereferenceOptions& options);

/// The DID URL dereferencing result object.
json::Value dereferencing_json(const Dereferenced& dereferenced);
json::Value dereferencing_error_json(const Error& error);

}  // namespace blason::did
