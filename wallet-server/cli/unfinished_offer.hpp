// A file with an offer that is on its way: its tokens and its keys, so that what comes later, or whose answer was lost,
// can be asked for by another run.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "wallet-server/cli/new_key_files.hpp"
#include "wallet-server/service/receiver/receiving.hpp"

namespace blason::cli {

class UnfinishedOffer {
  public:
    /// A file of its own will be made: `name`.json, or the first of `name`-2.json, ... that is free.
    static UnfinishedOffer beginning(std::string name) { return {std::move(name), {}}; }
    /// The one that is there.
    static UnfinishedOffer resumed(std::string path) { return {{}, std::move(path)}; }

    /// Whether a file can be made, asked before a code is used up. Errors of NewKeyFiles::check.
    [[nodiscard]] Result<void> check() const { return path_.empty() ? files_.check() : Result<void>(); }
    /// Errors of read_input, "receiving-unreadable".
    [[nodiscard]] Result<service::receiver::Receiving> read() const;
    /// As it is now, mode 0600. Errors of NewKeyFiles::write and write_output.
    Result<void> keep(const service::receiver::Receiving& receiving);
    /// There is nothing more to come: the file is taken away.
    void finish();

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    UnfinishedOffer(std::string name, std::string path) : files_(std::move(name)), path_(std::move(path)) {}

    NewKeyFiles files_;
    std::string path_;  ///< empty: nothing was written yet
};

}  // namespace blason::cli
