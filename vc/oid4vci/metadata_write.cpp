#include "engine/iri/iri.hpp"
#include "vc/oid4vci/metadata.hpp"

namespace blason::vc::oid4vci {
namespace {

json::Array list(const std::vector<std::string>& texts) {
    json::Array out;
    for (const auto& text : texts) out.emplace_back(json::key(text));
    return out;
}

void put(json::Object& object, std::string_view name, const std::string& text) {
    if (!text.empty()) object[json::key(name)] = json::key(text);
}

json::Array to_json(const std::vector<Display>& all) {
    json::Array out;
    for (const auto& display : all) {
        json::Object one;
        put(one, "name", display.name);
        put(one, "locale", display.locale);
        put(one, "description", display.description);
        if (!display.logo_uri.empty()) {
            json::Object logo;
            put(logo, "uri", display.logo_uri);
            put(logo, "alt_text", display.logo_text);
            one["logo"] = std::move(logo);
        }
        out.emplace_back(std::move(one));
    }
    return out;
}

}  // namespace

json::Object to_json(const CredentialConfiguration& configuration) {
    json::Object out;
    put(out, "format", configuration.format);
    put(out, "scope", configuration.scope);
    put(out, "vct", configuration.vct);
    if (!configuration.types.empty()) {
        json::Object definition;
        if (!configuration.contexts.empty()) definition["@context"] = list(configuration.contexts);
        definition["type"] = list(configuration.types);
        out["credential_definition"] = std::move(definition);
    }
    if (!configuration.signing_algs.empty())
        out["credential_signing_alg_values_supported"] = list(configuration.signing_algs);
    // Section 12.2.4: the two are there together, or neither.
    if (!configuration.proof_types.empty()) {
        out["cryptographic_binding_methods_supported"] = list(configuration.bindings);
        json::Object types;
        for (const auto& type : configuration.proof_types) {
            json::Object one;
            one["proof_signing_alg_values_supported"] = list(type.algorithms);
            if (type.attestation_required) one["key_attestations_required"] = json::Object();
            types[json::key(type.name)] = std::move(one);
        }
        out["proof_types_supported"] = std::move(types);
    }
    if (!configuration.display.empty())
        out["credential_metadata"] = json::Object{{"display", to_json(configuration.display)}};
    return out;
}

json::Object to_json(const IssuerMetadata& metadata) {
    json::Object out;
    put(out, "credential_issuer", metadata.credential_issuer);
    if (!metadata.authorization_servers.empty()) out["authorization_servers"] = list(metadata.authorization_servers);
    put(out, "credential_endpoint", metadata.credential_endpoint);
    put(out, "nonce_endpoint", metadata.nonce_endpoint);
    put(out, "deferred_credential_endpoint", metadata.deferred_endpoint);
    put(out, "notification_endpoint", metadata.notification_endpoint);
    if (metadata.request_encryption) {
        json::Object one;
        one["jwks"] = metadata.request_encryption->jwks;
        one["enc_values_supported"] = list(metadata.request_encryption->encryptions);
        one["encryption_required"] = metadata.request_encryption->required;
        out["credential_request_encryption"] = std::move(one);
    }
    if (metadata.response_encryption) {
        json::Object one;
        one["alg_values_supported"] = list(metadata.response_encryption->algorithms);
        one["enc_values_supported"] = list(metadata.response_encryption->encryptions);
        one["encryption_required"] = metadata.response_encryption->required;
        out["credential_response_encryption"] = std::move(one);
    }
    if (metadata.batch_size > 1) out["batch_credential_issuance"] = json::Object{{"batch_size", metadata.batch_size}};
    if (!metadata.display.empty()) out["display"] = to_json(metadata.display);
    json::Object configurations;
    for (const auto& one : metadata.configurations) configurations[json::key(one.id)] = to_json(one);
    out["credential_configurations_supported"] = std::move(configurations);
    return out;
}

std::string inserted_well_known(std::string_view issuer, std::string_view name) {
    const auto parts = iri::split(issuer);
    auto path = parts.path;
    if (path.ends_with('/')) path.remove_suffix(1);
    std::string out(parts.scheme);
    return out.append("://").append(parts.authority).append("/.well-known/").append(name).append(path);
}

std::string appended_well_known(std::string_view issuer, std::string_view name) {
    if (issuer.ends_with('/')) issuer.remove_suffix(1);
    return std::string(issuer).append("/.well-known/").append(name);
}

}  // namespace blason::vc::oid4vci
