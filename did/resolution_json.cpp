// The result objects of DID Resolution and DID URL dereferencing, and their HTTP binding.
#include <algorithm>
#include <array>

#include "did/dereference.hpp"
#include "did/resolver.hpp"
#include "engine/text/ascii.hpp"

namespace blason::did {
namespace {

struct ErrorRow {
    std::string_view code;
    int http_status;
    std::string_view title;
    std::string_view types = "https://www.w3.org/ns/did#";  ///< where the code is defined
};
constexpr std::string_view kSecurity = "https://w3id.org/security#";  // CID 1.0 section 3.5
constexpr std::array kErrors{
    ErrorRow{"INVALID_DID", 400, "The DID is not valid."},
    ErrorRow{"INVALID_DID_URL", 400, "The DID URL is not valid."},
    ErrorRow{"INVALID_OPTIONS", 400, "The resolution options are not valid."},
    ErrorRow{"NOT_FOUND", 404, "There is no such DID document."},
    ErrorRow{"REPRESENTATION_NOT_SUPPORTED", 406, "This representation is not available."},
    ErrorRow{"INVALID_DID_DOCUMENT", 500, "The DID document is not valid."},
    ErrorRow{"INTERNAL_ERROR", 500, "The DID could not be resolved."},
    ErrorRow{"METHOD_NOT_SUPPORTED", 501, "The DID method is not supported."},
    ErrorRow{"FEATURE_NOT_SUPPORTED", 501, "This feature is not supported."},
    ErrorRow{"INVALID_VERIFICATION_METHOD", 500, "This is no verification method.", kSecurity},
    ErrorRow{"INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD", 500, "The verification method is not for this purpose.",
             kSecurity},
};

/// The standard's code for an error of ours; a private key is one way for a document not to be valid.
const ErrorRow& row_of(const Error& error) {
    const auto find = [](std::string_view code) {
        return std::find_if(kErrors.begin(), kErrors.end(), [&](const ErrorRow& row) { return row.code == code; });
    };
    const auto* row = find(error.code);
    if (row == kErrors.end())
        row = find(error.code == "private-key-in-document" ? "INVALID_DID_DOCUMENT" : "INTERNAL_ERROR");
    return *row;
}

/// "INVALID_DID_URL" was "invalidDidUrl".
std::string legacy_word(std::string_view code) {
    std::string word;
    bool upper = false;
    for (const char c : code) {
        if (c == '_') {
            upper = true;
            continue;
        }
        word.push_back(upper ? c : text::lower(c));
        upper = false;
    }
    return word;
}

json::Object metadata_json(const Metadata& metadata) {
    json::Object object;
    if (metadata.created) object.emplace("created", *metadata.created);
    if (metadata.updated) object.emplace("updated", *metadata.updated);
    if (metadata.version_id) object.emplace("versionId", *metadata.version_id);
    if (metadata.deactivated) object.emplace("deactivated", true);
    for (const auto& member : metadata.more) object.emplace(member.key(), member.value());
    return object;
}

json::Object problem_json(const Error& error) {
    const auto& row = row_of(error);
    return json::Object{{"type", std::string(row.types) + std::string(row.code)},
                        {"title", json::key(row.title)},
                        {"detail", error.detail}};
}

}  // namespace

json::Value resolution_json(const Resolution& resolution) {
    return json::Object{{"didDocument", resolution.document.json},
                        {"didResolutionMetadata", json::Object{{"contentType", resolution.content_type}}},
                        {"didDocumentMetadata", metadata_json(resolution.metadata)}};
}

json::Value resolution_error_json(const Error& error, ErrorForm form) {
    json::Object problem = problem_json(error);
    json::Object metadata;
    if (form == ErrorForm::Legacy) {
        metadata.emplace("error", legacy_word(row_of(error).code));
        metadata.emplace("problemDetails", std::move(problem));
    } else {
        metadata.emplace("error", std::move(problem));
    }
    return json::Object{{"didDocument", nullptr},
                        {"didResolutionMetadata", std::move(metadata)},
                        {"didDocumentMetadata", json::Object{}}};
}

json::Value dereferencing_json(const Dereferenced& dereferenced) {
    return json::Object{{"content", dereferenced.content},
                        {"dereferencingMetadata", json::Object{{"contentType", "application/did"}}},
                        {"contentMetadata", metadata_json(dereferenced.metadata)}};
}

json::Value dereferencing_error_json(const Error& error) {
    return json::Object{{"content", nullptr},
                        {"dereferencingMetadata", json::Object{{"error", problem_json(error)}}},
                        {"contentMetadata", json::Object{}}};
}

int resolution_http_status(const Error& error) {
    return row_of(error).http_status;
}

}  // namespace blason::did
