// An OpenBadgeCredential from what a person filled in (Open Badges 3.0).
#include "did/did.hpp"
#include "engine/crypto/hash.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kMaxEmail = 254;  // RFC 5321

/// One "@" between two parts without white space: whether it exists only a letter can tell.
bool looks_like_email(std::string_view text) {
    const auto at = text.find('@');
    if (text.size() > kMaxEmail || at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
    if (text.find('@', at + 1) != std::string_view::npos) return false;
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

json::Object identity(std::string_view type, std::string_view hash_or_text) {
    json::Object object;
    object["type"] = "IdentityObject";
    object["identityHash"] = json::key(hash_or_text);
    object["identityType"] = json::key(type);
    return object;
}

/// IdentityObject: SHA-256 of the address followed by the salt.
json::Object hashed_email(std::string_view email, std::string_view salt) {
    const auto digest = crypto::sha256(std::string(email).append(salt));
    auto object = identity("emailAddress", "sha256$" + to_hex(digest.bytes()));
    object["hashed"] = true;
    object["salt"] = json::key(salt);
    return object;
}

Result<json::Object> subject_json(const Recipient& recipient, std::string_view salt) {
    if (recipient.did.empty() && recipient.email.empty())
        return refused("recipient-missing", "A badge needs somebody: a DID or an e-mail address.", "/recipient");
    if (!recipient.did.empty() && !did::Did::parse(recipient.did))
        return refused("recipient-did", "This is no DID.", "/recipient/did");
    if (!recipient.email.empty() && !looks_like_email(recipient.email))
        return refused("recipient-email", "This is no e-mail address.", "/recipient/email");

    json::Object subject;
    if (!recipient.did.empty()) subject["id"] = recipient.did;
    subject["type"] = json::Array{"AchievementSubject"};
    json::Array identifiers;
    if (!recipient.email.empty()) identifiers.push_back(hashed_email(recipient.email, salt));
    if (!recipient.name.empty()) {
        auto name = identity("name", recipient.name);
        name["hashed"] = false;
        identifiers.push_back(std::move(name));
    }
    if (!identifiers.empty()) subject["identifier"] = std::move(identifiers);
    return subject;
}

Result<json::Array> evidence_json(const std::vector<Evidence>& all) {
    json::Array array;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& evidence = all[i];
        if (evidence.url.empty() && evidence.narrative.empty())
            return refused("evidence-empty", "Evidence needs an address or a text.", "/evidence/" + std::to_string(i));
        json::Object object;
        if (!evidence.url.empty()) object["id"] = evidence.url;
        object["type"] = json::Array{"Evidence"};
        if (!evidence.name.empty()) object["name"] = evidence.name;
        if (!evidence.narrative.empty()) object["narrative"] = evidence.narrative;
        array.push_back(std::move(object));
    }
    return array;
}

}  // namespace

Result<json::Object> badge_json(const IssueBadge& request, const Issuer& issuer, const Achievement& achievement,
                                std::string_view id, std::string_view salt, Instant now) {
    auto subject = subject_json(request.recipient, salt);
    if (!subject) return std::move(subject).error();
    auto evidence = evidence_json(request.evidence);
    if (!evidence) return std::move(evidence).error();
    const auto valid_from = request.valid_from.value_or(whole_seconds(now));
    if (request.valid_until && *request.valid_until < valid_from)
        return refused("invalid-validity-period", "The badge would end before it begins.", "/validUntil");

    json::Object badge;
    badge["@context"] = achievement_contexts(achievement);
    badge["id"] = json::key(id);
    badge["type"] = json::Array{"VerifiableCredential", "OpenBadgeCredential"};
    badge["name"] = achievement.text(request.language).name;
    badge["issuer"] = profile_json(issuer);
    badge["validFrom"] = format_instant(valid_from);
    if (request.valid_until) badge["validUntil"] = format_instant(*request.valid_until);
    (*subject)["achievement"] = achievement_json(achievement, request.language);
    badge["credentialSubject"] = std::move(*subject);
    if (!evidence->empty()) badge["evidence"] = std::move(*evidence);
    return badge;
}

}  // namespace blason::service
