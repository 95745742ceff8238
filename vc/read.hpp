// Looks into what is secured, in whichever form, without verifying it.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "vc/format.hpp"

namespace blason::vc {

/// White space around a text, such as the line end of a file, is no part of a token.
std::string_view trimmed(std::string_view text);

/// What `text` would be as a token, by its shape; nothing when it is none.
std::optional<Format> token_format(std::string_view text);

/// "application/vc" for JSON; of a token by its `typ` "application/vc+jwt", "application/vc+sd-jwt",
/// "application/dc+sd-jwt". Of what cannot be read, that of its shape.
std::string_view credential_media_type(std::string_view text);

/// The usual ending of a file of that media type, without its dot: "json", "jwt", "sd-jwt", "jws".
std::string_view file_extension(std::string_view media_type);

/// The credential, presentation or Open Badges 2.0 assertion in a text that is our own, or has been verified: JSON, a
/// token, or a token in an envelope. Errors of the readers.
Result<json::Value> read_document(std::string_view text);

}  // namespace blason::vc
