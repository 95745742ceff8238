// The one error value of the project.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace blason {

/// What kind of "no" an error is; decides the exit status of a command and the status code of an HTTP answer.
enum class ErrorKind {
    Refused,       ///< the input was understood and is not acceptable (exit 1, HTTP 400 or 422)
    Malformed,     ///< the input could not be read at all (exit 1, HTTP 400)
    TooLarge,      ///< a limit was passed (exit 1, HTTP 413)
    NotFound,      ///< what was asked for does not exist (exit 1, HTTP 404)
    Conflict,      ///< the state forbids it (exit 1, HTTP 409)
    Unauthorized,  ///< who asks is not known (HTTP 401)
    Forbidden,     ///< who asks may not (HTTP 403)
    Unavailable,   ///< could not be checked or done now: "unknown", never "no" (exit 3, HTTP 503)
    Usage,         ///< the command or the options are wrong (exit 2, HTTP 400)
    Internal,      ///< our own fault (exit 3, HTTP 500)
};

/// An error that names the place. `code` is stable: kebab-case of our own ("json-duplicate-key"), or the standard's
/// own text where there is one (JSON-LD API section 9.6.1: "protected term redefinition").
struct Error {
    std::string code;
    std::string detail;                   ///< one sentence a person understands; never contains secrets
    std::string pointer;                  ///< RFC 6901 pointer into the input; "" is the whole document
    ErrorKind kind = ErrorKind::Refused;  ///< see ErrorKind
};

inline Error malformed(std::string code, std::string detail, std::string pointer = {}) {
    return {std::move(code), std::move(detail), std::move(pointer), ErrorKind::Malformed};
}
inline Error refused(std::string code, std::string detail, std::string pointer = {}) {
    return {std::move(code), std::move(detail), std::move(pointer), ErrorKind::Refused};
}
inline Error unavailable(std::string code, std::string detail, std::string pointer = {}) {
    return {std::move(code), std::move(detail), std::move(pointer), ErrorKind::Unavailable};
}

}  // namespace blason
