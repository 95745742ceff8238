// Which credential may take the place of an older one: the same badge (equality.hpp), for the same achievement, of the
// same person. An issuer that gives one `id` to two people must not show one of them the badge of the other.
#pragma once

#include "engine/json/value.hpp"

namespace blason::openbadges {

/// The same `id`, issuer, achievement and recipient. Recipients with ids are the same when these are; else one
/// identifier that says who somebody is (any but a name) must be the same: the same text, or a hash of it. Hashes with
/// different salts cannot be compared, so they are not the same.
bool is_revision_of(const json::Value& newer, const json::Value& older);

}  // namespace blason::openbadges
