#include "vc/oid4vci/response.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/oid4vci/members.hpp"

namespace blason::vc::oid4vci {
namespace {

constexpr std::string_view kCode = "invalid-credential-response";
constexpr json::ParseLimits kLimits{.max_bytes = 2U << 20U, .max_depth = 64, .allow_nul = false};

Result<std::string> encrypt(const json::Object& message, const jose::Jwk& key, std::string_view enc,
                            crypto::Random& random) {
    const auto management = jose::find_key_management(key.algorithm);
    const auto* encryption = crypto::find_content_encryption(enc);
    if (!management || encryption == nullptr)
        return refused("invalid_encryption_parameters", "This encryption is not known here.");
    jose::JweChoice choice;
    choice.management = *management;
    choice.encryption = encryption->encryption;
    choice.header["typ"] = "JWT";
    if (!key.kid.empty()) choice.header["kid"] = json::key(key.kid);
    const auto plain = json::serialize(message);
    return jose::encrypt_compact(key, choice, as_bytes(plain), random);
}

}  // namespace

json::Object to_json(const CredentialResponse& response) {
    json::Object out;
    if (!response.transaction.empty()) {
        out["transaction_id"] = json::key(response.transaction);
        out["interval"] = response.interval;
        return out;
    }
    json::Array credentials;
    for (const auto& credential : response.credentials)
        credentials.emplace_back(json::Object{{"credential", credential}});
    out["credentials"] = std::move(credentials);
    if (!response.notification.empty()) out["notification_id"] = json::key(response.notification);
    return out;
}

json::Object to_draft13_json(const CredentialResponse& response, const NextNonce& next) {
    auto out = to_json(response);
    if (response.credentials.size() == 1) out["credential"] = response.credentials.front();
    out["c_nonce"] = json::key(next.nonce);
    out["c_nonce_expires_in"] = next.expires_in;
    return out;
}

Result<CredentialResponse> parse_credential_response(const json::Value& value) {
    const json::Path root;
    if (!value.is_object()) return refused(std::string(kCode), "A credential response is a JSON object.");
    const auto& object = value.get_object();
    CredentialResponse response;
    Members members(object, root, kCode);
    members.text("transaction_id", response.transaction);
    members.text("notification_id", response.notification);
    members.seconds("interval", response.interval);  // section 8.3: a positive number
    if (const auto* list = members.array("credentials")) {
        for (const auto& one : *list) {
            // Draft 13 has the credentials themselves in the list.
            const auto* inside = json::find(one, "credential");
            response.credentials.push_back(inside != nullptr ? *inside : one);
        }
    } else if (const auto* one = json::find(object, "credential")) {
        response.credentials.push_back(*one);
    }
    for (const auto& credential : response.credentials)
        if (!credential.is_string() && !credential.is_object())
            members.fail("credentials", "A credential is a text or an object.");
    if (response.credentials.empty() == response.transaction.empty())
        members.fail("credentials", "An answer has credentials, or a transaction_id.");
    if (members.error()) return *members.error();
    return response;
}

Result<std::string> encrypt_response(const json::Object& response, const ResponseEncryption& encryption,
                                     crypto::Random& random) {
    return encrypt(response, encryption.key, encryption.encryption, random);
}

Result<std::string> encrypt_request(const json::Object& request, const json::Value& jwks, std::string_view encryption,
                                    crypto::Random& random) {
    const auto set = jose::JwkSet::from_json(jwks);
    if (!set) return set.error();
    for (const auto& key : set->keys()) {
        if (!jose::find_key_management(key.algorithm) || !key.may_agree(key.algorithm)) continue;
        return encrypt(request, key, encryption, random);
    }
    return refused("invalid-issuer-metadata", "The issuer has no key that requests could be encrypted for.");
}

Result<json::Value> decrypt_message(std::string_view text, const crypto::KeyAgreement& key,
                                    std::string_view algorithm) {
    const auto jwe = jose::decrypt_compact(text, key, algorithm);
    if (!jwe) return jwe.error();
    return json::parse(as_text(jwe->plaintext), {}, kLimits);
}

}  // namespace blason::vc::oid4vci
