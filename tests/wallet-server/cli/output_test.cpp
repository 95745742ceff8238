#include "wallet-server/cli/output.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.hpp"
#include "wallet-server/cli/new_key_files.hpp"

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

TEST_F(OutputFile, APrivateKeyReplacesNothing) {
    ASSERT_TRUE(write_private_key(file_, "first"));
    EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    const auto again = write_private_key(file_, "second");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "output-exists");
    EXPECT_EQ(read(file_), "first\n");
    fs::create_symlink("file", folder_ / "link");
    fs::create_symlink("nowhere", folder_ / "dangling");
    EXPECT_FALSE(write_private_key(folder_ / "link", "second"));
    EXPECT_FALSE(write_private_key(folder_ / "dangling", "second"));
    EXPECT_EQ(read(file_), "first\n");
    EXPECT_TRUE(write_private_key("/dev/null", "gone"));
}

TEST_F(OutputFile, APrivateKeyThatIsNotCommittedLeavesNothing) {
    {
        auto output = Output::create(file_);
        ASSERT_TRUE(output);
        EXPECT_TRUE(output->write("half"));
    }
    EXPECT_EQ(files(), 0);
}

TEST_F(OutputFile, TheUsersMaskIsKept) {
    const auto before = ::umask(0027);
    const auto written = write_output(file_, "a badge");
    ::umask(before);
    ASSERT_TRUE(written);
    EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

TEST_F(OutputFile, NewKeysTakeTheNextFreeName) {
    const auto name = (folder_ / "holder-key").string();
    std::ofstream(name + ".json") << "a key of yesterday";
    std::ofstream(name + "-3.json") << "another";
    NewKeyFiles first(name);
    ASSERT_TRUE(first.check());
    EXPECT_EQ(*first.write("one"), name + "-2.json");
    EXPECT_EQ(*first.write("two"), name + "-4.json");
    EXPECT_EQ(*NewKeyFiles(name).write("three"), name + "-5.json");
    EXPECT_EQ(read(name + ".json"), "a key of yesterday");
    EXPECT_EQ(read(name + "-2.json"), "one\n");
    EXPECT_EQ(read(name + "-3.json"), "another");
    EXPECT_EQ(fs::status(name + "-5.json").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    const auto nowhere = NewKeyFiles((folder_ / "no" / "key").string()).check();
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, "output-unwritable");
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
