// POST /issuers/{issuer}/achievements: an Open Badges Achievement, in one language or several.
#include <algorithm>
#include <array>
#include <charconv>

#include "engine/text/data_uri.hpp"
#include "vc/openbadges/languages.hpp"
#include "wallet-server/api/hosting/handlers.hpp"
#include "wallet-server/api/hosting/members.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::hosting {
namespace {

using service::AchievementText;

const json::Path kRoot;

/// What is read here; every other member is a detail, and is checked by the classes of Open Badges.
constexpr std::array<std::string_view, 11> kRead{"@context",        "id",    "achievementType", "name",
                                                 "description",     "image", "inLanguage",      "texts",
                                                 "defaultLanguage", "type",  "version"};

/// Frameworks that people call by their names; the values of the standard, or extensions of it.
struct TargetType {
    std::string_view name;
    std::string_view value;
};
constexpr std::array kTargetTypes{TargetType{"CASE", "CFItem"}, TargetType{"ESCO", "ext:ESCO"},
                                  TargetType{"ROME", "ext:ROME"}, TargetType{"RNCP", "ext:RNCP"}};

/// {"fr": {"name", "description", "criteria"}, ...}
void read_texts(Members& members, service::NewAchievement& achievement) {
    const auto object = members.reader().object("texts");
    if (!object) return members.keep(object.error());
    const json::Path path(&kRoot, "texts");
    for (const auto& [language, value] : **object) {
        const std::string tag(language);
        const json::Path here(&path, tag);
        if (!value.is_object())
            return members.keep(malformed("wrong-type", "The words of a language are an object.", here.pointer()));
        Members words(value.get_object(), here);
        auto& text = achievement.texts[tag];
        words.text("name", text.name);
        words.text("description", text.description);
        words.text("criteria", text.criteria);
        if (words.error()) return members.keep(*words.error());
    }
}

/// A text in the default language, or a map by language: {"fr": "...", "en": "..."}.
void read_words(Members& members, const json::Value* value, const json::Path& path, std::string AchievementText::*word,
                service::NewAchievement& achievement) {
    if (value == nullptr) return;
    if (value->is_string()) {
        achievement.texts[achievement.default_language].*word = std::string(json::view(*value));
    } else if (openbadges::is_language_map(*value)) {
        for (const auto& [language, text] : value->get_object())
            achievement.texts[std::string(language)].*word = std::string(json::view(text));
    } else {
        members.keep(malformed("wrong-type", "This is a text, or an object of texts by language.", path.pointer()));
    }
}

/// Open Badges 3.0: name, description and criteria.narrative.
void read_open_badges_words(Members& members, service::NewAchievement& achievement) {
    const json::Reader& reader = members.reader();
    read_words(members, reader.find("name"), {&kRoot, "name"}, &AchievementText::name, achievement);
    read_words(members, reader.find("description"), {&kRoot, "description"}, &AchievementText::description,
               achievement);
    const auto criteria = reader.optional_object("criteria");
    if (!criteria) return members.keep(criteria.error());
    if (*criteria == nullptr) return;
    const json::Path path(&kRoot, "criteria");
    read_words(members, json::find(**criteria, "narrative"), {&path, "narrative"}, &AchievementText::criteria,
               achievement);
}

/// The picture as a data: URL, because its bytes come with the request and are never fetched; alone, or as the id of an
/// Image. The address that the picture has here already means that it stays.
void read_image(Members& members, const service::PublicUrls& urls, service::NewAchievement& achievement) {
    const auto* value = members.reader().find("image");
    if (value == nullptr) return;
    const bool is_object = value->is_object();
    const auto* uri = is_object ? json::find(*value, "id") : value;
    const json::Path image(&kRoot, "image");
    const auto pointer = is_object ? json::Path(&image, "id").pointer() : image.pointer();
    if (is_object) {
        json::Object said = value->get_object();
        said.erase("id");
        achievement.details["image"] = std::move(said);
    }
    if (uri == nullptr || !uri->is_string())
        return members.keep(malformed("wrong-type", "The image is a data: URL, or an Image with one.", pointer));
    const auto own = urls.achievement_image(achievement.org, achievement.id);
    if (json::view(*uri) == own) return;
    auto data = text::parse_data_uri(json::view(*uri));
    if (!data) {
        return members.keep(
            malformed(data.error().code, "The image is given as a data: URL of a PNG or SVG.", pointer));
    }
    achievement.image = service::Image{std::move(data->media_type), std::move(data->bytes)};
}

/// The contexts beside those that every badge has.
void read_contexts(Members& members, service::NewAchievement& achievement) {
    const auto* value = members.reader().find("@context");
    if (value == nullptr) return;
    const auto wrong = [&] {
        members.keep(malformed("wrong-type", "Contexts are URLs.", members.reader().pointer_to("@context")));
    };
    const json::Array one{*value};
    for (const auto& context : value->is_array() ? value->get_array() : one) {
        if (!context.is_string()) return wrong();
        const auto url = json::view(context);
        if (url == "https://www.w3.org/ns/credentials/v2" ||
            url.starts_with("https://purl.imsglobal.org/spec/ob/v3p0/context"))
            continue;
        achievement.contexts.emplace_back(url);
    }
}

/// "3", or 3. Absent: the first.
void read_version(Members& members, service::NewAchievement& achievement) {
    const auto* value = members.reader().find("version");
    if (value == nullptr) return;
    std::string text;
    if (value->is_string()) text = std::string(json::view(*value));
    if (value->is_int64()) text = std::to_string(value->get_int64());
    std::uint32_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size() || number == 0) {
        return members.keep(
            malformed("wrong-type", "Versions are numbered 1, 2, 3, ...", members.reader().pointer_to("version")));
    }
    achievement.version = number;
}

/// The short name: as it is, or as the end of the achievement's own address.
void read_id(Members& members, const service::PublicUrls& urls, service::NewAchievement& achievement) {
    members.text("id", achievement.id);
    const auto own = urls.achievement(achievement.org, "");
    if (achievement.id.starts_with(own)) achievement.id.erase(0, own.size());
}

void name_target_types(json::Value& value) {
    if (value.is_array()) {
        for (auto& element : value.get_array()) name_target_types(element);
        return;
    }
    if (!value.is_object()) return;
    for (auto& member : value.get_object()) {
        if (member.key() != "targetType" || !member.value().is_string()) {
            name_target_types(member.value());
            continue;
        }
        for (const auto& [name, type] : kTargetTypes)
            if (json::view(member.value()) == name) member.value() = json::key(type);
    }
}

/// The lists of classes whose objects need no type when they are written by hand.
struct ListOf {
    std::string_view member;
    const char* type;
};
constexpr std::array kLists{ListOf{"alignment", "Alignment"}, ListOf{"related", "Related"},
                            ListOf{"resultDescription", "ResultDescription"},
                            ListOf{"rubricCriterionLevel", "RubricCriterionLevel"}};

void add_types(json::Object& object) {
    for (const auto& [member, type] : kLists) {
        auto* list = object.if_contains(json::key(member));
        if (list == nullptr || !list->is_array()) continue;
        for (auto& element : list->get_array()) {
            if (!element.is_object()) continue;
            if (!element.get_object().contains("type")) element.get_object()["type"] = json::Array{type};
            add_types(element.get_object());
        }
    }
}

/// Everything else, as Open Badges writes it.
void read_details(Members& members, const json::Object& body, service::NewAchievement& achievement) {
    for (const auto& [name, value] : body) {
        const std::string_view member(name.data(), name.size());
        if (std::find(kRead.begin(), kRead.end(), member) == kRead.end()) achievement.details[name] = value;
    }
    if (auto* criteria = achievement.details.if_contains("criteria"); criteria != nullptr && criteria->is_object()) {
        criteria->get_object().erase("narrative");
        if (criteria->get_object().empty()) achievement.details.erase("criteria");
    }
    // Further types beside Achievement are an extension.
    if (const auto* type = members.reader().find("type");
        type != nullptr && !(type->is_string() && *type == "Achievement"))
        achievement.details["type"] = *type;
    add_types(achievement.details);
    for (auto& [name, value] : achievement.details) {
        // What others have signed is not ours to change.
        if (name != "endorsement") name_target_types(value);
    }
}

/// Where words are missing, in the way the request gave the others.
Error as_given(Error error, const json::Object& body) {
    if (error.code != "achievement-text-missing" || json::find(body, "texts") != nullptr) return error;
    const auto word = error.pointer.substr(error.pointer.rfind('/'));
    error.pointer = word == "/criteria" ? "/criteria/narrative" : word == "/description" ? word : "/name";
    return error;
}

}  // namespace

http::Response create_achievement(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    service::NewAchievement achievement;
    achievement.org = request.params.at("issuer");
    Members members(body->get_object(), kRoot);
    read_id(members, services.urls, achievement);
    members.text("achievementType", achievement.type);
    members.text("inLanguage", achievement.default_language);
    members.text("defaultLanguage", achievement.default_language);
    read_version(members, achievement);
    read_contexts(members, achievement);
    read_open_badges_words(members, achievement);
    if (members.reader().find("texts") != nullptr) read_texts(members, achievement);
    read_details(members, body->get_object(), achievement);
    read_image(members, services.urls, achievement);
    if (members.error()) return fail(*members.error(), request);
    const auto made = services.issuers.create_achievement(achievement, actor_of(request, services));
    if (!made) return fail(as_given(made.error(), body->get_object()), request);
    auto response = answer(201, services.issuers.achievement_document(*made, made->default_language));
    response.fields.set("Location", made->url);
    return response;
}

}  // namespace blason::api::hosting
