// A badge as a person sees it, read from any Open Badges credential; nothing that the credential says is trusted to be
// well formed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/web/endorsement_view.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

enum class Period { Current, Early, Expired };

struct BadgeView {
    struct Skill {
        std::string name, url, code, framework;
    };
    struct Evidence {
        std::string name, url, narrative;  ///< narrative: Markdown
    };
    struct Outcome {
        std::string name, value;  ///< of a Result: what was measured, and what came out
    };

    std::string id;
    std::string language;  ///< BCP 47, of the badge's own words
    std::string name, description, kind;
    std::string criteria, criteria_url;  ///< criteria: Markdown
    std::string issuer, issuer_id, issuer_url;
    std::string recipient_name;  ///< when the badge says it in clear
    std::string recipient_id;    ///< a DID or another identifier; may be empty
    std::string narrative;       ///< Markdown: how this recipient came to it
    std::string credits;         ///< as written; empty: none said
    std::string creator;         ///< of the achievement, where that is somebody else than the issuer
    std::vector<Outcome> outcomes;
    std::optional<Instant> awarded, valid_from, valid_until;
    Period period = Period::Current;
    std::vector<Skill> skills;
    std::vector<Evidence> evidence;
    std::vector<EndorsementView> endorsements;
    std::string achievement_url;
    std::string own_image;  ///< a data: URI of a PNG or SVG inside the credential; pictures elsewhere are not loaded
};

/// `language`: which words to take where there are several. Lists are cut after 50 entries.
BadgeView read_badge(const json::Value& credential, Language language, Instant now);

/// Data for badge.mustache. `heading`: the level of the badge's name, "h1" to "h5". `base_url`: of this installation,
/// to know its own achievements.
json::Object badge_data(const BadgeView& badge, Language page_language, std::string_view heading,
                        std::string_view base_url);

/// The coat of arms of a badge, SVG: that of its achievement when it is one of this installation's, else drawn from its
/// name and issuer.
std::string drawn_picture(const BadgeView& badge, std::string_view base_url);

/// The address for an <img>: a data: URI of the picture inside the badge, or of one drawn from its name and issuer.
std::string badge_picture(const BadgeView& badge, std::string_view base_url);

std::string_view state_of(Period period);  ///< "current", "early", "expired": CSS class and badge.state_* text

/// The word for an Open Badges achievementType; the type itself where we have none.
std::string kind_text(std::string_view achievement_type, Language language);

}  // namespace blason::web
