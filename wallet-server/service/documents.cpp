#include "wallet-server/service/documents.hpp"

#include "engine/json/parse.hpp"
#include "engine/json/reader.hpp"
#include "engine/json/serialize.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

std::string text_of(const json::Value& object, std::string_view name) {
    const auto* value = json::find(object, name);
    return value != nullptr && value->is_string() ? std::string(json::view(*value)) : std::string();
}

/// Members without a value are left out.
void put(json::Object& object, std::string_view name, const std::string& value) {
    if (!value.empty()) object[json::key(name)] = value;
}

json::Object alignment_json(const Alignment& alignment) {
    json::Object object;
    object["type"] = json::Array{"Alignment"};
    object["targetName"] = alignment.target_name;
    object["targetUrl"] = alignment.target_url;
    put(object, "targetFramework", alignment.target_framework);
    put(object, "targetCode", alignment.target_code);
    put(object, "targetDescription", alignment.target_description);
    return object;
}

Alignment read_alignment(const json::Value& object) {
    return {text_of(object, "targetName"), text_of(object, "targetUrl"), text_of(object, "targetFramework"),
            text_of(object, "targetCode"), text_of(object, "targetDescription")};
}

json::Array tags_json(const std::vector<std::string>& tags) {
    json::Array array;
    for (const auto& tag : tags) array.emplace_back(tag);
    return array;
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
                  text_of(*doc, "id"),
                  text_of(*doc, "keyId"),
                  text_of(*doc, "verificationMethod"),
                  text_of(*doc, "name"),
                  text_of(*doc, "description"),
                  text_of(*doc, "url"),
                  text_of(*doc, "email"),
                  from_ms(row.created_ms)};
}

storage::AchievementRow to_row(const NewAchievement& request, std::int64_t created_ms) {
    json::Object texts;
    for (const auto& [language, text] : request.texts) {
        json::Object one;
        one["name"] = text.name;
        one["description"] = text.description;
        one["criteria"] = text.criteria;
        texts[language] = std::move(one);
    }
    json::Array alignments;
    for (const auto& alignment : request.alignments) alignments.push_back(alignment_json(alignment));
    json::Object doc;
    put(doc, "type", request.type);
    doc["defaultLanguage"] = request.default_language;
    doc["texts"] = std::move(texts);
    doc["alignments"] = std::move(alignments);
    doc["tags"] = tags_json(request.tags);
    return {request.org, request.id, 1, json::serialize(doc), request.image ? request.image->media_type : "",
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
    achievement.type = text_of(*doc, "type");
    achievement.default_language = text_of(*doc, "defaultLanguage");
    achievement.has_image = !row.image_type.empty();
    if (achievement.has_image) achievement.image_url = urls.achievement_image(row.org, row.id);
    achievement.created = from_ms(row.created_ms);

    const json::Path root;
    if (!doc->is_object()) return malformed("wrong-type", "An achievement row is an object.");
    const json::Reader reader(doc->get_object(), root);
    const auto texts = reader.object("texts");
    const auto alignments = reader.array("alignments");
    const auto tags = reader.array("tags");
    if (!texts) return texts.error();
    if (!alignments) return alignments.error();
    if (!tags) return tags.error();
    for (const auto& [language, text] : **texts) {
        achievement.texts[std::string(language)] = {text_of(text, "name"), text_of(text, "description"),
                                                    text_of(text, "criteria")};
    }
    for (const auto& alignment : **alignments) achievement.alignments.push_back(read_alignment(alignment));
    for (const auto& tag : **tags)
        if (tag.is_string()) achievement.tags.emplace_back(json::view(tag));
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
    object["criteria"] = json::Object{{"narrative", text.criteria}};
    if (achievement.has_image) object["image"] = json::Object{{"id", achievement.image_url}, {"type", "Image"}};
    object["inLanguage"] = language_used;
    object["version"] = std::to_string(achievement.version);
    if (!achievement.tags.empty()) object["tag"] = tags_json(achievement.tags);
    if (!achievement.alignments.empty()) {
        json::Array alignments;
        for (const auto& alignment : achievement.alignments) alignments.push_back(alignment_json(alignment));
        object["alignment"] = std::move(alignments);
    }
    return object;
}

}  // namespace blason::service
