// How an Error ends a command: the exit status, and one readable line or one JSON object (interfaces.md).
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
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

/// An exception as an Error, `out-of-memory` or `internal-error`. Functions of the project return errors and throw none
/// of their own; what is thrown all the same came from a library, or memory is exhausted.
Error error_of(const std::exception_ptr& fault);
/// The exit status of `command`, also when it throws: then it is told like any error.
int exit_status(const std::function<int()>& command, bool json);

}  // namespace blason::cli
