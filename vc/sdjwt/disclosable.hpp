// Which parts of a credential its holder may keep to themselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::sdjwt {

/// Without other wishes: what is said of the person, and not what makes the credential one. Of each subject every
/// member but `id`, `type` and `achievement` (and `identifier`, when nothing else says who it is), and `evidence`. Of a
/// payload without contexts (SD-JWT VC) every claim but those that must_stay.
std::vector<std::string> disclosable_by_default(const json::Value& credential);

/// Whether verification needs what a pointer names (SD-JWT VC section 2.2.2.2, VC-JOSE-COSE section 3.2.1): the claims
/// of the token itself, contexts and types, issuer, dates, status, schema.
bool must_stay(std::string_view pointer);

}  // namespace blason::vc::sdjwt
