// Runs the built program with arguments and standard input, and keeps what it said.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/json/value.hpp"

namespace blason::cli_test {

struct Outcome {
    int status = -1;  ///< exit status; -1 when a signal ended it
    std::string out;
    std::string err;
};

Outcome blason(const std::vector<std::string>& arguments, std::string_view input = {});

/// Strict; throws when it is not JSON.
json::Value parse(std::string_view text);
/// The object in `{"error":{...}}`; throws when there is none.
json::Object error_of(std::string_view text);
/// The row of a verification report with that name; throws when there is none.
json::Object check_of(std::string_view report, std::string_view name);

/// A folder of its own for each test, gone afterwards.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    /// Writes a file and says where it is.
    [[nodiscard]] std::string write(const std::string& name, std::string_view text) const;
    [[nodiscard]] std::string path(const std::string& name) const { return (root_ / name).string(); }

  private:
    std::filesystem::path root_;
};

std::string read_file(const std::filesystem::path& path);

/// Key files with the 32 secret bytes 1, 1, ... and 2, 2, ...: test keys.
extern const std::string_view kTestKey;
extern const std::string_view kOtherTestKey;

/// A small Open Badges 3.0 credential without proof; its issuer is a web address.
json::Value sample_badge();

}  // namespace blason::cli_test
