// What every store must do about requests for presentations.
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.hpp"
#include "wallet-server/storage/sqlite_store.hpp"

namespace blason::storage {
namespace {

class PresentationStoreContract : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = SqliteStore::open(folder_.path() + "/blason.db", 1000);
        ASSERT_TRUE(opened) << opened.error().detail;
        store_ = std::move(*opened);
        const KeyRow key{"alpha", "key-1", "Ed25519", 1, Bytes{1}, "not-a-key", 1};
        ASSERT_TRUE(store_->create_organisation({"alpha", "{}", 1}, key, audit()));
    }
    static Audit audit() { return {"alpha", "presentation.test", "object", "test", "", 5000}; }
    static PresentationRequestRow row(const std::string& id, std::uint8_t handle, std::int64_t created = 100) {
        return {"alpha", id, Bytes{handle}, Bytes{7}, "open", {}, created, created + 100, 0, {}, 0};
    }
    PresentationRequestRow answer(const std::string& id, std::int64_t at) {
        auto out = *store_->presentation_request("alpha", id);
        out.state = "answered";
        out.answer = Bytes{9};
        out.answered_ms = at;
        out.code_hash = Bytes{3};
        out.code_expires_ms = at + 10;
        return out;
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<Store> store_;
};

TEST_F(PresentationStoreContract, IsFoundByBothOfItsNames) {
    ASSERT_TRUE(store_->add_presentation_request(row("r1", 1), audit()));
    EXPECT_EQ(store_->presentation_request("alpha", "r1")->handle_hash, Bytes{1});
    EXPECT_EQ(store_->presentation_request_of(Bytes{1})->id, "r1");
    EXPECT_EQ(store_->presentation_request_of(Bytes{2}).error().code, "not-found");
    EXPECT_EQ(store_->presentation_request("beta", "r1").error().code, "not-found");
    EXPECT_EQ(store_->add_presentation_request(row("r2", 1), audit()).error().code, "exists");
    auto nobody = row("r3", 3);
    nobody.org = "beta";
    EXPECT_EQ(store_->add_presentation_request(nobody, audit()).error().code, "not-found");
}

TEST_F(PresentationStoreContract, TheLatestAreListedFirst) {
    for (std::uint8_t i = 1; i <= 4; ++i)
        ASSERT_TRUE(store_->add_presentation_request(row("r" + std::to_string(i), i, 100 + i % 3), audit()));
    const auto ids = [&](std::string_view org, std::size_t limit) {
        std::string out;
        const auto rows = store_->presentation_requests(org, limit);
        for (const auto& one : *rows) out += one.id;
        return out;
    };
    EXPECT_EQ(ids("alpha", 10), "r2r1r4r3");
    EXPECT_EQ(ids("alpha", 2), "r2r1");
    EXPECT_EQ(ids("beta", 10), "");
}

TEST_F(PresentationStoreContract, IsAnsweredOnceAndInTime) {
    ASSERT_TRUE(store_->add_presentation_request(row("r1", 1), audit()));
    ASSERT_TRUE(store_->add_presentation_request(row("r2", 2), audit()));
    EXPECT_TRUE(*store_->answer_presentation_request(answer("r1", 150), audit()));
    EXPECT_FALSE(*store_->answer_presentation_request(answer("r1", 151), audit()));
    EXPECT_EQ(store_->presentation_request("alpha", "r1")->answered_ms, 150);
    EXPECT_FALSE(*store_->answer_presentation_request(answer("r2", 200), audit()));
    EXPECT_EQ(store_->presentation_request("alpha", "r2")->state, "open");
}

TEST_F(PresentationStoreContract, AResponseCodeIsTakenOnceAndInTime) {
    ASSERT_TRUE(store_->add_presentation_request(row("r1", 1), audit()));
    EXPECT_FALSE(*store_->take_response_code("alpha", "r1", Bytes(), 150, audit()));
    ASSERT_TRUE(*store_->answer_presentation_request(answer("r1", 150), audit()));
    EXPECT_FALSE(*store_->take_response_code("alpha", "r1", Bytes{4}, 155, audit()));
    EXPECT_FALSE(*store_->take_response_code("alpha", "r1", Bytes{3}, 160, audit()));
    EXPECT_TRUE(*store_->take_response_code("alpha", "r1", Bytes{3}, 159, audit()));
    EXPECT_FALSE(*store_->take_response_code("alpha", "r1", Bytes{3}, 159, audit()));
}

TEST_F(PresentationStoreContract, IsForgottenADayAfterItsEnd) {
    constexpr std::int64_t kDay = 86'400'000;
    ASSERT_TRUE(store_->add_presentation_request(row("r1", 1), audit()));
    ASSERT_TRUE(store_->add_presentation_request(row("r2", 2, 200 + kDay), audit()));
    EXPECT_TRUE(store_->presentation_request("alpha", "r1"));
    ASSERT_TRUE(store_->add_presentation_request(row("r3", 3, 201 + kDay), audit()));
    EXPECT_FALSE(store_->presentation_request("alpha", "r1"));
}

}  // namespace
}  // namespace blason::storage
