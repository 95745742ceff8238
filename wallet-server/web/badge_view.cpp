#include "wallet-server/web/badge_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/json/serialize.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/upgrade.hpp"
#include "wallet-server/web/badge_image.hpp"
#include "wallet-server/web/badge_words.hpp"
#include "wallet-server/web/date_text.hpp"
#include "wallet-server/web/demo_catalogue.hpp"
#include "wallet-server/web/markdown.hpp"
#include "wallet-server/web/svg_uri.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

constexpr std::size_t kMaxEntries = 50;
constexpr std::size_t kMaxPicture = 400'000;  // bytes of a data: URI

/// The first of a value that may also be a list of values.
const json::Value* first(const json::Value* value) {
    if (value == nullptr || !value->is_array()) return value;
    return value->get_array().empty() ? nullptr : &value->get_array().front();
}

/// An address that a link may lead to; nothing for javascript:, data: and the like.
std::string web_address(const json::Value* value) {
    std::string url = as_string(value);
    return url.starts_with("https://") || url.starts_with("http://") ? url : std::string();
}

template <typename Each>
void for_each_object(const json::Value* value, const Each& each) {
    if (value == nullptr) return;
    if (value->is_object()) return each(*value);
    if (!value->is_array()) return;
    std::size_t count = 0;
    for (const json::Value& entry : value->get_array()) {
        if (++count > kMaxEntries) return;
        if (entry.is_object()) each(entry);
    }
}

void read_issuer(BadgeView& badge, const json::Value* issuer, Language language) {
    if (issuer == nullptr) return;
    if (issuer->is_string()) {
        badge.issuer_id = as_string(issuer);
        return;
    }
    badge.issuer_id = as_string(json::find(*issuer, "id"));
    badge.issuer = words(json::find(*issuer, "name"), language);
    badge.issuer_url = web_address(json::find(*issuer, "url"));
}

/// A number or a text, as it is written.
std::string written(const json::Value* value) {
    if (value == nullptr || value->is_string()) return as_string(value);
    return value->is_number() ? json::serialize(*value) : std::string();
}

/// The object of a list whose `id` this is; nullptr: none.
const json::Value* with_id(const json::Value* list, const std::string& id) {
    const json::Value* found = nullptr;
    for_each_object(list, [&](const json::Value& one) {
        if (found == nullptr && !id.empty() && as_string(json::find(one, "id")) == id) found = &one;
    });
    return found;
}

/// Open Badges 3.0, Result: a value, a status, or a level of the rubric that the description has.
BadgeView::Outcome outcome_of(const json::Value& result, const json::Value* achievement, Language language) {
    const auto* descriptions = achievement == nullptr ? nullptr : json::find(*achievement, "resultDescription");
    const auto* description = with_id(descriptions, as_string(json::find(result, "resultDescription")));
    BadgeView::Outcome outcome;
    if (description != nullptr) outcome.name = words(json::find(*description, "name"), language);
    outcome.value = written(json::find(result, "value"));
    if (outcome.value.empty()) outcome.value = as_string(json::find(result, "status"));
    if (outcome.value.empty() && description != nullptr) {
        const auto* level =
            with_id(json::find(*description, "rubricCriterionLevel"), as_string(json::find(result, "achievedLevel")));
        if (level != nullptr) outcome.value = words(json::find(*level, "name"), language);
    }
    return outcome;
}

void read_subject(BadgeView& badge, const json::Value& subject, Language language) {
    badge.recipient_id = as_string(json::find(subject, "id"));
    badge.narrative = words(json::find(subject, "narrative"), language);
    badge.credits = written(json::find(subject, "creditsEarned"));
    const auto* achievement = first(json::find(subject, "achievement"));
    for_each_object(json::find(subject, "result"), [&](const json::Value& result) {
        auto outcome = outcome_of(result, achievement, language);
        if (!outcome.value.empty()) badge.outcomes.push_back(std::move(outcome));
    });
    badge.recipient_name = words(json::find(subject, "name"), language);
    for_each_object(json::find(subject, "identifier"), [&](const json::Value& identity) {
        const json::Value* hashed = json::find(identity, "hashed");
        const bool in_clear = hashed != nullptr && hashed->is_bool() && !hashed->get_bool();
        const std::string type = as_string(json::find(identity, "identityType"));
        if (in_clear && (type == "name" || type == "ext:name")) {
            badge.recipient_name = as_string(json::find(identity, "identityHash"));
        }
    });
}

void read_achievement(BadgeView& badge, const json::Value& achievement, Language language) {
    badge.achievement_url = as_string(json::find(achievement, "id"));
    if (const std::string name = words(json::find(achievement, "name"), language); !name.empty()) badge.name = name;
    badge.description = words(json::find(achievement, "description"), language);
    badge.kind = as_string(json::find(achievement, "achievementType"));
    badge.language = as_string(json::find(achievement, "inLanguage"));
    if (const auto* criteria = json::find(achievement, "criteria"); criteria != nullptr) {
        badge.criteria = words(json::find(*criteria, "narrative"), language);
        badge.criteria_url = web_address(json::find(*criteria, "id"));
    }
    // Somebody else may give what its creator has described; who that is then has to be seen.
    if (const auto* creator = json::find(achievement, "creator"); creator != nullptr) {
        const auto id = creator->is_string() ? as_string(creator) : as_string(json::find(*creator, "id"));
        const auto name = words(json::find(*creator, "name"), language);
        if (id != badge.issuer_id) badge.creator = name.empty() ? id : name;
    }
    for_each_object(json::find(achievement, "alignment"), [&](const json::Value& alignment) {
        badge.skills.push_back({words(json::find(alignment, "targetName"), language),
                                web_address(json::find(alignment, "targetUrl")),
                                as_string(json::find(alignment, "targetCode")),
                                words(json::find(alignment, "targetFramework"), language)});
    });
    const json::Value* image = json::find(achievement, "image");
    std::string picture = as_string(image != nullptr && image->is_object() ? json::find(*image, "id") : image);
    const bool is_inside =
        picture.starts_with("data:image/png;base64,") || picture.starts_with("data:image/svg+xml;base64,");
    if (is_inside && picture.size() <= kMaxPicture) badge.own_image = std::move(picture);
}

}  // namespace

BadgeView read_badge(const json::Value& credential, Language language, Instant now) {
    // An Open Badge 2.0 is shown as the 3.0 it could become.
    if (openbadges::is_ob2_assertion(credential)) {
        const json::Value* badge_class = json::find(credential, "badge");
        const json::Value* issuer = badge_class == nullptr ? nullptr : json::find(*badge_class, "issuer");
        const std::string issuer_id = as_string(issuer == nullptr ? nullptr : json::find(*issuer, "id"));
        const auto newer = openbadges::upgrade(credential, {}, {issuer_id, {}});
        if (newer) return read_badge(newer->credential, language, now);
    }
    BadgeView badge;
    badge.id = as_string(json::find(credential, "id"));
    badge.name = words(json::find(credential, "name"), language);
    read_issuer(badge, json::find(credential, "issuer"), language);
    if (const json::Value* subject = first(json::find(credential, "credentialSubject"))) {
        read_subject(badge, *subject, language);
        if (const json::Value* achievement = first(json::find(*subject, "achievement"))) {
            read_achievement(badge, *achievement, language);
        }
    }
    for_each_object(json::find(credential, "evidence"), [&](const json::Value& evidence) {
        badge.evidence.push_back({words(json::find(evidence, "name"), language),
                                  web_address(json::find(evidence, "id")),
                                  words(json::find(evidence, "narrative"), language)});
    });
    badge.endorsements = read_endorsements(credential, language);
    const auto date = [&](std::string_view name, std::string_view older) {
        std::string text = as_string(json::find(credential, name));
        if (text.empty()) text = as_string(json::find(credential, older));
        return parse_instant(text, MissingOffset::MeansUtc);
    };
    badge.awarded = date("awardedDate", "");
    badge.valid_from = date("validFrom", "issuanceDate");
    badge.valid_until = date("validUntil", "expirationDate");
    if (badge.valid_from && now < *badge.valid_from) badge.period = Period::Early;
    if (badge.valid_until && *badge.valid_until < now) badge.period = Period::Expired;

    const Texts& texts = Texts::of(language);
    if (badge.name.empty()) badge.name = texts.text("badge.unnamed");
    if (badge.issuer.empty()) badge.issuer = texts.text("badge.unknown_issuer");
    if (badge.language.empty()) badge.language = code_of(language);
    return badge;
}

std::string_view state_of(Period period) {
    switch (period) {
        case Period::Early:
            return "early";
        case Period::Expired:
            return "expired";
        case Period::Current:
            break;
    }
    return "current";
}

std::string kind_text(std::string_view achievement_type, Language language) {
    if (achievement_type.empty()) return {};
    const std::string_view known = Texts::of(language).text("kind." + std::string(achievement_type));
    return std::string(known.empty() ? achievement_type : known);
}

std::string drawn_picture(const BadgeView& badge, std::string_view base_url) {
    BadgeImage image{badge.achievement_url, badge.name, badge.issuer, badge.language, {}, {}};
    // BASE/issuers/ORG/achievements/ID is an achievement of this installation.
    constexpr std::string_view kIssuers = "/issuers/";
    constexpr std::string_view kAchievements = "/achievements/";
    std::string_view address = badge.achievement_url;
    if (address.starts_with(base_url) && address.substr(base_url.size()).starts_with(kIssuers)) {
        address.remove_prefix(base_url.size() + kIssuers.size());
        if (const std::size_t slash = address.find(kAchievements); slash != std::string_view::npos) {
            image.id = address.substr(slash + kAchievements.size());
            use_demo_look(image, address.substr(0, slash), image.id);
        }
    }
    return badge_svg(image);
}

std::string badge_picture(const BadgeView& badge, std::string_view base_url) {
    if (!badge.own_image.empty()) return badge.own_image;
    return svg_uri(drawn_picture(badge, base_url));
}

json::Object badge_data(const BadgeView& badge, Language page_language, std::string_view heading,
                        std::string_view base_url) {
    const Texts& texts = Texts::of(page_language);
    json::Object data;
    put(data, "page_language", code_of(page_language));
    put(data, "language", badge.language);
    put(data, "heading", heading);
    put(data, "subheading", fmt::format("h{}", heading.back() - '0' + 1));
    put(data, "image", badge_picture(badge, base_url));
    put(data, "id", badge.id);
    put(data, "name", badge.name);
    put(data, "description", badge.description);
    put(data, "kind", kind_text(badge.kind, page_language));
    put(data, "issuer", badge.issuer);
    put(data, "issuer_id", badge.issuer_id);
    put(data, "issuer_url", badge.issuer_url);

    const bool is_named = !badge.recipient_name.empty();
    const bool is_known = is_named || !badge.recipient_id.empty();
    put(data, "recipient",
        is_named ? std::string_view(badge.recipient_name)
                 : texts.text(is_known ? "badge.did_holder" : "badge.protected"));
    put(data, "recipient_hint", is_known ? std::string_view(badge.recipient_id) : texts.text("badge.protected_hint"));

    // Of a badge that was renewed this is the older date.
    const bool awarded_before = badge.awarded && badge.awarded != badge.valid_from;
    put(data, "awarded", awarded_before ? date_text(*badge.awarded, page_language) : std::string());
    put(data, "valid_from", badge.valid_from ? date_text(*badge.valid_from, page_language) : std::string());
    put(data, "valid_until", badge.valid_until ? date_text(*badge.valid_until, page_language) : std::string());
    const std::string_view state = state_of(badge.period);
    put(data, "state", state);
    put(data, "state_label", texts.text("badge.state_" + std::string(state)));

    put(data, "creator", badge.creator);
    put(data, "credits", badge.credits);
    put(data, "narrative", markdown_to_html(badge.narrative));
    json::Array outcomes;
    for (const auto& outcome : badge.outcomes) {
        json::Object entry;
        put(entry, "name", outcome.name.empty() ? texts.text("badge.result") : std::string_view(outcome.name));
        put(entry, "value", outcome.value);
        outcomes.push_back(std::move(entry));
    }
    put(data, "outcomes", std::move(outcomes));
    put(data, "criteria", markdown_to_html(badge.criteria));
    put(data, "criteria_url", badge.criteria_url);
    put(data, "has_criteria", !badge.criteria.empty() || !badge.criteria_url.empty());
    json::Array skills;
    for (const auto& skill : badge.skills) {
        json::Object entry;
        put(entry, "name", skill.name.empty() ? skill.url : skill.name);
        put(entry, "url", skill.url);
        put(entry, "code", skill.code);
        put(entry, "framework", skill.framework);
        skills.push_back(std::move(entry));
    }
    put(data, "skills", std::move(skills));
    json::Array evidence;
    for (const auto& piece : badge.evidence) {
        json::Object entry;
        put(entry, "name", piece.name);
        put(entry, "url", piece.url);
        put(entry, "url_text", piece.url);
        put(entry, "narrative", markdown_to_html(piece.narrative));
        evidence.push_back(std::move(entry));
    }
    put(data, "evidence", std::move(evidence));
    json::Array endorsements;
    for (const auto& endorsement : badge.endorsements) {
        json::Object entry;
        put(entry, "by", endorsement.by);
        put(entry, "comment", markdown_to_html(endorsement.comment));
        endorsements.push_back(std::move(entry));
    }
    put(data, "endorsements", std::move(endorsements));
    return data;
}

}  // namespace blason::web
