// An Open Badge as the claims of an SD-JWT VC (draft-ietf-oauth-sd-jwt-vc): what other wallets take as `dc+sd-jwt`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/json/value.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/issuer_types.hpp"
#include "wallet-server/storage/rows.hpp"

namespace blason::service {

/// The same members at the same places as in the badge, without its contexts, and with the claims that wallets look at:
/// `vct`, `iss`, `nbf`, `exp`.
json::Object badge_claims(const json::Object& badge, const Issuer& issuer, std::string_view vct);

/// What the holder may keep back: all of the subject but the achievement, and the evidence.
std::vector<std::string> disclosable_claims(const json::Object& claims);

/// Claims have their status in a token status list (draft-ietf-oauth-status-list section 6.2): the place in the list
/// for revocations is named so, `credentialStatus` goes.
void use_token_status(json::Object& claims, const StatusPlan& plan, const std::vector<storage::StatusEntryRow>& places,
                      const std::string& org, const PublicUrls& urls);

/// Its type: one for each achievement, by its URL. What stands at that address is the type metadata.
std::string badge_vct(const std::string& achievement);
/// SD-JWT VC type metadata of an achievement.
json::Object type_metadata(const Achievement& achievement);

}  // namespace blason::service
