// The achievements of an issuer: what it gives badges for.
#include <algorithm>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "vc/issue_checks.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/picture.hpp"
#include "vc/proof/transform.hpp"
#include "wallet-server/service/documents.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/rows.hpp"
#include "wallet-server/service/slug.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kMaxImage = 512U << 10U;     // bytes
constexpr std::size_t kMaxDocument = 256U << 10U;  // bytes of an achievement without its image

Result<void> check_texts(const NewAchievement& request) {
    const auto usual = request.texts.find(request.default_language);
    if (usual == request.texts.end())
        return refused("achievement-text-missing", "An achievement needs words in its default language.", "/texts");
    const auto* criteria = json::find(request.details, "criteria");
    const bool elsewhere = criteria != nullptr && json::find(*criteria, "id") != nullptr;
    const auto missing = [&](const char* what, const char* member) {
        return refused("achievement-text-missing",
                       std::string(what) + " in its default language, \"" + usual->first + "\".",
                       "/texts/" + usual->first + "/" + member);
    };
    if (usual->second.name.empty()) return missing("An achievement needs a name", "name");
    if (usual->second.description.empty()) return missing("An achievement needs a description", "description");
    if (usual->second.criteria.empty() && !elsewhere)
        return missing("An achievement says how it is earned", "criteria");
    return {};
}

/// What is missing in one language is said in the default one.
void complete_texts(NewAchievement& achievement) {
    const AchievementText usual = achievement.texts.at(achievement.default_language);
    for (auto& [language, text] : achievement.texts) {
        if (text.name.empty()) text.name = usual.name;
        if (text.description.empty()) text.description = usual.description;
        if (text.criteria.empty()) text.criteria = usual.criteria;
    }
}

/// A short name; of one without Latin letters a part of its hash, which is always the same.
std::string id_from(const std::string& name) {
    auto slug = make_slug(name);
    if (slug.empty()) slug = "achievement-" + to_hex(crypto::sha256(name).bytes()).substr(0, 12);
    return slug;
}

/// The image as it is stored and served: only what is seen of it (openbadges/picture.hpp).
Result<Image> checked_image(const Image& image) {
    if (image.bytes.empty() || image.bytes.size() > kMaxImage)
        return Error{"image-size", "An image of a badge has at most 512 KiB.", "/image", ErrorKind::TooLarge};
    auto picture = openbadges::clean_picture(image.bytes);
    if (!picture) {
        auto error = std::move(picture).error();
        error.pointer = "/image";
        return error;
    }
    if (image.media_type != openbadges::media_type(picture->type))
        return refused("image-type", "The image is not of the type it says: PNG or SVG.", "/image");
    return Image{image.media_type, std::move(picture->bytes)};
}

/// A pointer into a badge as one into the achievement inside it.
Error in_achievement(Error error) {
    constexpr std::string_view kInside = "/credentialSubject/achievement";
    if (error.pointer.starts_with(kInside)) error.pointer.erase(0, kInside.size());
    return error;
}

Result<std::vector<Achievement>> read_all(const std::vector<storage::AchievementRow>& rows, const PublicUrls& urls) {
    std::vector<Achievement> all;
    for (const auto& row : rows) {
        auto achievement = read_achievement(row, urls);
        if (!achievement) return std::move(achievement).error();
        all.push_back(std::move(*achievement));
    }
    return all;
}

}  // namespace

Result<std::vector<Achievement>> IssuerService::achievements(std::string_view org) {
    auto rows = store_.achievements(org);
    if (!rows) return std::move(rows).error();
    return read_all(*rows, urls_);
}

Result<Achievement> IssuerService::achievement(std::string_view org, std::string_view id) {
    auto row = store_.achievement(org, id);
    if (!row) return achievement_not_found(std::move(row).error());
    return read_achievement(*row, urls_);
}

Result<std::vector<Achievement>> IssuerService::achievement_versions(std::string_view org, std::string_view id) {
    auto rows = store_.achievement_versions(org, id);
    if (!rows) return std::move(rows).error();
    if (rows->empty()) return achievement_not_found({"not-found", "", "", ErrorKind::NotFound});
    return read_all(*rows, urls_);
}

Result<Image> IssuerService::achievement_image(std::string_view org, std::string_view id) {
    auto row = store_.achievement(org, id);
    if (!row) return achievement_not_found(std::move(row).error());
    if (row->image_type.empty()) return drawn(*row);
    auto bytes = store_.achievement_image(org, id);
    if (!bytes) return achievement_not_found(std::move(bytes).error());
    return Image{row->image_type, std::move(*bytes)};
}

Result<Image> IssuerService::drawn(const storage::AchievementRow& row) {
    if (!drawing_) return Error{"achievement-not-found", "This achievement has no image.", "", ErrorKind::NotFound};
    auto achievement = read_achievement(row, urls_);
    if (!achievement) return std::move(achievement).error();
    auto owner = issuer(row.org);
    if (!owner) return std::move(owner).error();
    return Image{"image/svg+xml", drawing_(*achievement, *owner)};
}

/// What a verifier would refuse in every badge for the achievement is refused here, once: a badge is tried.
Result<void> IssuerService::try_achievement(const storage::AchievementRow& row) {
    const auto now = clock_();
    auto signing = issuer(row.org);
    if (!signing) return std::move(signing).error();
    auto achievement = read_achievement(row, urls_);
    if (!achievement) return std::move(achievement).error();
    IssueBadge trial;
    trial.recipient.id = "did:example:recipient";
    auto made = badge_json(trial, *signing, *achievement, urls_.credential(row.org, "trial"), random_, now);
    if (!made) return std::move(made).error();
    json::Value badge(std::move(*made));
    vc::model::Findings findings;
    openbadges::check(badge, json::Path{}, findings);
    if (auto error = findings.first()) return in_achievement(std::move(*error));
    if (auto read = environment_.jsonld.expand(badge, vc::proof::safe_mode()); !read)
        return in_achievement(std::move(read).error());
    // Endorsements go out with every badge. What cannot be reached now is left to whoever verifies the badge.
    if (auto good = vc::check_named_documents(badge, now, environment_); !good)
        return in_achievement(std::move(good).error());
    return {};
}

Result<Achievement> IssuerService::create_achievement(const NewAchievement& request, const Actor& actor) {
    if (auto texts = check_texts(request); !texts) return std::move(texts).error();
    NewAchievement achievement = request;
    complete_texts(achievement);
    if (achievement.id.empty()) achievement.id = id_from(achievement.texts.at(achievement.default_language).name);
    if (!is_slug(achievement.id)) {
        return refused("achievement-id-syntax",
                       "The short name has 1 to 63 of a-z, 0-9 and \"-\", and begins with a letter.", "/id");
    }
    if (request.image) {
        auto image = checked_image(*request.image);
        if (!image) return std::move(image).error();
        achievement.image = std::move(*image);
    } else if (request.version > 1) {
        const auto before = store_.achievement(request.org, achievement.id);
        if (before && !before->image_type.empty()) {
            auto bytes = store_.achievement_image(request.org, achievement.id);
            if (!bytes) return std::move(bytes).error();
            achievement.image = Image{before->image_type, std::move(*bytes)};
        }
    }
    const auto now = clock_();
    const auto row = to_row(achievement, to_ms(now));
    if (row.doc.size() > kMaxDocument)
        return Error{"achievement-size", "An achievement has at most 256 KiB beside its image.", "",
                     ErrorKind::TooLarge};
    if (auto good = try_achievement(row); !good) return std::move(good).error();
    const char* act = request.version > 1 ? "achievement.change" : "achievement.create";
    auto stored = store_.add_achievement(row, achievement.image ? achievement.image->bytes : std::string(),
                                         audit(row.org, act, row.id, actor, now));
    if (!stored) {
        const char* detail = request.version > 1
                                 ? "The next version of this achievement has another number; read it again."
                                 : "There is an achievement with this short name already.";
        return issuer_not_found(renamed(std::move(stored).error(), "exists", "achievement-exists", detail));
    }
    return read_achievement(row, urls_);
}

json::Object IssuerService::achievement_json(const Achievement& achievement, std::string_view language) const {
    return service::achievement_json(achievement, language);
}

json::Object IssuerService::achievement_document(const Achievement& achievement, std::string_view language) const {
    json::Object document;
    document["@context"] = achievement_contexts(achievement);
    for (const auto& member : service::achievement_json(achievement, language)) document.insert(member);
    return document;
}

}  // namespace blason::service
