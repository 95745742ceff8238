// Callbacks of exchanges: told beside the exchange, and again when nobody was there.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "wallet-server/service/vcalm/callbacks.hpp"

namespace blason {
namespace {

using service::vcalm::CallbackLimits;
using service::vcalm::Callbacks;

/// Answers one after another what it is told to, and the last of it for ever.
class Coordinator : public net::HttpClient {
  public:
    explicit Coordinator(std::vector<Result<int>> answers) : answers_(std::move(answers)) {}

    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return open_; });
        const auto& answer = answers_[std::min(got.size(), answers_.size() - 1)];
        got.push_back(request);
        changed_.notify_all();
        if (!answer) return answer.error();
        net::FetchReply reply;
        reply.status = *answer;
        return reply;
    }
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(changed_.wait_for(lock, std::chrono::minutes(1), [&] { return got.size() >= count; }));
    }
    void close() { set_open(false); }
    void open() { set_open(true); }
    std::size_t count() {
        const std::lock_guard lock(mutex_);
        return got.size();
    }

    std::vector<net::FetchRequest> got;

  private:
    void set_open(bool value) {
        const std::lock_guard lock(mutex_);
        open_ = value;
        changed_.notify_all();
    }

    std::vector<Result<int>> answers_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = true;
};

constexpr CallbackLimits kFast{1000, 4, std::chrono::milliseconds(1), std::chrono::milliseconds(2000)};

TEST(ExchangeCallbacks, WhatIsToldIsWhatTheStandardSays) {
    Coordinator coordinator({200});
    Callbacks callbacks(coordinator, kFast);
    callbacks.tell("https://coordinator.example/callbacks/1", "https://us.example/workflows/w/exchanges/x");
    coordinator.wait_for(1);
    const auto& request = coordinator.got.front();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, "https://coordinator.example/callbacks/1");
    EXPECT_EQ(request.content_type, "application/json");
    EXPECT_EQ(request.body, R"({"event":{"data":{"exchangeId":"https://us.example/workflows/w/exchanges/x"}}})");
}

TEST(ExchangeCallbacks, WhoIsNotThereIsToldAgainAndNotForEver) {
    Coordinator coordinator({503, Error{"fetch-failed", "", "", ErrorKind::Unavailable}, 429, 500});
    {
        Callbacks callbacks(coordinator, kFast);
        callbacks.tell("https://coordinator.example/", "x");
        coordinator.wait_for(4);
        // One more would come before this one.
        callbacks.tell("https://coordinator.example/second", "y");
        coordinator.wait_for(8);
    }
    EXPECT_EQ(coordinator.count(), 8U) << "four tries of each";
}

TEST(ExchangeCallbacks, AnAnswerAndARefusedAddressAreTheEnd) {
    Coordinator coordinator({400, Error{"fetch-refused", "", "", ErrorKind::Refused}, 200});
    {
        Callbacks callbacks(coordinator, kFast);
        callbacks.tell("https://coordinator.example/a", "x");
        coordinator.wait_for(1);
        callbacks.tell("https://169.254.169.254/b", "x");
        coordinator.wait_for(2);
        callbacks.tell("https://coordinator.example/c", "x");
        coordinator.wait_for(3);
    }
    ASSERT_EQ(coordinator.count(), 3U);
    EXPECT_EQ(coordinator.got.back().url, "https://coordinator.example/c");
}

TEST(ExchangeCallbacks, NobodyWaitsAndNotTooManyAreKept) {
    Coordinator coordinator({200});
    coordinator.close();
    CallbackLimits limits = kFast;
    limits.waiting = 3;
    Callbacks callbacks(coordinator, limits);
    for (int i = 0; i < 100; ++i) callbacks.tell("https://coordinator.example/", std::to_string(i));  // returns at once
    coordinator.open();
    coordinator.wait_for(3);
    EXPECT_LE(coordinator.count(), 4U) << "three that waited, and the one that was under way";
}

}  // namespace
}  // namespace blason
