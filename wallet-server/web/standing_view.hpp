// What a page says about how a badge stands, beside its dates.
#pragma once

#include "wallet-server/service/credential_standing.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

/// Corrects `state` and `state_label` of what badge_data or a card shows: "revoked" and "suspended" outweigh the dates,
/// and "current" is said of a badge only whose status is known.
void put_standing(json::Object& data, service::Standing standing, Language language);

}  // namespace blason::web
