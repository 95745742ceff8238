// blason badges issue, on the data folder of an installation.
#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace blason::cli_test {
namespace {

TEST(Badges, AnInstallationWithoutIssuersHasNone) {
    const Folder folder;
    const auto key = folder.write("master.key", std::string(64, 'a'));  // a test key
    std::filesystem::permissions(key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const auto file = folder.write("people.csv", "email\na@example.org\n");
    const auto issue = [&] {
        return blason({"badges", "issue", "--data", folder.path("data"), "--key-file", key, "--offline",
                       "--achievement", "data", "--csv", file, "--json"});
    };
    const auto absent = issue();
    EXPECT_EQ(absent.status, 2) << absent.err;
    EXPECT_EQ(error_of(absent.err).at("code"), "data-folder-empty");
    EXPECT_FALSE(std::filesystem::exists(folder.path("data"))) << "a mistyped folder is not made";

    std::filesystem::create_directory(folder.path("data"));
    std::filesystem::permissions(folder.path("data"), std::filesystem::perms::owner_all);
    (void)folder.write("data/blason.db", "");  // a database before its first table
    const auto outcome = issue();
    EXPECT_EQ(outcome.status, 1) << outcome.err;
    EXPECT_EQ(error_of(outcome.err).at("code"), "issuer-not-found");
}

TEST(Badges, OneFileAndAKnownSeparator) {
    const Folder folder;
    const auto file = folder.write("people.csv", "email\na@example.org\n");
    EXPECT_EQ(blason({"badges", "issue", "--achievement", "data"}).status, 2);
    EXPECT_EQ(blason({"badges", "issue", "--csv", file, "--ndjson", file}).status, 2);
    EXPECT_EQ(blason({"badges", "issue", "--csv", file, "--separator", "x"}).status, 2);
    EXPECT_EQ(blason({"badges", "issue", "--csv", file, "--server", "http://127.0.0.1:1"}).status, 3)
        << "nobody is there to ask";
    EXPECT_EQ(blason({"badges"}).status, 2);
}

}  // namespace
}  // namespace blason::cli_test
