// The folder everything lives in: private to its owner, and used by one server at a time.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.hpp"

namespace blason::storage {

/// Holds the lock for as long as it lives.
class DataFolder {
  public:
    /// Makes the folder (mode 0700) when it is absent. Errors "data-folder" (cannot be made or used),
    /// "data-folder-mode" (others may look into it), "data-folder-in-use" (another server runs on it).
    static Result<std::unique_ptr<DataFolder>> open(const std::string& path);
    /// The same for work on what a server has left: makes nothing. Error "data-folder-empty" (Usage) when no database
    /// is there.
    static Result<std::unique_ptr<DataFolder>> open_existing(const std::string& path);
    ~DataFolder();
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }
    [[nodiscard]] std::string database() const { return file("blason.db"); }

  private:
    DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

    std::string path_;
    int lock_;
};

/// Error "data-folder-empty" (Usage) when the folder is absent, or no server has kept a database in it.
Result<void> has_database(const std::string& path);

/// Reads a secret file. Errors "secret-file" (cannot be read), "secret-file-mode" (group or others may read or write
/// it). The caller wipes the text.
Result<std::string> read_secret_file(const std::string& path);
/// Writes a new file with mode 0600 and syncs it; error "secret-file" when it exists or cannot be written.
Result<void> write_secret_file(const std::string& path, std::string_view text);

}  // namespace blason::storage
