// application/x-www-form-urlencoded (WHATWG URL section 5): the bodies of forms and the queries of links.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blason::text {

using FormFields = std::vector<std::pair<std::string, std::string>>;

/// One name or value: everything but letters, digits and `*-._` is percent-encoded, a space is "+".
std::string form_encode(std::string_view text);
/// `name=value&...`, in their order.
std::string form_encode(const FormFields& fields);
/// In their order, repeated names included. Nothing for a "%" without two hexadecimal digits, and for more than
/// `max_fields`.
std::optional<FormFields> form_decode(std::string_view text, std::size_t max_fields = 256);

}  // namespace blason::text
