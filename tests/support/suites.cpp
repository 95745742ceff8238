#include "tests/support/suites.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "engine/json/parse.hpp"

namespace blason::test {

std::filesystem::path suites_root() {
    const char* from_environment = std::getenv("BLASON_SUITES");
    return from_environment != nullptr ? from_environment : BLASON_DEFAULT_SUITES;
}

std::filesystem::path data_root() {
    return suites_root().parent_path() / "data";
}

bool suites_present() {
    return std::filesystem::is_directory(suites_root());
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

json::Value read_json(const std::filesystem::path& path) {
    auto value = json::parse(read_file(path));
    if (!value) throw std::runtime_error(path.string() + ": " + value.error().detail);
    return std::move(*value);
}

}  // namespace blason::test
