// Where commands write to: standard output, or a file that appears only when it is complete.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace blason::cli {

inline constexpr mode_t kPublicFile = 0644;
inline constexpr mode_t kSecretFile = 0600;

/// With the path of a file, writes go to one beside it that takes its name in `commit`; to a device or a pipe they go
/// directly; without a path, to standard output.
class Output {
  public:
    /// `path`: empty or "-" is standard output; `mode` less what the user's umask takes away. Error
    /// "output-unwritable", kind Usage.
    static Result<Output> open(const std::string& path, mode_t mode = kPublicFile);
    /// For what exists nowhere else: a new file of mode 0600, never one that is there. Devices, pipes and standard
    /// output as in `open`. Errors "output-exists", "output-unwritable" (Usage).
    static Result<Output> create(const std::string& path);
    Output(Output&& other) noexcept;
    Output& operator=(Output&&) = delete;
    ~Output();  ///< takes an unfinished file away

    /// Error "output-failed", kind Internal: the disk is full, the reader has gone.
    Result<void> write(std::string_view text);
    /// Nothing more will come: the file is on disk under its name.
    Result<void> commit();

  private:
    Output(int descriptor, std::string temporary, std::string path)
        : descriptor_(descriptor), temporary_(std::move(temporary)), path_(std::move(path)) {}

    int descriptor_;
    std::string temporary_;  ///< empty for standard output, and once committed
    std::string path_;
};

/// Writes one text and a line end, if it has none.
Result<void> write_output(const std::string& path, std::string_view text, mode_t mode = kPublicFile);
/// The same for a private key: errors of Output::create.
Result<void> write_private_key(const std::string& path, std::string_view text);

}  // namespace blason::cli
