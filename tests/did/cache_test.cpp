#include "did/cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <stdexcept>
#include <thread>

#include "tests/did/scripted_client.hpp"

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
        resolution.metadata.ttl = ttl;
        return resolution;
    }
    int calls = 0;
    std::optional<Error> failure;
    std::optional<std::chrono::seconds> ttl;

  private:
    std::mutex mutex_;
};

ResolveOptions at(std::int64_t seconds) {
    return {Instant{seconds, 0}};
}

class Caching : public testing::Test {
  protected:
    CountingResolver inner_;
    CachingResolver cache_{inner_, {.max_entries = 2, .max_age = std::chrono::seconds(60), .jitter_percent = 0}};
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

/// A host that wants its keys asked for again soon is asked, though not more than once a minute.
TEST(CachingHttp, NT12_TheHostSaysHowLong) {
    test::ScriptedClient client;
    MethodResolver methods(client);
    CachingResolver cache(methods, {.jitter_percent = 0});
    const auto times_asked = [&](const char* cache_control, std::int64_t later) {
        net::FetchReply reply;
        reply.status = 200;
        reply.body = R"({"id":"did:web:a.example"})";
        if (*cache_control != 0) reply.headers = {{"cache-control", cache_control}};
        client.answer_with("https://a.example/.well-known/did.json", reply);
        client.requests.clear();
        cache.forget("did:web:a.example");
        EXPECT_TRUE(cache.resolve("did:web:a.example", at(1000)));
        EXPECT_TRUE(cache.resolve("did:web:a.example", at(1000 + later)));
        return client.requests.size();
    };
    EXPECT_EQ(times_asked("", 899), 1U);
    EXPECT_EQ(times_asked("", 900), 2U);
    EXPECT_EQ(times_asked("public, max-age=300", 299), 1U);
    EXPECT_EQ(times_asked("public, max-age=300", 300), 2U);
    EXPECT_EQ(times_asked("max-age=86400", 900), 2U) << "never longer than our own limit";
    EXPECT_EQ(times_asked("no-store", 59), 1U);
    EXPECT_EQ(times_asked("no-store", 60), 2U);
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
    for (const auto* did : {"did:key:z6Mk", "did:jwk:e30", "did:peer:0z6Mk", "did:", "did:web:a#b"}) {
        (void)cache_.resolve(did, at(100));
    }
    EXPECT_EQ(cache_.size(), 0U);
    (void)cache_.resolve("https://example.org/issuers/1", at(100));
    EXPECT_EQ(cache_.size(), 1U);
}

TEST_F(Caching, AMethodThatNobodyKnowsIsNotKept) {
    inner_.failure = refused("METHOD_NOT_SUPPORTED", "Not known.");
    (void)cache_.resolve("did:example:1", at(100));
    EXPECT_EQ(cache_.size(), 0U);
}

TEST_F(Caching, VersionsAreKeptApart) {
    ResolveOptions first = at(100);
    first.version.number = 1;
    (void)cache_.resolve("did:webvh:a", at(100));
    (void)cache_.resolve("did:webvh:a", first);
    (void)cache_.resolve("did:webvh:a", first);
    EXPECT_EQ(inner_.calls, 2);
}

TEST_F(Caching, AControllerMayWantLess) {
    inner_.ttl = std::chrono::seconds(10);
    (void)cache_.resolve("did:webvh:a", at(100));
    (void)cache_.resolve("did:webvh:a", at(109));
    EXPECT_EQ(inner_.calls, 1);
    (void)cache_.resolve("did:webvh:a", at(110));
    EXPECT_EQ(inner_.calls, 2);
    inner_.ttl = std::chrono::seconds(1'000'000);
    (void)cache_.resolve("did:webvh:b", at(100));
    (void)cache_.resolve("did:webvh:b", at(160));
    EXPECT_EQ(inner_.calls, 4) << "more than our own limit is not given";
    inner_.ttl = std::chrono::seconds(0);
    (void)cache_.resolve("did:webvh:c", at(100));
    (void)cache_.resolve("did:webvh:c", at(100));
    EXPECT_EQ(inner_.calls, 6) << "not to be remembered at all";
}

/// NT11: what was fetched in one moment does not all end in one moment.
TEST(CachingAges, EndALittleApart) {
    CountingResolver inner;
    CachingResolver cache(inner, {.max_entries = 1000, .max_age = std::chrono::seconds(1000), .jitter_percent = 10});
    const auto ask_all = [&](std::int64_t second) {
        inner.calls = 0;
        for (int i = 0; i < 200; ++i) (void)cache.resolve("did:web:h" + std::to_string(i) + ".example", at(second));
        return inner.calls;
    };
    EXPECT_EQ(ask_all(0), 200);
    EXPECT_EQ(ask_all(899), 0) << "none ends before nine tenths";
    const int ended = ask_all(950);
    EXPECT_GT(ended, 50);
    EXPECT_LT(ended, 150);
}

/// Answers only when it is told to.
class SlowResolver : public Resolver {
  public:
    Result<Resolution> resolve(std::string_view did, const ResolveOptions&) override {
        std::unique_lock lock(mutex_);
        ++calls;
        go_on_.wait(lock, [&] { return open_; });
        if (fails) throw std::runtime_error("test");
        Resolution resolution;
        resolution.document.id = did;
        return resolution;
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        go_on_.notify_all();
    }
    int calls = 0;
    bool fails = false;

  private:
    std::mutex mutex_;
    std::condition_variable go_on_;
    bool open_ = false;
};

/// NT13: many that ask for the same thing at the same time make one request.
TEST(CachingThreads, NT13_OneAsksAndTheOthersWait) {
    SlowResolver inner;
    CachingResolver cache(inner);
    std::atomic<int> answered{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            const auto resolution = cache.resolve("did:web:a.example", at(100));
            if (resolution && resolution->document.id == "did:web:a.example") ++answered;
        });
    }
    inner.open();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(answered, 8);
    EXPECT_EQ(inner.calls, 1);
}

TEST(CachingThreads, WhoGivesUpLeavesNobodyWaiting) {
    SlowResolver inner;
    inner.fails = true;
    inner.open();
    CachingResolver cache(inner);
    EXPECT_THROW((void)cache.resolve("did:web:a.example", at(100)), std::runtime_error);
    EXPECT_THROW((void)cache.resolve("did:web:a.example", at(100)), std::runtime_error) << "asked again, not stuck";
    EXPECT_EQ(inner.calls, 2);
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
