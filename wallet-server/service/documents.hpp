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

StoredCredential stored_credential(const storage::CredentialRow& row, const PublicUrls& urls);

// Open Badges 3.0.
json::Object profile_json(const Issuer& issuer);
json::Object achievement_json(const Achievement& achievement, std::string_view language);
/// The contexts of a document with such an achievement: VCDM 2.0, Open Badges 3.0, and its own.
json::Array achievement_contexts(const Achievement& achievement);
/// Errors "recipient-missing", "recipient-id", "recipient-email", "identity-empty", "identity-md5" (pointers below
/// /recipient), "evidence-empty" (/evidence/N), "unknown-result-description" (/results/N/resultDescription),
/// "invalid-validity-period". `random` makes the salts, and `now` is the date of a badge without one.
Result<json::Object> badge_json(const IssueBadge& request, const Issuer& issuer, const Achievement& achievement,
                                std::string_view id, crypto::Random& random, Instant now);
/// Where newer versions of a credential are, as its `refreshService`.
json::Object refresh_service(std::string_view credential_url);
/// An error of vc::issue about the badge, as one about the request it was made from.
Error in_badge_request(Error error);

}  // namespace blason::service
