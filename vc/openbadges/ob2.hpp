// Open Badges 2.0: what is one, and how it says who it is for and how it is to be verified.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/openbadges/recipient.hpp"

namespace blason::openbadges {

inline constexpr std::string_view kOb2Context = "https://w3id.org/openbadges/v2";

/// An assertion of Open Badges 1.1 or 2.0, by its context and type.
bool is_ob2_assertion(const json::Value& document);

/// The assertion in a compact JWS, unverified; nothing when there is none inside.
std::optional<json::Value> ob2_assertion_in(std::string_view jws);

/// Without the extensions that bring contexts of their own (section "Extensions"): what they say is not judged.
json::Value without_extensions(const json::Value& document);

/// The document in the terms of the 2.0 context, whatever terms its own contexts give: Open Badges 2.0 are linked data,
/// so this is what it says. Without extensions. `base`: the URL it was fetched
/// from, or empty. Errors of jsonld::Processor::compact.
Result<json::Value> in_ob2_terms(const json::Value& document, std::string_view base, const jsonld::Processor& jsonld);

enum class Ob2Verification { Hosted, Signed, Unknown };
/// `verification.type` of an assertion in the terms of the context.
Ob2Verification ob2_verification(const json::Value& assertion);

/// Whether the assertion was awarded to who has this e-mail address, URL or telephone number.
Match ob2_recipient_is(const json::Value& assertion, std::string_view candidate);

}  // namespace blason::openbadges
