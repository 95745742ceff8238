// How an Error ends a command: the exit status, and one readable line or one JSON object (interfaces.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "engine/base/error.hpp"

namespace blason::cli {

/// Exit statuses (interfaces.md).
enum class Status : int { Done = 0, Refused = 1, Usage = 2, Unknown = 3 };
Status status_of(const Error& error);

/// `blason: /issuer: A credential needs an issuer. (missing-issuer)`, without a line end.
std::string error_line(const Error& error);
/// `{"error":{"code","message","pointer"}}`, with `line` first when it is given; without a line end.
std::string error_json(const Error& error, std::optional<std::size_t> line = {});
/// Either of them on standard error.
void print_error(const Error& error, bool json);

}  // namespace blason::cli
