// Enveloped credentials and presentations: a token as the data: URL of a JSON object (VCDM 2.0 sections 4.13.1 and
// 4.13.2).
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc {

/// The object around a token. `media_type`: "application/vc+jwt", "application/vp+jwt", "application/vc+sd-jwt".
json::Value envelope(std::string_view token, std::string_view media_type);

/// A secured credential as a presentation holds it: JSON as it is, a token in its envelope. Errors of the JSON
/// reader for a text that is neither, and "credential-not-presentable" for an Open Badge 2.0.
Result<json::Value> for_presentation(std::string_view text);

/// The token of an enveloped credential or presentation; nothing when `value` is neither. Errors
/// "invalid-enveloped-credential" (the id is no data: URL, or its media type is not that of a secured credential, or
/// not of what is in it), and of kind Unavailable "format-not-supported" (COSE).
std::optional<Result<std::string_view>> enveloped_token(const json::Value& value);

}  // namespace blason::vc
