#include "wallet-server/cli/errors.hpp"

#include <iostream>
#include <new>

#include "engine/json/serialize.hpp"

namespace blason::cli {

Status status_of(const Error& error) {
    switch (error.kind) {
        case ErrorKind::Usage:
            return Status::Usage;
        case ErrorKind::Unavailable:
        case ErrorKind::Internal:
            return Status::Unknown;
        case ErrorKind::Refused:
        case ErrorKind::Malformed:
        case ErrorKind::TooLarge:
        case ErrorKind::NotFound:
        case ErrorKind::Conflict:
        case ErrorKind::Unauthorized:
        case ErrorKind::Forbidden:
            break;
    }
    return Status::Refused;
}

std::string error_line(const Error& error) {
    std::string line = "blason: ";
    if (!error.pointer.empty()) line += error.pointer + ": ";
    line += error.detail + " (" + error.code + ")";
    // What comes from outside may hold line breaks and control characters; a terminal must not obey them.
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return line;
}

std::string error_json(const Error& error, std::optional<std::size_t> line) {
    json::Object body;
    if (line) body["line"] = *line;
    body["code"] = error.code;
    body["message"] = error.detail;
    body["pointer"] = error.pointer;
    return json::serialize(json::Object{{"error", std::move(body)}});
}

void print_error(const Error& error, bool json) {
    std::cerr << (json ? error_json(error) : error_line(error)) << '\n';
}

Error error_of(const std::exception_ptr& fault) {
    try {
        std::rethrow_exception(fault);
    } catch (const std::bad_alloc&) {
        return unavailable("out-of-memory", "There is not enough memory for this.");
    } catch (const std::exception& exception) {
        return {
            "internal-error", std::string("The program failed: ") + exception.what() + ".", {}, ErrorKind::Internal};
    } catch (...) {
        return {"internal-error", "The program failed.", {}, ErrorKind::Internal};
    }
}

int exit_status(const std::function<int()>& command, bool json) {
    try {
        return command();
    } catch (...) {
        const Error error = error_of(std::current_exception());
        print_error(error, json);
        return static_cast<int>(status_of(error));
    }
}

}  // namespace blason::cli
