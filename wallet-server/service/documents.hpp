// The JSON the services keep in the store's `doc` columns, and the JSON-LD that goes into credentials.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service {

// Rows. Errors: those of the JSON reader; a row of ours always reads.
storage::OrganisationRow to_row(const Issuer& issuer);
Result<Issuer> read_issuer(const storage::OrganisationRow& row);
storage::AchievementRow to_row(const NewAchievement& request, std::int64_t created_ms);
Result<Achievement> read_achievement(const storage::AchievementRow& row, const PublicUrls& urls);

// Open Badges 3.0.
json::Object profile_json(const Issuer& issuer);
json::Object achievement_json(const Achievement& achievement, std::string_view language);
/// The contexts of a document with such an achievement: VCDM 2.0, Open Badges 3.0, and its own.
json::Array achievement_contexts(const Achievement& achievement);
/// Errors "recipient-missing", "recipient-did", "recipient-email" (pointers below /recipient), "evidence-empty"
/// (/evidence/N). `salt` is for the e-mail's hash, and `now` the date of a badge without one.
Result<json::Object> badge_json(const IssueBadge& request, const Issuer& issuer, const Achievement& achievement,
                                std::string_view id, std::string_view salt, Instant now);

}  // namespace blason::service
