// Workflows and exchanges in a Store.
#include <atomic>
#include <thread>

#include "tests/wallet-server/storage/store_contract.hpp"

namespace blason::storage {
namespace {

constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;

ExchangeRow exchange_of(const std::string& id, std::int64_t created_ms = 10'000) {
    ExchangeRow row{"alpha", id, "w", 0, "pending", "first", "{\"a\":1}", "", created_ms, created_ms + 1000};
    return row;
}

TEST_P(StoreContract, AnExchangeMovesOnceFromOneNumberToTheNext) {
    make_organisation("alpha");
    const auto audit = audit_of("alpha", "exchange.advance", "x");
    EXPECT_EQ(code(store_->add_exchange(exchange_of("x"), audit)), "not-found") << "there is no such workflow";
    ASSERT_TRUE(store_->add_workflow({"alpha", "w", "{}", 5000}, audit_of("alpha", "workflow.create", "w")));
    EXPECT_EQ(code(store_->add_workflow({"alpha", "w", "{}", 5000}, audit)), "exists");
    EXPECT_EQ(code(store_->add_workflow({"beta", "w", "{}", 5000}, audit_of("beta", "workflow.create", "w"))),
              "not-found");
    ASSERT_TRUE(store_->add_exchange(exchange_of("x"), audit));
    ASSERT_TRUE(store_->start_exchange("alpha", "x"));
    EXPECT_EQ(store_->exchange("alpha", "x")->state, "active");
    ASSERT_TRUE(store_->note_exchange_error("alpha", "x", "{}"));
    EXPECT_EQ(store_->exchange("alpha", "x")->last_error, "{}");

    auto next = exchange_of("x");
    next.sequence = 1;
    next.state = "complete";
    next.step = "last";
    next.doc = "{\"a\":2}";
    const auto before = audit_rows("alpha");
    std::atomic<int> moved{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            const auto done = store_->advance_exchange(next, audit);
            moved += done && *done ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(moved, 1);
    EXPECT_EQ(audit_rows("alpha"), before + 1);
    ASSERT_TRUE(store_->start_exchange("alpha", "x"));
    const auto row = store_->exchange("alpha", "x");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->sequence, 1);
    EXPECT_EQ(row->state, "complete");
    EXPECT_EQ(row->step, "last");
    EXPECT_EQ(row->doc, "{\"a\":2}");
    EXPECT_EQ(row->last_error, "");
    EXPECT_EQ(code(store_->exchange("beta", "x")), "not-found");
}

TEST_P(StoreContract, WhatWasPresentedIsForgottenADayAfterItsExchange) {
    make_organisation("alpha");
    const auto audit = audit_of("alpha", "exchange.create", "x");
    ASSERT_TRUE(store_->add_workflow({"alpha", "w", "{}", 5000}, audit));
    ASSERT_TRUE(store_->add_exchange(exchange_of("old"), audit));
    ASSERT_TRUE(store_->add_exchange(exchange_of("same-day", 10'000 + kDay), audit));
    EXPECT_TRUE(store_->exchange("alpha", "old"));
    ASSERT_TRUE(store_->add_exchange(exchange_of("later", 12'000 + kDay), audit));
    EXPECT_EQ(code(store_->exchange("alpha", "old")), "not-found");
    EXPECT_TRUE(store_->exchange("alpha", "same-day"));
}

}  // namespace
}  // namespace blason::storage
