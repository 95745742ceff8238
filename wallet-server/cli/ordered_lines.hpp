// --ndjson: one document a line in, one answer a line out, in order, on several threads, in bounded memory.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "wallet-server/cli/errors.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/cli/output.hpp"

namespace blason::cli {

class Progress;

/// The answer to one line: what is written, and what it means for the exit status.
struct LineAnswer {
    std::string text;  ///< without a line end
    Status status = Status::Done;
};
/// `number` counts from 1. Called from several threads at once.
using LineWork = std::function<LineAnswer(std::string_view line, std::size_t number)>;

/// A line that could not be worked on: `{"error":{"line":N,...}}`.
LineAnswer line_error(const Error& error, std::size_t number);

/// `threads`: 0 is one per core. Reads until the end of the input; a bad line does not stop the rest. The status is
/// that of the worst line: refused before unknown before done. Errors are those of input and output.
Result<Status> run_lines(Input& input, Output& output, unsigned threads, const LineWork& work, Progress& progress);
/// The same from one file into another, as Input and Output open them.
Result<Status> run_lines(const std::string& input, const std::string& output, unsigned threads, const LineWork& work,
                         Progress& progress);

}  // namespace blason::cli
