#include "conformance/open_badges/test_badge.hpp"

#include "engine/crypto/private_key.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/parse.hpp"
#include "vc/issue.hpp"

namespace blason::conformance {

std::string random_urn(crypto::Random& random) {
    auto bytes = random.bytes(16);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    const auto hex = to_hex(bytes);
    return "urn:uuid:" + hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) +
           "-" + hex.substr(20);
}

Result<std::string> test_badge(const std::string& id, vc::Format format, Instant now, crypto::Random& random,
                               const vc::Environment& environment) {
    json::Object identity;
    identity["type"] = "IdentityObject";
    identity["hashed"] = false;
    identity["identityHash"] = json::key(kTestRecipient);
    identity["identityType"] = "emailAddress";
    json::Object achievement;
    achievement["id"] = "https://example.org/achievements/rehearsal";
    achievement["type"] = json::Array{"Achievement"};
    achievement["name"] = "Rehearsal";
    achievement["description"] = "Was sent in a rehearsal of the Open Badges certification.";
    achievement["criteria"] = json::Object{{"narrative", "Be there."}};
    json::Object subject;
    subject["type"] = json::Array{"AchievementSubject"};
    subject["identifier"] = json::Array{std::move(identity)};
    subject["achievement"] = std::move(achievement);
    json::Object issuer;
    issuer["type"] = json::Array{"Profile"};
    issuer["name"] = "Rehearsal";
    issuer["url"] = "https://example.org/";
    json::Object credential;
    credential["@context"] = json::Array{"https://www.w3.org/ns/credentials/v2",
                                         "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"};
    credential["id"] = id;
    credential["type"] = json::Array{"VerifiableCredential", "OpenBadgeCredential"};
    credential["issuer"] = std::move(issuer);
    credential["name"] = "Rehearsal";
    credential["validFrom"] = format_instant({now.seconds - 60, 0});
    credential["credentialSubject"] = std::move(subject);

    // Tokens are signed as the validator reads them: with RS256, or ES256, whose keys are made sooner.
    const bool token = format == vc::Format::Jwt;
    auto key = crypto::generate_key(token ? crypto::KeyType::P256 : crypto::KeyType::Ed25519, random);
    if (!key) return std::move(key).error();
    const auto signer = crypto::make_signer(std::move(*key));
    if (!signer) return signer.error();
    vc::IssueOptions options;
    options.format = format;
    options.created = {now.seconds, 0};
    options.set_issuer = true;
    auto issued = vc::issue(std::move(credential), **signer, options, environment);
    if (!issued) return std::move(issued).error();
    return std::move(issued->text);
}

}  // namespace blason::conformance
