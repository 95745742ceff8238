// What only the SQLite store promises: its file, its migrations, its refusals.
#include "wallet-server/storage/sqlite_store.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/suites.hpp"
#include "tests/support/temporary_folder.hpp"
#include "wallet-server/storage/data_folder.hpp"
#include "wallet-server/storage/schema.hpp"

namespace blason::storage {
namespace {

std::string open_code(const std::string& file) {
    const auto store = SqliteStore::open(file, 1);
    return store ? "" : store.error().code;
}

TEST(SqliteStore, TheFilesAreForTheirOwnerOnly) {
    const test::TemporaryFolder folder;
    const auto file = folder.file("blason.db");
    const auto store = SqliteStore::open(file, 1);
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->set_once("a", "b"));
    EXPECT_EQ(test::mode_of(file), 0600U);
    EXPECT_EQ(test::mode_of(file + "-wal"), 0600U);
}

TEST(SqliteStore, TheLogIsEmptiedWhenItCloses) {
    const test::TemporaryFolder folder;
    const auto file = folder.file("blason.db");
    {
        const auto store = SqliteStore::open(file, 1);
        ASSERT_TRUE((*store)->set_once("a", "b"));
    }
    EXPECT_FALSE(std::filesystem::exists(file + "-wal") && std::filesystem::file_size(file + "-wal") > 0);
    EXPECT_EQ(open_code(file), "");
}

TEST(SqliteStore, ANewerSchemaIsRefusedAndLeftAlone) {
    const test::TemporaryFolder folder;
    const auto file = folder.file("blason.db");
    ASSERT_EQ(open_code(file), "");
    {
        Connection connection(file);
        connection.run("INSERT INTO schema_version(version, applied_ms, checksum) VALUES(999, 1, 'later')");
    }
    const auto store = SqliteStore::open(file, 1);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, "store-newer");
    EXPECT_NE(store.error().detail.find("later version"), std::string::npos);
    Connection connection(file);
    auto query = connection.query("SELECT COUNT(*) FROM schema_version");
    ASSERT_TRUE(query.step());
    EXPECT_EQ(query.number_at(0), static_cast<std::int64_t>(migrations().size()) + 1);
}

// An installation refuses to start when one of these is another text, so only new ones may follow.
TEST(SqliteStore, TheStepsStayAsTheyAre) {
    constexpr std::string_view kChecksums[] = {
        "ee98d089244125813e46d613c6946569ebd97c29b24f03515236df3b693bb43d",
        "b364c57e115949daea57d8f798236112eaaa2d2e57be22309613e84631e1b0a9",
        "48880dd07a581b5461b1322f8eaf3f8bff4aa2ecd37d892dd9871a8daa59d7ac",
        "d0993c549126f4f27ed16b9a992b743d182aa1b8b455840bd86bb013ef6e7376",
        "906369b6a9fbbf2847f8b9ee3aaa24ca3904cc17ff6e9edfb2935b0cf3f8e88a",
        "14120adfb99c62b97d2df4c8c51cd37c122c41c5401fdf89441b86f36eeaa1af",
        "cbad65fb21188fc03bf5cf8a9e25348ac78cb1757a457421e4603abcfa51f186",
        "35d644d4071593474b56bc9fc551c6c648f4284a1c45849ef31535075c31d2b0",
        "201247ed982d9ba0bd8cd5257fa5b7eae322b168b7322fa42d59fcd8002be347",
        "09eb44c682333908db512327230d5f70646f1459877c4c2883d441291640592b",
        "716f320a90faec6c49fb52060f5f26d7ae0b495aaf7a5894e9ba15cb61f1f358",
        "253ec5a5d6a26782408dfbade86784fe0d20d89d21c9f3c17de33b3d22195076",
        "1302cf89d8bcca8a450e905b2e14ee2e355edce9bccdb7daa31739304acdd8f8",
        "47c4306ab154ca70518c06d40bd8f5216f3757846fbbd88975ec8f92da7d999a",
        "b7c76bbe38b0b0561ee88305d5f839a85412a3063e0a5cb8546bb588b5720712",
    };
    const auto steps = migrations();
    ASSERT_GE(steps.size(), std::size(kChecksums));
    for (std::size_t i = 0; i < std::size(kChecksums); ++i) {
        EXPECT_EQ(steps[i].version, static_cast<int>(i) + 1);
        EXPECT_EQ(checksum(steps[i]), kChecksums[i]) << "step " << steps[i].version;
    }
}

TEST(SqliteStore, AChangedStepIsRefused) {
    const test::TemporaryFolder folder;
    const auto file = folder.file("blason.db");
    ASSERT_EQ(open_code(file), "");
    Connection(file).run("UPDATE schema_version SET checksum = 'another' WHERE version = 1");
    EXPECT_EQ(open_code(file), "store-changed");
}

TEST(SqliteStore, AFileThatIsNoDatabaseIsRefusedAndLeftAlone) {
    const test::TemporaryFolder folder;
    const auto file = folder.file("blason.db");
    const std::string text(5000, 'x');
    std::ofstream(file) << text;
    EXPECT_EQ(open_code(file), "store-corrupt");
    EXPECT_EQ(test::read_file(file), text);
}

TEST(SqliteStore, AStepThatFailsLeavesTheDatabaseAsItWas) {
    const test::TemporaryFolder folder;
    Connection connection(folder.file("blason.db"));
    const Migration steps[] = {{1, "CREATE TABLE one(x TEXT)"}, {2, "CREATE TABLE two(x TEXT); SELECT nonsense"}};
    EXPECT_FALSE(migrate(connection, steps, 1));
    auto query = connection.query("SELECT COUNT(*) FROM sqlite_master");
    ASSERT_TRUE(query.step());
    EXPECT_EQ(query.number_at(0), 0);
}

TEST(SqliteStore, LaterStepsAreAddedToWhatIsThere) {
    const test::TemporaryFolder folder;
    Connection connection(folder.file("blason.db"));
    const Migration steps[] = {{1, "CREATE TABLE one(x TEXT)"}, {2, "CREATE TABLE two(x TEXT)"}};
    ASSERT_TRUE(migrate(connection, std::span(steps).first(1), 1));
    ASSERT_TRUE(migrate(connection, steps, 2));
    ASSERT_TRUE(migrate(connection, steps, 3));
    connection.run("INSERT INTO two VALUES('x')");
}

TEST(WriteQueue, OneChangeThatFailsDoesNotUndoItsNeighbours) {
    const test::TemporaryFolder folder;
    auto connection = std::make_unique<Connection>(folder.file("queue.db"));
    connection->run("CREATE TABLE t(x INTEGER PRIMARY KEY)");
    WriteQueue queue(std::move(connection));
    std::vector<std::thread> threads;
    std::atomic<int> stored{0};
    std::atomic<int> refused_count{0};
    for (int i = 0; i < 32; ++i) {
        threads.emplace_back([&, i] {
            const auto done = queue.run([&](Connection& c) -> Result<void> {
                c.query("INSERT INTO t(x) VALUES(?)").number(i).run();
                if (i % 4 == 1) return refused("odd", "Odd numbers are refused.");
                if (i % 4 == 3) throw std::runtime_error("and so are those, in another way");
                return {};
            });
            ++(done ? stored : refused_count);
            if (i % 4 == 3) {
                EXPECT_EQ(done.error().kind, ErrorKind::Internal);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(stored, 16);
    EXPECT_EQ(refused_count, 16);
    Connection reader(folder.file("queue.db"));
    auto query = reader.query("SELECT COUNT(*), SUM(x % 2) FROM t");
    ASSERT_TRUE(query.step());
    EXPECT_EQ(query.number_at(0), 16);
    EXPECT_EQ(query.number_at(1), 0);
}

TEST(DataFolder, IsPrivateAndUsedByOneServer) {
    const test::TemporaryFolder folder;
    const auto path = folder.file("data");
    const auto first = DataFolder::open(path);
    ASSERT_TRUE(first) << first.error().detail;
    EXPECT_EQ(test::mode_of(path), 0700U);
    const auto second = DataFolder::open(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "data-folder-in-use");
}

TEST(DataFolder, CanBeOpenedAgainAfterItWasClosed) {
    const test::TemporaryFolder folder;
    const auto path = folder.file("data");
    ASSERT_TRUE(DataFolder::open(path));
    EXPECT_TRUE(DataFolder::open(path));
}

TEST(DataFolder, RefusesAFolderOthersCanLookInto) {
    const test::TemporaryFolder folder;
    const auto path = folder.file("data");
    std::filesystem::create_directory(path);
    std::filesystem::permissions(path, std::filesystem::perms(0755));
    const auto opened = DataFolder::open(path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "data-folder-mode");
}

TEST(SecretFile, IsWrittenOnceForItsOwner) {
    const test::TemporaryFolder folder;
    const auto file = folder.file("master.key");
    ASSERT_TRUE(write_secret_file(file, "test secret"));
    EXPECT_EQ(test::mode_of(file), 0600U);
    EXPECT_EQ(*read_secret_file(file), "test secret");
    EXPECT_EQ(write_secret_file(file, "another").error().code, "secret-file");
    EXPECT_EQ(*read_secret_file(file), "test secret");
}

TEST(SecretFile, ThatOthersCanReadIsRefused) {
    const test::TemporaryFolder folder;
    const auto file = folder.file("master.key");
    ASSERT_TRUE(write_secret_file(file, "test secret"));
    for (const unsigned mode : {0640U, 0604U, 0620U, 0602U}) {
        std::filesystem::permissions(file, std::filesystem::perms(mode));
        const auto text = read_secret_file(file);
        ASSERT_FALSE(text) << std::oct << mode;
        EXPECT_EQ(text.error().code, "secret-file-mode");
    }
}

}  // namespace
}  // namespace blason::storage
