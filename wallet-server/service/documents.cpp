#include "wallet-server/service/documents.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/reader.hpp"
#include "engine/json/serialize.hpp"
#include "vc/openbadges/languages.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

/// Members without a value are left out.
void put(json::Object& object, std::string_view name, const std::string& value) {
    if (!value.empty()) object[json::key(name)] = value;
}

/// The strings of a list; anything else is left out.
std::vector<std::string> strings_of(const json::Value* list) {
    std::vector<std::string> all;
    if (list == nullptr || !list->is_array()) return all;
    for (const auto& element : list->get_array())
        if (element.is_string()) all.emplace_back(json::view(element));
    return all;
}

/// What is said beside the words. Rows written before there were details have two of them by other names.
AchievementDetails details_of(const json::Value& doc) {
    if (const auto* details = json::find(doc, "details"); details != nullptr && details->is_object())
        return details->get_object();
    AchievementDetails details;
    const auto take = [&](std::string_view from, const char* to) {
        const auto* list = json::find(doc, from);
        if (list != nullptr && list->is_array() && !list->get_array().empty()) details[to] = *list;
    };
    take("tags", "tag");
    take("alignments", "alignment");
    return details;
}

}  // namespace

storage::OrganisationRow to_row(const Issuer& issuer) {
    json::Object doc;
    doc["id"] = issuer.id;
    doc["keyId"] = issuer.key_id;
    doc["verificationMethod"] = issuer.verification_method;
    doc["name"] = issuer.name;
    put(doc, "description", issuer.description);
    put(doc, "url", issuer.url);
    put(doc, "email", issuer.email);
    return {issuer.org, json::serialize(doc), to_ms(issuer.created)};
}

Result<Issuer> read_issuer(const storage::OrganisationRow& row) {
    const auto doc = json::parse(row.doc);
    if (!doc) return doc.error();
    return Issuer{row.org,
                  json::text_of(*doc, "id"),
                  json::text_of(*doc, "keyId"),
                  json::text_of(*doc, "verificationMethod"),
                  json::text_of(*doc, "name"),
                  json::text_of(*doc, "description"),
                  json::text_of(*doc, "url"),
                  json::text_of(*doc, "email"),
                  from_ms(row.created_ms)};
}

storage::AchievementRow to_row(const NewAchievement& request, std::int64_t created_ms) {
    json::Object texts;
    for (const auto& [language, text] : request.texts) {
        json::Object one;
        one["name"] = text.name;
        one["description"] = text.description;
        put(one, "criteria", text.criteria);
        texts[language] = std::move(one);
    }
    json::Array contexts;
    for (const auto& context : request.contexts) contexts.emplace_back(context);
    json::Object doc;
    put(doc, "type", request.type);
    doc["defaultLanguage"] = request.default_language;
    doc["texts"] = std::move(texts);
    doc["details"] = request.details;
    doc["contexts"] = std::move(contexts);
    return {request.org,
            request.id,
            static_cast<std::int64_t>(request.version),
            json::serialize(doc),
            request.image ? request.image->media_type : "",
            created_ms};
}

Result<Achievement> read_achievement(const storage::AchievementRow& row, const PublicUrls& urls) {
    const auto doc = json::parse(row.doc);
    if (!doc) return doc.error();
    Achievement achievement;
    achievement.org = row.org;
    achievement.id = row.id;
    achievement.version = static_cast<std::uint64_t>(row.version);
    achievement.url = urls.achievement(row.org, row.id);
    achievement.type = json::text_of(*doc, "type");
    achievement.default_language = json::text_of(*doc, "defaultLanguage");
    achievement.details = details_of(*doc);
    achievement.contexts = strings_of(json::find(*doc, "contexts"));
    achievement.has_image = !row.image_type.empty();
    achievement.image_url = urls.achievement_image(row.org, row.id);
    achievement.created = from_ms(row.created_ms);

    const json::Path root;
    if (!doc->is_object()) return malformed("wrong-type", "An achievement row is an object.");
    const auto texts = json::Reader(doc->get_object(), root).object("texts");
    if (!texts) return texts.error();
    for (const auto& [language, text] : **texts) {
        achievement.texts[std::string(language)] = {json::text_of(text, "name"), json::text_of(text, "description"),
                                                    json::text_of(text, "criteria")};
    }
    if (!achievement.texts.contains(achievement.default_language))
        return malformed("missing-member", "An achievement has words in its default language.", "/texts");
    return achievement;
}

const AchievementText& Achievement::text(std::string_view language, std::string* language_used) const {
    auto found = texts.find(std::string(language));
    if (found == texts.end()) found = texts.find(default_language);
    if (language_used != nullptr) *language_used = found->first;
    return found->second;
}

StoredCredential stored_credential(const storage::CredentialRow& row, const PublicUrls& urls) {
    return {row.org,
            row.id,
            urls.credential(row.org, row.id),
            row.achievement,
            row.body,
            row.media_type,
            from_ms(row.issued_ms)};
}

json::Object profile_json(const Issuer& issuer) {
    json::Object profile;
    profile["id"] = issuer.id;
    profile["type"] = json::Array{"Profile"};
    profile["name"] = issuer.name;
    put(profile, "description", issuer.description);
    put(profile, "url", issuer.url);
    put(profile, "email", issuer.email);
    return profile;
}

json::Object achievement_json(const Achievement& achievement, std::string_view language) {
    std::string language_used;
    const auto& text = achievement.text(language, &language_used);
    json::Object object;
    object["id"] = achievement.url;
    object["type"] = json::Array{"Achievement"};
    put(object, "achievementType", achievement.type);
    object["name"] = text.name;
    object["description"] = text.description;
    json::Object criteria;
    put(criteria, "narrative", text.criteria);
    object["criteria"] = std::move(criteria);
    object["image"] = json::Object{{"id", achievement.image_url}, {"type", "Image"}};
    object["inLanguage"] = language_used;
    object["version"] = std::to_string(achievement.version);
    for (const auto& [name, value] : achievement.details) {
        const bool extends = (name == "criteria" || name == "image") && value.is_object() && object.contains(name);
        if (!extends) {
            object[name] = value;
            continue;
        }
        auto& own = object[name].get_object();
        for (const auto& member : value.get_object()) own.insert(member);  // what is said above stays
    }
    openbadges::choose_language(object, "Achievement", language_used, achievement.default_language);
    return object;
}

json::Array achievement_contexts(const Achievement& achievement) {
    json::Array contexts{"https://www.w3.org/ns/credentials/v2",
                         "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"};
    for (const auto& context : achievement.contexts) contexts.emplace_back(context);
    return contexts;
}

}  // namespace blason::service
