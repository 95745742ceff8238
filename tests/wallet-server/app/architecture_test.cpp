// docs/architecture.md says where things are: what it names is there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "tests/support/suites.hpp"

namespace blason::app {
namespace {

namespace fs = std::filesystem;

/// Names of files and folders, from the root or from one of the rooms that the page speaks of.
bool exists(std::string name) {
    while (name.ends_with('/')) name.pop_back();
    for (const std::string room : {"", "wallet-server/", "wallet-server/service/"}) {
        const auto path = fs::path(BLASON_SOURCE_DIR) / (room + name);
        if (fs::exists(path) || fs::exists(path.string() + ".hpp") || fs::exists(path.string() + ".cpp")) return true;
    }
    return false;
}

TEST(Architecture, EveryPlaceItNamesIsThere) {
    const auto page = test::read_file(fs::path(BLASON_SOURCE_DIR) / "docs/architecture.md");
    ASSERT_FALSE(page.empty());
    // Patterns stand for many.
    const std::set<std::string> patterns{"api/<protocol>/", "api/...", "service/...", "vc/checks/status*",
                                         "wallet-server/storage/migrations/NNNN_name.sql"};
    std::size_t places = 0;
    for (std::size_t end = 0, begin = page.find('`'); begin != std::string::npos; begin = page.find('`', end + 1)) {
        end = page.find('`', begin + 1);
        ASSERT_NE(end, std::string::npos);
        const auto name = page.substr(begin + 1, end - begin - 1);
        if (name.find('/') == std::string::npos || name.find_first_of(" \n\"") != std::string::npos) continue;
        ++places;
        if (!patterns.contains(name)) {
            EXPECT_TRUE(exists(name)) << name;
        }
    }
    EXPECT_GT(places, 50U);
}

}  // namespace
}  // namespace blason::app
