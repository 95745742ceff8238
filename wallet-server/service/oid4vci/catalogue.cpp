#include "wallet-server/service/oid4vci/catalogue.hpp"

#include "engine/crypto/content_encryption.hpp"
#include "engine/jose/jwt.hpp"
#include "wallet-server/service/badge_claims.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/key_rotation.hpp"

namespace blason::service::oid4vci {
namespace {

namespace wire = vc::oid4vci;

/// The algorithms of proofs that are checked here, in the order of preference.
const std::vector<std::string> kProofAlgorithms{"ES256", "EdDSA", "Ed25519", "ES384", "ES512", "RS256", "PS256"};
const std::vector<std::string> kProofSuites{"eddsa-rdfc-2022", "ecdsa-rdfc-2019", "eddsa-jcs-2022", "ecdsa-jcs-2019"};

std::vector<wire::Display> display_of(const Achievement& achievement) {
    std::vector<wire::Display> all;
    const auto add = [&](const std::string& language, const AchievementText& text) {
        all.push_back({text.name, language, text.description, achievement.image_url, text.name});
    };
    // A wallet without the reader's language takes the first.
    add(achievement.default_language, achievement.text(achievement.default_language));
    for (const auto& [language, text] : achievement.texts)
        if (language != achievement.default_language) add(language, text);
    return all;
}

}  // namespace

wire::CredentialConfiguration Catalogue::configuration_of(const Achievement& achievement,
                                                          const CredentialFormat& format,
                                                          const TokenAlgorithms& algorithms) const {
    wire::CredentialConfiguration one;
    one.id = Configuration{achievement.id, &format}.id();
    one.format = format.name;
    one.scope = one.id;
    one.display = display_of(achievement);
    one.signing_algs = {format.format == vc::Format::DataIntegrity ? "eddsa-rdfc-2022"
                        : format.format == vc::Format::Jwt         ? algorithms.jwt
                                                                   : algorithms.sd_jwt};
    one.bindings = {"jwk"};
    for (const auto binding : kBindings) one.bindings.emplace_back(binding);
    one.proof_types = {{"jwt", kProofAlgorithms}};
    if (attesters_) one.proof_types.push_back({"attestation", kProofAlgorithms, true});
    if (format.as_claims) {
        one.vct = badge_vct(achievement.url);
        return one;
    }
    one.proof_types.insert(one.proof_types.begin() + 1, {"di_vp", kProofSuites});
    one.types = {"VerifiableCredential", "OpenBadgeCredential"};
    if (format.format == vc::Format::DataIntegrity) {
        for (const auto& context : achievement_contexts(achievement))
            if (context.is_string()) one.contexts.emplace_back(json::view(context));
    }
    return one;
}

Result<wire::IssuerMetadata> Catalogue::metadata(const std::string& org, const std::string& identifier) {
    const auto issuer = issuers_.issuer(org);
    if (!issuer) return issuer.error();
    const auto achievements = issuers_.achievements(org);
    if (!achievements) return achievements.error();
    const auto algorithms = token_algorithms(org);
    if (!algorithms) return algorithms.error();
    auto jwks = message_keys_.jwks(org);
    if (!jwks) return std::move(jwks).error();

    wire::IssuerMetadata metadata;
    metadata.credential_issuer = identifier;
    // No `authorization_servers`: under either address the issuer is its own (section 12.2.4).
    const auto endpoint = [&](const char* name) { return identifier + "/openid4vci/" + name; };
    metadata.credential_endpoint = endpoint("credential");
    metadata.nonce_endpoint = endpoint("nonce");
    metadata.deferred_endpoint = endpoint("deferred");
    metadata.notification_endpoint = endpoint("notification");
    std::vector<std::string> encryptions;
    for (const auto& row : crypto::content_encryptions()) encryptions.emplace_back(row.name);
    metadata.request_encryption = wire::RequestEncryption{std::move(*jwks), encryptions, false};
    metadata.response_encryption =
        wire::ResponseEncryptionSupport{{"ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"}, encryptions, false};
    metadata.batch_size = kBatchSize;
    metadata.display = {{issuer->name}};
    for (const auto& achievement : *achievements)
        for (const auto& format : kFormats)
            metadata.configurations.push_back(configuration_of(achievement, format, *algorithms));
    return metadata;
}

Result<std::string> Catalogue::signed_metadata(const std::string& org, const std::string& identifier) {
    const auto metadata = this->metadata(org, identifier);
    if (!metadata) return metadata.error();
    const auto issuer = issuers_.issuer(org);
    if (!issuer) return issuer.error();
    const auto key = current_token_key(store_, *issuer, vc::Format::SdJwt);
    if (!key) return key.error();
    const auto signer = keys_.signer(org, key->id);
    if (!signer) return signer.error();
    auto claims = wire::to_json(*metadata);
    claims["iss"] = json::key(issuer->id);
    claims["sub"] = json::key(identifier);
    claims["iat"] = clock_().seconds;
    const auto algorithm = crypto::usual_algorithm(key->key.type());
    if (!algorithm) return Error{"key-unsupported", "The issuer's key does not sign.", "", ErrorKind::Internal};
    return jose::sign_jwt(**signer, *algorithm, wire::kMetadataType, key->verification_method, claims);
}

Result<Catalogue::TokenAlgorithms> Catalogue::token_algorithms(std::string_view org) {
    const auto issuer = issuers_.issuer(org);
    if (!issuer) return issuer.error();
    TokenAlgorithms names;
    for (const auto& [format, name] : {std::pair{vc::Format::Jwt, &names.jwt}, {vc::Format::SdJwt, &names.sd_jwt}}) {
        const auto key = current_token_key(store_, *issuer, format);
        if (!key) return key.error();
        const auto algorithm = crypto::usual_algorithm(key->key.type());
        if (algorithm) *name = crypto::info(*algorithm).name;
    }
    return names;
}

Result<std::optional<wire::CredentialConfiguration>> Catalogue::describe(std::string_view org, std::string_view id) {
    const std::optional<wire::CredentialConfiguration> none;
    const auto parsed = parse_configuration(id);
    if (!parsed) return none;
    const auto achievement = issuers_.achievement(org, parsed->achievement);
    if (!achievement) return achievement.error().code == "achievement-not-found" ? Result(none) : achievement.error();
    const auto algorithms = token_algorithms(org);
    if (!algorithms) return algorithms.error();
    return std::optional(configuration_of(*achievement, *parsed->format, *algorithms));
}

Result<std::optional<oauth::OfferedCredential>> Catalogue::by_configuration(std::string_view org, std::string_view id) {
    const std::optional<oauth::OfferedCredential> none;
    const auto parsed = parse_configuration(id);
    if (!parsed) return none;
    const auto achievement = issuers_.achievement(org, parsed->achievement);
    if (!achievement) return achievement.error().code == "achievement-not-found" ? Result(none) : achievement.error();
    return std::optional(oauth::OfferedCredential{std::string(id), std::string(id),
                                                  achievement->text(achievement->default_language).name});
}

}  // namespace blason::service::oid4vci
