#include "vc/oid4vp/draft.hpp"

#include <array>

#include "engine/jose/jwe.hpp"
#include "engine/json/parse.hpp"
#include "vc/pex/formats.hpp"

namespace blason::vc::oid4vp {
namespace {

constexpr auto kDefinition = "presentation_definition";
constexpr auto kDefinitionUri = "presentation_definition_uri";
constexpr auto kMetadata = "client_metadata";
constexpr auto kMetadataUri = "client_metadata_uri";
constexpr std::string_view kDefaultEncryption = "A128CBC-HS256";  // JARM section 3

Error invalid(std::string detail, std::string_view parameter) {
    return refused("invalid_request", std::move(detail), "/" + std::string(parameter));
}

bool has(const json::Object& parameters, std::string_view name) {
    return json::find(parameters, name) != nullptr;
}

/// Nothing when it is absent or of another type.
std::optional<std::string> text_of(const json::Value* value) {
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string(json::view(*value));
}

/// Another way to say what is asked for. A scope stands for no definition here, and "openid" never does.
const char* other_query(const json::Object& parameters) {
    if (has(parameters, "dcql_query")) return "dcql_query";
    const json::Value* scope = json::find(parameters, "scope");
    if (scope != nullptr && text_of(scope) != "openid") return "scope";
    return has(parameters, kDefinition) && has(parameters, kDefinitionUri) ? kDefinitionUri : nullptr;
}

Result<json::Value> parse_text(std::string_view text) {
    return json::parse(text, {}, {.max_depth = 32, .allow_nul = false});
}

/// Of the keys those that agree under the algorithm which the verifier names.
Result<void> read_encryption(const json::Value& value, ClientMetadata& metadata) {
    for (const auto* name : {"authorization_signed_response_alg", "authorization_encrypted_response_alg",
                             "authorization_encrypted_response_enc"}) {
        const json::Value* member = json::find(value, name);
        if (member != nullptr && !member->is_string())
            return invalid("This is the name of an algorithm.", std::string(kMetadata) + "/" + name);
    }
    if (json::find(value, "authorization_signed_response_alg") != nullptr)
        return invalid("Answers are not signed here beside the presentations in them.",
                       std::string(kMetadata) + "/authorization_signed_response_alg");
    if (const auto algorithm = text_of(json::find(value, "authorization_encrypted_response_alg"))) {
        if (!jose::find_key_management(*algorithm)) metadata.keys.clear();
        std::erase_if(metadata.keys, [&](const jose::Jwk& key) { return !key.may_agree(*algorithm); });
        for (jose::Jwk& key : metadata.keys) key.algorithm = *algorithm;
    }
    metadata.encryptions.clear();
    const auto encryption = text_of(json::find(value, "authorization_encrypted_response_enc"));
    if (const auto* known = crypto::find_content_encryption(encryption ? *encryption : std::string(kDefaultEncryption)))
        metadata.encryptions.push_back(known->encryption);
    return {};
}

}  // namespace

bool is_draft(const json::Object& parameters) {
    return has(parameters, kDefinition) || has(parameters, kDefinitionUri);
}

Result<void> read_json_texts(json::Object& parameters) {
    for (const auto* name : {kDefinition, kMetadata}) {
        const auto found = parameters.find(name);
        if (found == parameters.end() || !found->value().is_string()) continue;
        auto read = parse_text(json::view(found->value()));
        if (!read) return invalid("This parameter is a JSON text.", name);
        found->value() = std::move(*read);
    }
    return {};
}

std::optional<Reference> next_reference(const AuthorizationRequest& request) {
    const json::Object& parameters = request.parameters;
    if (!request.draft || other_query(parameters)) return std::nullopt;
    if (has(parameters, kMetadata) && has(parameters, kMetadataUri)) return std::nullopt;
    if (auto url = text_of(json::find(parameters, kDefinitionUri)))
        return Reference{Reference::What::Definition, std::move(*url)};
    if (auto url = text_of(json::find(parameters, kMetadataUri)))
        return Reference{Reference::What::ClientMetadata, std::move(*url)};
    // Keys are needed only for an answer that is encrypted.
    const json::Value* metadata = json::find(parameters, kMetadata);
    if (metadata == nullptr || request.mode != ResponseMode::DirectPostJwt || json::find(*metadata, "jwks") != nullptr)
        return std::nullopt;
    if (auto url = text_of(json::find(*metadata, "jwks_uri"))) return Reference{Reference::What::Keys, std::move(*url)};
    return std::nullopt;
}

Result<void> take_fetched(AuthorizationRequest& request, const Reference& reference, std::string_view text) {
    auto read = parse_text(text);
    if (!read || !read->is_object()) return not_fetched(reference, true, "What is there is no JSON object.");
    json::Object& parameters = request.parameters;
    switch (reference.what) {
        case Reference::What::Definition:
            parameters.erase(kDefinitionUri);
            parameters[kDefinition] = std::move(*read);
            break;
        case Reference::What::ClientMetadata:
            parameters.erase(kMetadataUri);
            parameters[kMetadata] = std::move(*read);
            break;
        case Reference::What::Keys:
            parameters[kMetadata].get_object()["jwks"] = std::move(*read);
            break;
    }
    return {};
}

Error not_fetched(const Reference& reference, bool reached, std::string_view why) {
    const auto refusal = [&](const char* code, std::string_view what, std::string pointer) {
        return Error{code, std::string(what) + " cannot be fetched: " + std::string(why), std::move(pointer),
                     reached ? ErrorKind::Refused : ErrorKind::Unavailable};
    };
    switch (reference.what) {
        case Reference::What::Definition:
            return refusal(
                reached ? "invalid_presentation_definition_reference" : "invalid_presentation_definition_uri",
                "The presentation definition", "/presentation_definition_uri");
        case Reference::What::ClientMetadata:
            break;
        case Reference::What::Keys:
            return refusal("invalid_request", "The keys of the verifier", "/client_metadata/jwks_uri");
    }
    return refusal("invalid_request", "What the verifier says about itself", "/client_metadata_uri");
}

Result<ClientMetadata> read_draft_metadata(const json::Value& value) {
    auto out = read_client_metadata(value);
    if (!out) return out;
    out->formats.clear();
    if (const json::Value* formats = json::find(value, "vp_formats")) {
        if (!formats->is_object()) return invalid("The formats are an object.", "client_metadata/vp_formats");
        out->formats = formats->get_object();
    }
    if (auto good = read_encryption(value, *out); !good) return std::move(good).error();
    return out;
}

Result<pex::Definition> read_definition(const json::Object& parameters, const std::optional<ClientMetadata>& metadata) {
    if (const char* other = other_query(parameters))
        return invalid("A request says in one way what it asks for.", other);
    if (has(parameters, kMetadata) && has(parameters, kMetadataUri))
        return invalid("What the verifier says about itself is there by value and by reference.", kMetadataUri);
    const json::Value* value = json::find(parameters, kDefinition);
    if (value == nullptr) return invalid("The presentation definition is not there.", kDefinitionUri);
    auto definition = pex::parse_definition(*value);
    if (!definition)
        return refused("invalid_request", definition.error().detail,
                       "/presentation_definition" + definition.error().pointer);
    if (definition->descriptors.empty())
        return invalid("The presentation definition asks for nothing.", "presentation_definition/input_descriptors");
    if (metadata && !metadata->formats.empty()) {
        const json::Object object{{"vp_formats", metadata->formats}};
        const auto formats = pex::parse_formats(object, "vp_formats");
        if (!formats)
            return refused("invalid_request", formats.error().detail, "/client_metadata" + formats.error().pointer);
        pex::limit_formats(*definition, *formats);
    }
    return definition;
}

json::Object write_draft_response(json::Value vp_token, const pex::Submission& submission) {
    return {{"vp_token", std::move(vp_token)}, {"presentation_submission", pex::to_json(submission)}};
}

}  // namespace blason::vc::oid4vp
