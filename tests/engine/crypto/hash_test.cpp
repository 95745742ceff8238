#include "engine/crypto/hash.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace blason::crypto {
namespace {

std::string hex(HashAlgorithm algorithm, std::string_view text) {
    return to_hex(hash(algorithm, as_bytes(text)).bytes());
}

// FIPS 180-4 examples: "abc" and the empty message.
TEST(Hash, FipsExamples) {
    EXPECT_EQ(hex(HashAlgorithm::Sha256, "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(HashAlgorithm::Sha256, ""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(HashAlgorithm::Sha384, "abc"),
              "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
              "8086072ba1e7cc2358baeca134c825a7");
    EXPECT_EQ(hex(HashAlgorithm::Sha512, "abc"),
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(Hash, AHasherStartsAnewAfterFinish) {
    Hasher hasher(HashAlgorithm::Sha256);
    hasher.update("a");
    hasher.update("bc");
    EXPECT_EQ(hasher.finish(), sha256("abc"));
    EXPECT_EQ(hasher.finish(), sha256(""));
    hasher.update("abc");
    Hasher moved = std::move(hasher);
    EXPECT_EQ(moved.finish(), sha256("abc"));
}

TEST(Hash, ThreadsDoNotMeet) {
    const std::string text(10'000, 'x');
    const Digest expected = sha256(text);
    std::array<bool, 4> same{};
    std::vector<std::thread> threads;
    for (auto& mine : same) {
        threads.emplace_back([&] {
            mine = true;
            for (int i = 0; i < 200; ++i) mine = mine && sha256(text) == expected;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(same, (std::array{true, true, true, true}));
}

}  // namespace
}  // namespace blason::crypto
