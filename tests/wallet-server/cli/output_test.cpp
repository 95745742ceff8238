#include "wallet-server/cli/output.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.hpp"

namespace blason::cli {
namespace {

namespace fs = std::filesystem;

class OutputFile : public testing::Test {
  protected:
    static std::string read(const fs::path& path) {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }
    [[nodiscard]] std::ptrdiff_t files() const {
        return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
    }

    const test::TemporaryFolder place_;
    const fs::path folder_ = place_.path();
    const std::string file_ = place_.file("file");
};

TEST_F(OutputFile, AppearsOnlyWhenItIsComplete) {
    std::ofstream(file_) << "old";
    {
        auto output = Output::open(file_);
        ASSERT_TRUE(output);
        EXPECT_TRUE(output->write("new"));
        EXPECT_EQ(read(file_), "old");
        EXPECT_TRUE(output->commit());
    }
    EXPECT_EQ(read(file_), "new");
    EXPECT_EQ(files(), 1);
}

TEST_F(OutputFile, LeavesNothingBehindWhenItIsNotCommitted) {
    {
        auto output = Output::open(file_);
        ASSERT_TRUE(output);
        EXPECT_TRUE(output->write("half"));
    }
    EXPECT_EQ(files(), 0);
}

TEST_F(OutputFile, SecretsAreForTheirOwnerOnly) {
    ASSERT_TRUE(write_output(file_, "secret", kSecretFile));
    EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(read(file_), "secret\n");
}

TEST_F(OutputFile, ReplacesWhatALinkNamesAndKeepsTheLink) {
    std::ofstream(folder_ / "target") << "old";
    fs::create_symlink("target", file_);
    ASSERT_TRUE(write_output(file_, "new"));
    EXPECT_TRUE(fs::is_symlink(file_));
    EXPECT_EQ(read(folder_ / "target"), "new\n");
}

TEST_F(OutputFile, ADeviceIsWrittenToAndStays) {
    ASSERT_TRUE(write_output("/dev/null", "gone"));
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(OutputFile, SaysWhereItCannotWrite) {
    const auto output = Output::open((folder_ / "no" / "folder").string());
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().code, "output-unwritable");
    EXPECT_EQ(output.error().kind, ErrorKind::Usage);
}

}  // namespace
}  // namespace blason::cli
