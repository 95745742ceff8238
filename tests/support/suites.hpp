// Where the public suites are, and how tests read them.
#pragma once

#include <filesystem>
#include <string>

#include "engine/json/value.hpp"

namespace blason::test {

/// BLASON_SUITES, else ../shared/suites beside the project.
std::filesystem::path suites_root();
/// The same for `../shared/data` (beside the suites).
std::filesystem::path data_root();
bool suites_present();

/// The bytes of a file; throws std::runtime_error when it cannot be read.
std::string read_file(const std::filesystem::path& path);
/// Parsed with the project's strict reader; throws when it is not JSON.
json::Value read_json(const std::filesystem::path& path);

}  // namespace blason::test
