#include "vc/openbadges/upgrade.hpp"

#include <initializer_list>

#include "engine/crypto/hash.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/recipient.hpp"

namespace blason::openbadges {

namespace {

using vc::model::text_value;

constexpr std::string_view kVocabulary = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";

/// A UUID of version 8 (RFC 9562 section 5.8) that depends on what it is of and nothing else.
std::string derived_id(std::string_view of) {
    const crypto::Digest digest = crypto::sha256("Open Badges 3.0 of " + std::string(of));
    Bytes bytes(digest.bytes().begin(), digest.bytes().begin() + 16);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x80U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    std::string hex = to_hex(bytes);
    for (const std::size_t place : {20U, 16U, 12U, 8U}) hex.insert(place, "-");
    return "urn:uuid:" + hex;
}

struct Renamed {
    std::string_view from;
    std::string_view to;
};
/// What is there, under its new name.
void copy(const json::Value& from, json::Object& to, std::initializer_list<Renamed> members) {
    for (const Renamed& member : members) {
        if (const json::Value* value = json::find(from, member.from)) to[json::key(member.to)] = *value;
    }
}

json::Array list_of(const json::Value& one_or_many) {
    if (one_or_many.is_array()) return one_or_many.get_array();
    return json::Array{one_or_many};
}

/// In 2.0 a thing may be named by its URL alone; in 3.0 it is an object.
json::Object as_object(const json::Value& value, std::initializer_list<Renamed> members) {
    json::Object out;
    if (value.is_string())
        out["id"] = value;
    else
        copy(value, out, members);
    return out;
}

void copy_image(const json::Value& from, json::Object& to) {
    const json::Value* image = json::find(from, "image");
    if (image == nullptr) return;
    json::Object out = as_object(*image, {{"id", "id"}, {"caption", "caption"}});
    out["type"] = "Image";
    to["image"] = std::move(out);
}

json::Object profile(const json::Value& issuer, std::string_view old_id, std::string_view new_id) {
    json::Object out{{"id", text_value(new_id)}, {"type", json::Array{"Profile"}}};
    copy(
        issuer, out,
        {{"name", "name"}, {"url", "url"}, {"email", "email"}, {"telephone", "phone"}, {"description", "description"}});
    copy_image(issuer, out);
    out["otherIdentifier"] = json::Array{json::Object{
        {"type", "IdentifierEntry"}, {"identifier", text_value(old_id)}, {"identifierType", "identifier"}}};
    return out;
}

json::Object achievement(const json::Value& badge_class, std::string_view old_id, std::string_view new_id) {
    json::Object out{{"id", text_value(new_id)}, {"type", json::Array{"Achievement"}}};
    copy(badge_class, out, {{"name", "name"}, {"description", "description"}});
    if (const json::Value* criteria = json::find(badge_class, "criteria"))
        out["criteria"] = as_object(*criteria, {{"id", "id"}, {"narrative", "narrative"}});
    copy_image(badge_class, out);
    if (const json::Value* tags = json::find(badge_class, "tags")) out["tag"] = list_of(*tags);
    if (const json::Value* version = json::find(badge_class, "version"); version != nullptr && version->is_string())
        out["version"] = *version;
    if (const json::Value* alignments = json::find(badge_class, "alignment")) {
        json::Array all;
        for (const json::Value& one : list_of(*alignments)) {
            json::Object alignment{{"type", json::Array{"Alignment"}}};
            copy(one, alignment,
                 {{"targetName", "targetName"},
                  {"targetUrl", "targetUrl"},
                  {"targetDescription", "targetDescription"},
                  {"targetFramework", "targetFramework"},
                  {"targetCode", "targetCode"}});
            all.push_back(std::move(alignment));
        }
        out["alignment"] = std::move(all);
    }
    out["related"] =
        json::Array{json::Object{{"id", text_value(old_id)},
                                 {"type", json::Array{"Related", "https://w3id.org/openbadges#BadgeClass"}},
                                 {"version", "Open Badges v2p0"}}};
    return out;
}

Result<json::Object> recipient(const json::Value& assertion) {
    const json::Value* old = json::find(assertion, "recipient");
    json::Object out{{"type", "IdentityObject"}};
    if (old == nullptr) return out;
    copy(*old, out, {{"hashed", "hashed"}, {"identity", "identityHash"}, {"salt", "salt"}});
    if (!out.contains("hashed")) out["hashed"] = false;
    const json::Value* identity = json::find(*old, "identity");
    const bool hashed = out.at("hashed").is_bool() && out.at("hashed").get_bool();
    if (hashed && identity != nullptr && identity->is_string() && is_weak_hash(json::view(*identity)))
        return refused("identity-hash-weak",
                       "The recipient is hashed with MD5, which is never issued: award the badge anew.", "/recipient");
    const auto types = vc::model::types_of(*old);
    const std::string_view type = types.empty() ? std::string_view("email") : types.front();
    out["identityType"] = type == "email" ? text_value("emailAddress") : text_value("ext:" + std::string(type));
    return out;
}

/// The award as it was made before: its address, or itself.
json::Object former_award(const json::Value& assertion, std::string_view jws) {
    const auto id = vc::model::id_of(assertion).value_or(std::string_view());
    const std::string place = jws.empty() ? std::string(id) : "data:application/jose," + std::string(jws);
    return {{"id", text_value(place)},
            {"type", json::Array{"Evidence", "https://w3id.org/openbadges#Assertion"}},
            {"name", "Open Badges 2.0 assertion"},
            {"description", "This badge was awarded as an Open Badge 2.0 before."}};
}

json::Array evidence(const json::Value& assertion, std::string_view jws) {
    json::Array out;
    if (const json::Value* old = json::find(assertion, "evidence")) {
        for (const json::Value& one : list_of(*old)) {
            json::Object piece = as_object(one, {{"id", "id"},
                                                 {"narrative", "narrative"},
                                                 {"name", "name"},
                                                 {"description", "description"},
                                                 {"genre", "genre"},
                                                 {"audience", "audience"}});
            piece["type"] = json::Array{"Evidence"};
            out.push_back(std::move(piece));
        }
    }
    out.push_back(former_award(assertion, jws));
    return out;
}

/// The 2.0 document with a link to what it has become.
json::Value linked(const json::Value& document, std::string_view class_name, std::string_view new_id) {
    json::Object out{{"@context", text_value(kOb2Context)}};
    for (const auto& member : document.get_object())
        if (member.key() != "@context") out.emplace(member.key(), member.value());
    const json::Value* before = json::find(document, "related");
    json::Array related = before == nullptr ? json::Array() : list_of(*before);
    related.push_back(
        json::Object{{"type", json::Array{text_value(std::string(kVocabulary) + std::string(class_name))}},
                     {"id", text_value(new_id)},
                     {"version", "Open Badges v3p0"}});
    out["related"] = std::move(related);
    return json::Value(std::move(out));
}

}  // namespace

Result<Upgraded> upgrade(const json::Value& badge, std::string_view jws, const UpgradeOptions& options) {
    const json::Value* badge_class = json::find(badge, "badge");
    const json::Value* issuer = badge_class == nullptr ? nullptr : json::find(*badge_class, "issuer");
    const auto id = badge.is_object() ? vc::model::id_of(badge) : std::nullopt;
    const auto class_id = issuer == nullptr ? std::nullopt : vc::model::id_of(*badge_class);
    const auto issuer_id = issuer == nullptr || !issuer->is_object() ? std::nullopt : vc::model::id_of(*issuer);
    if (!id || !class_id || !issuer_id)
        return refused("ob2-incomplete", "The badge is without its badge class or its issuer.", "/badge");
    auto identity = recipient(badge);
    if (!identity) return std::move(identity).error();
    const std::string achievement_id = options.achievement_id.empty() ? derived_id(*class_id) : options.achievement_id;

    json::Object subject{{"type", json::Array{"AchievementSubject"}},
                         {"identifier", json::Array{std::move(*identity)}}};
    copy(badge, subject, {{"narrative", "narrative"}});
    subject["achievement"] = achievement(*badge_class, *class_id, achievement_id);
    json::Object credential{{"@context", json::Array{text_value(vc::model::kContextV2),
                                                     "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"}},
                            {"id", text_value(derived_id(*id))},
                            {"type", json::Array{"VerifiableCredential", "OpenBadgeCredential"}}};
    copy(*badge_class, credential, {{"name", "name"}});
    credential["issuer"] = profile(*issuer, *issuer_id, options.issuer_id);
    copy(badge, credential, {{"issuedOn", "validFrom"}, {"issuedOn", "awardedDate"}, {"expires", "validUntil"}});
    credential["credentialSubject"] = std::move(subject);
    credential["evidence"] = evidence(badge, jws);

    json::Value class_alone = *badge_class;
    class_alone.get_object()["issuer"] = text_value(*issuer_id);
    return Upgraded{json::Value(std::move(credential)), linked(class_alone, "Achievement", achievement_id),
                    linked(*issuer, "Profile", options.issuer_id)};
}

}  // namespace blason::openbadges
