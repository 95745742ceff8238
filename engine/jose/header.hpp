// What JWS and JWE headers have in common. Only for .cpp files of this folder.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::jose {

inline constexpr std::size_t kMaxHeaderBytes = 16U << 10U;  ///< of the encoded header

/// A protected header: strict base64url of a JSON object without duplicate names. Error "jose-header".
Result<json::Object> parse_header(std::string_view encoded);
/// RFC 7515 section 4.1.11: `crit`, where present, is a non-empty list of distinct names that are in the header, that
/// are not names of the JOSE standards themselves, and that the caller understands. Error "jose-crit".
Result<void> check_critical(const json::Object& header, std::span<const std::string_view> understood);
/// The text between the dots. More than `count` parts, or fewer, give nothing.
std::vector<std::string_view> split_compact(std::string_view text, std::size_t count);
/// base64url(JSON), for a header that we write.
std::string encode_header(const json::Object& header);

Error too_large();

}  // namespace blason::jose
