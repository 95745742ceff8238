#include "engine/crypto/secret_bytes.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace blason::crypto {
namespace {

Bytes content(const SecretBytes& secret) {
    const auto reading = secret.read();
    return {reading.bytes().begin(), reading.bytes().end()};
}

TEST(SecretBytes, StartsZeroedAndKeepsWhatIsWritten) {
    SecretBytes secret(5);
    EXPECT_EQ(content(secret), Bytes(5));
    secret.write([](std::span<std::uint8_t> bytes) { bytes[4] = 7; });
    EXPECT_EQ(content(secret), (Bytes{0, 0, 0, 0, 7}));
}

TEST(SecretBytes, MovesAndLeavesNothingBehind) {
    SecretBytes first(Bytes{1, 2, 3});
    SecretBytes second = std::move(first);
    EXPECT_TRUE(first.empty());  // NOLINT: asked on purpose
    EXPECT_EQ(content(second), (Bytes{1, 2, 3}));
    SecretBytes third(Bytes{9});
    third = std::move(second);
    EXPECT_EQ(content(third), (Bytes{1, 2, 3}));
    EXPECT_TRUE(content(SecretBytes()).empty());
}

TEST(SecretBytes, WritingClosesThePagesAlsoWhenItThrows) {
    SecretBytes secret(4);
    EXPECT_THROW(secret.write([](std::span<std::uint8_t>) { throw std::runtime_error("no"); }), std::runtime_error);
    EXPECT_EQ(content(secret), Bytes(4));
}

TEST(SecretBytes, ReadingsNestAndRunInParallel) {
    const SecretBytes secret(Bytes(64, 5));
    const auto outer = secret.read();
    std::vector<std::thread> threads;
    std::array<bool, 4> same{};
    for (auto& mine : same) {
        threads.emplace_back([&] {
            mine = true;
            for (int i = 0; i < 500; ++i) mine = mine && content(secret) == Bytes(64, 5);
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(same, (std::array{true, true, true, true}));
    EXPECT_EQ(outer.bytes()[63], 5);  // the others have closed, we have not
}

// The address is taken while the pages are open and read after they have closed: the process must not survive it.
TEST(SecretBytesDeathTest, PagesCannotBeReadBetweenUses) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(
        {
            const SecretBytes secret(Bytes{1, 2, 3});
            const volatile std::uint8_t* address = secret.read().bytes().data();
            const std::uint8_t leaked = *address;
            static_cast<void>(leaked);
        },
        "");
}

TEST(SecretBytes, WipeOverwritesTheText) {
    std::string text = "a secret that is longer than the small buffer";
    const char* memory = text.data();
    const std::size_t size = text.size();
    wipe(text);
    EXPECT_TRUE(text.empty());
    EXPECT_EQ(std::string_view(memory, size).find_first_not_of('\0'), std::string_view::npos);
}

}  // namespace
}  // namespace blason::crypto
