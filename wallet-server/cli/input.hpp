// Where commands read from: a file, or standard input.
#pragma once

#include <cstddef>
#include <string>

#include "engine/base/result.hpp"

namespace blason::cli {

inline constexpr std::size_t kMaxInput = 256U << 20U;  ///< bytes of one document (N-Quads can be long)
inline constexpr std::size_t kMaxLine = 16U << 20U;    ///< bytes of one line with --ndjson

/// An open file or standard input ("-" or empty). Moves, never copies.
class Input {
  public:
    /// Error "input-unreadable", kind Usage.
    static Result<Input> open(const std::string& path);
    Input(Input&& other) noexcept;
    Input& operator=(Input&&) = delete;
    ~Input();

    /// Everything up to the end. Errors "input-unreadable", "input-too-large".
    Result<std::string> read_all();

    enum class Line { Read, TooLong, End };
    /// The next line without its line end (LF or CR LF). Of a line longer than kMaxLine nothing is kept.
    /// Error "input-unreadable".
    Result<Line> read_line(std::string& line);

  private:
    Input(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
    Result<bool> fill();  ///< false at the end

    int descriptor_;
    bool owned_;
    std::string buffer_;
    std::size_t position_ = 0;
};

/// The whole text of a file or of standard input.
Result<std::string> read_input(const std::string& path);

}  // namespace blason::cli
