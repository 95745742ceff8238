#include "did/cache.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace blason::did {
namespace {

/// Answers everything, counts, and gives an error while told to.
class CountingResolver : public Resolver {
  public:
    Result<Resolution> resolve(std::string_view did, const ResolveOptions&) override {
        const std::lock_guard lock(mutex_);
        ++calls;
        if (failure) return *failure;
        Resolution resolution;
        resolution.document.id = did;
        return resolution;
    }
    int calls = 0;
    std::optional<Error> failure;

  private:
    std::mutex mutex_;
};

ResolveOptions at(std::int64_t seconds) {
    return {Instant{seconds, 0}};
}

class Caching : public testing::Test {
  protected:
    CountingResolver inner_;
    CachingResolver cache_{inner_, {.max_entries = 2, .max_age = std::chrono::seconds(60)}};
};

TEST_F(Caching, NT12_ADocumentIsAskedForOnceInItsTime) {
    for (const std::int64_t second : {100, 101, 159}) {
        const auto resolution = cache_.resolve("did:web:a.example", at(second));
        ASSERT_TRUE(resolution);
        EXPECT_EQ(resolution->document.id, "did:web:a.example");
    }
    EXPECT_EQ(inner_.calls, 1);
    (void)cache_.resolve("did:web:a.example", at(160));
    EXPECT_EQ(inner_.calls, 2);
}

TEST_F(Caching, NT11_AnErrorIsRememberedForHalfAMinute) {
    for (const auto& error : {unavailable("INTERNAL_ERROR", "No answer."), refused("NOT_FOUND", "Not there.")}) {
        inner_.calls = 0;
        inner_.failure = error;
        cache_.forget("did:web:a.example");
        EXPECT_EQ(cache_.resolve("did:web:a.example", at(100)).error().code, error.code);
        EXPECT_EQ(cache_.resolve("did:web:a.example", at(129)).error().kind, error.kind);
        EXPECT_EQ(inner_.calls, 1);
        inner_.failure.reset();
        EXPECT_TRUE(cache_.resolve("did:web:a.example", at(130)));
        EXPECT_EQ(inner_.calls, 2);
    }
}

TEST_F(Caching, AClockSetBackAsksAgain) {
    (void)cache_.resolve("did:web:a.example", at(100));
    (void)cache_.resolve("did:web:a.example", at(99));
    EXPECT_EQ(inner_.calls, 2);
}

TEST_F(Caching, TheOneUsedLongestAgoGoesFirst) {
    (void)cache_.resolve("did:web:a.example", at(100));
    (void)cache_.resolve("did:web:b.example", at(100));
    (void)cache_.resolve("did:web:a.example", at(101));
    (void)cache_.resolve("did:web:c.example", at(101));
    EXPECT_EQ(cache_.size(), 2U);
    EXPECT_EQ(inner_.calls, 3);
    (void)cache_.resolve("did:web:a.example", at(102));
    EXPECT_EQ(inner_.calls, 3) << "a was used after b";
    (void)cache_.resolve("did:web:b.example", at(102));
    EXPECT_EQ(inner_.calls, 4);
}

TEST_F(Caching, NT12_WhatIsForgottenIsAskedAgain) {
    (void)cache_.resolve("did:web:a.example", at(100));
    cache_.forget("did:web:a.example");
    cache_.forget("did:web:never.example");
    EXPECT_EQ(cache_.size(), 0U);
    (void)cache_.resolve("did:web:a.example", at(100));
    EXPECT_EQ(inner_.calls, 2);
}

TEST_F(Caching, WhatIsNotFetchedIsNotKept) {
    for (const auto* did : {"did:key:z6Mk", "did:jwk:e30", "did:example:1", "did:", "did:web:a#b"}) {
        (void)cache_.resolve(did, at(100));
    }
    EXPECT_EQ(cache_.size(), 0U);
    (void)cache_.resolve("https://example.org/issuers/1", at(100));
    EXPECT_EQ(cache_.size(), 1U);
}

TEST(CachingThreads, ManyAtOnce) {
    CountingResolver inner;
    CachingResolver cache(inner, {.max_entries = 8});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&cache, t] {
            for (int i = 0; i < 500; ++i) {
                const auto did = "did:web:h" + std::to_string((i + t) % 12) + ".example";
                const auto resolution = cache.resolve(did, at(100));
                if (!resolution || resolution->document.id != did) ADD_FAILURE() << did;
                if (i % 50 == 0) cache.forget(did);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_LE(cache.size(), 8U);
}

}  // namespace
}  // namespace blason::did
