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
                if (i % 2 == 1) return refused("odd", "Odd numbers are refused.");
                return {};
            });
            ++(done ? stored : refused_count);
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
