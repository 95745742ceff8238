// A badge that takes the place of an older one of ours has its salts too, so that everybody can tell that both are the
// same person's.
#pragma once

#include "engine/base/result.hpp"
#include "wallet-server/service/issuer_types.hpp"

namespace blason::service {

/// Makes `badge`, with its id and ready but for its signature, the next version of `before`. An identity of the
/// recipient that both have hashed gets the object that `before` has for it. Error "replaces-other" (/replaces):
/// another achievement or another recipient.
Result<void> make_version_of(json::Object& badge, const json::Value& before, const Recipient& recipient);

}  // namespace blason::service
