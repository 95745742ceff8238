// The formats of JSON Schema (Validation section 7.3) as assertions.
#pragma once

#include <optional>
#include <string_view>

namespace blason::vc::schema {

/// Whether the text has the format; nothing for a format that is not known here, which asserts nothing (section 7.1).
/// Known: date-time, date, time, email, idn-email, hostname, ipv4, ipv6, uri, uri-reference, iri, iri-reference,
/// json-pointer, uuid.
std::optional<bool> has_format(std::string_view text, std::string_view format);

/// -1, 0 or 1 for two texts of format `date` or `date-time`; nothing when one is none, or for another format.
std::optional<int> compare_format(std::string_view text, std::string_view bound, std::string_view format);

}  // namespace blason::vc::schema
