#include "vc/oid4vci/members.hpp"
#include "vc/oid4vci/metadata.hpp"

namespace blason::vc::oid4vci {
namespace {

constexpr std::string_view kCode = "invalid-issuer-metadata";
constexpr std::size_t kMaxConfigurations = 10'000;
using Presence = Members::Presence;
constexpr auto kForgiving = Members::Manner::Forgiving;  // section 12.2.4: what is not understood is passed over

void read_display(Members& members, std::vector<Display>& all) {
    const auto* list = members.array("display");
    if (list == nullptr) return;
    const auto path = members.at("display");
    for (std::size_t i = 0; i < list->size(); ++i) {
        const json::Path here(&path, i);
        if (!(*list)[i].is_object()) continue;
        Display display;
        Members one((*list)[i].get_object(), here, kCode, kForgiving);
        one.text("name", display.name);
        one.text("locale", display.locale);
        one.text("description", display.description);
        if (const auto* logo = one.object("logo")) {
            const auto logo_path = one.at("logo");
            Members of_logo(*logo, logo_path, kCode, kForgiving);
            of_logo.text(logo->contains("uri") ? "uri" : "url", display.logo_uri);  // "url" before draft 13
            of_logo.text("alt_text", display.logo_text);
        }
        all.push_back(std::move(display));
    }
}

/// Algorithms may be COSE numbers in formats that are not ours; those are no texts and are passed over.
std::vector<std::string> texts_among(const json::Object& object, std::string_view name) {
    std::vector<std::string> all;
    const auto* list = json::find(object, name);
    if (list == nullptr || !list->is_array()) return all;
    for (const auto& one : list->get_array())
        if (one.is_string()) all.emplace_back(json::view(one));
    return all;
}

/// Without knowing which proofs are wanted nothing can be asked for.
void read_proof_types(Members& members, const json::Object& object, std::vector<ProofType>& all) {
    const auto* types = members.object("proof_types_supported");
    const auto* given = json::find(object, "proof_types_supported");
    if (types == nullptr && given != nullptr && !given->is_null())
        members.fail("proof_types_supported", "proof_types_supported is an object.");
    if (types == nullptr) return;
    for (const auto& [name, value] : *types) {
        if (!value.is_object()) continue;
        const auto& type = value.get_object();
        all.push_back({std::string(name.data(), name.size()), texts_among(type, "proof_signing_alg_values_supported"),
                       type.contains("key_attestations_required")});
    }
}

Result<CredentialConfiguration> read_configuration(std::string_view id, const json::Object& object,
                                                   const json::Path& path) {
    CredentialConfiguration one;
    one.id = std::string(id);
    Members members(object, path, kCode, kForgiving);
    members.text("format", one.format, Presence::Required);
    members.text("scope", one.scope);
    members.text("vct", one.vct);
    one.signing_algs = texts_among(object, "credential_signing_alg_values_supported");
    one.bindings = texts_among(object, "cryptographic_binding_methods_supported");
    read_proof_types(members, object, one.proof_types);
    if (const auto* definition = members.object("credential_definition")) {
        one.types = texts_among(*definition, "type");
        one.contexts = texts_among(*definition, "@context");
    }
    if (const auto* metadata = members.object("credential_metadata")) {
        const auto inside = members.at("credential_metadata");
        Members of_metadata(*metadata, inside, kCode, kForgiving);
        read_display(of_metadata, one.display);
    } else {
        read_display(members, one.display);
    }
    if (members.error()) return *members.error();
    return one;
}

/// Encryption that cannot be read is as if it was not there, unless the issuer insists on it.
void keep_if_required(Members& members, const Members& inside, bool required) {
    if (required && inside.error()) members.keep(*inside.error());
}

void read_encryption(Members& members, IssuerMetadata& metadata) {
    if (const auto* object = members.object("credential_request_encryption")) {
        const auto path = members.at("credential_request_encryption");
        RequestEncryption encryption;
        Members inside(*object, path, kCode, kForgiving);
        if (const auto* jwks = inside.object("jwks"))
            encryption.jwks = *jwks;
        else
            inside.fail("jwks", "jwks is missing.");
        inside.texts("enc_values_supported", encryption.encryptions, Presence::Required);
        inside.flag("encryption_required", encryption.required);
        keep_if_required(members, inside, encryption.required);
        if (!inside.error()) metadata.request_encryption = std::move(encryption);
    }
    if (const auto* object = members.object("credential_response_encryption")) {
        const auto path = members.at("credential_response_encryption");
        ResponseEncryptionSupport encryption;
        Members inside(*object, path, kCode, kForgiving);
        inside.texts("alg_values_supported", encryption.algorithms, Presence::Required);
        inside.texts("enc_values_supported", encryption.encryptions, Presence::Required);
        inside.flag("encryption_required", encryption.required);
        keep_if_required(members, inside, encryption.required);
        if (!inside.error()) metadata.response_encryption = std::move(encryption);
    }
}

/// Before 1.0 a batch may be of one.
void read_batch(Members& members, std::uint64_t& size) {
    const auto* object = members.object("batch_credential_issuance");
    if (object == nullptr) return;
    const auto path = members.at("batch_credential_issuance");
    std::optional<std::uint64_t> given;
    Members(*object, path, kCode, kForgiving).number("batch_size", given);
    size = std::max<std::uint64_t>(given.value_or(1), 1);
}

}  // namespace

Result<IssuerMetadata> parse_issuer_metadata(const json::Value& value, std::string_view expected) {
    const json::Path root;
    if (!value.is_object()) return refused(std::string(kCode), "Credential issuer metadata are a JSON object.");
    const auto& object = value.get_object();
    IssuerMetadata metadata;
    Members members(object, root, kCode, kForgiving);
    members.text("credential_issuer", metadata.credential_issuer, Presence::Required);
    // Section 12.2.4: letter by letter, so that nobody's metadata stand for somebody else's.
    if (metadata.credential_issuer != expected)
        members.fail("credential_issuer", "These are the metadata of another issuer.");
    members.texts("authorization_servers", metadata.authorization_servers);
    members.text("credential_endpoint", metadata.credential_endpoint, Presence::Required);
    members.text("nonce_endpoint", metadata.nonce_endpoint);
    members.text("deferred_credential_endpoint", metadata.deferred_endpoint);
    members.text("notification_endpoint", metadata.notification_endpoint);
    read_encryption(members, metadata);
    read_batch(members, metadata.batch_size);
    read_display(members, metadata.display);
    const auto* configurations = members.object("credential_configurations_supported");
    if (configurations == nullptr || configurations->empty() || configurations->size() > kMaxConfigurations)
        members.fail("credential_configurations_supported", "An issuer says which credentials it has.");
    if (members.error()) return *members.error();
    const auto path = members.at("credential_configurations_supported");
    for (const auto& [name, configuration] : *configurations) {
        if (!configuration.is_object()) continue;
        const std::string_view id(name.data(), name.size());
        auto read = read_configuration(id, configuration.get_object(), {&path, id});
        if (read) metadata.configurations.push_back(std::move(*read));
    }
    if (metadata.configurations.empty())
        return refused(std::string(kCode), "Not one of the credentials of the issuer can be read.", path.pointer());
    return metadata;
}

const CredentialConfiguration* IssuerMetadata::configuration(std::string_view id) const {
    for (const auto& one : configurations)
        if (one.id == id) return &one;
    return nullptr;
}

const ProofType* CredentialConfiguration::proof_type(std::string_view name) const {
    for (const auto& one : proof_types)
        if (one.name == name) return &one;
    return nullptr;
}

}  // namespace blason::vc::oid4vci
