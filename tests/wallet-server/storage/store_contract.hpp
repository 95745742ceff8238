// What every Store must do, whatever it is built on: one suite, run for each implementation. Its tests stand in
// store_contract*_test.cpp, by what they store; the implementations are named in store_contract_test.cpp.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "tests/support/temporary_folder.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::storage {

using Maker = std::function<Result<std::unique_ptr<Store>>(const std::string& folder)>;

struct Implementation {
    const char* name;
    Maker open;  ///< opens what is in the folder, or makes it
};

inline Audit audit_of(std::string org, std::string act, std::string object) {
    return {std::move(org), std::move(act), std::move(object), "test", "request-1", 5000};
}
inline KeyRow key_of(std::string org, std::string id) {
    return {std::move(org), std::move(id), "Ed25519", 1, Bytes{0, 1, 2, 0, 255}, "z6Mk-not-a-real-key", 5000};
}

class StoreContract : public testing::TestWithParam<Implementation> {
  protected:
    void SetUp() override { reopen(); }
    void reopen() {
        store_.reset();
        auto opened = GetParam().open(folder_.path());
        ASSERT_TRUE(opened) << opened.error().detail;
        store_ = std::move(*opened);
    }
    void make_organisation(const std::string& org, std::int64_t created_ms = 5000) {
        const OrganisationRow row{org, "{\"name\":\"" + org + "\"}", created_ms};
        ASSERT_TRUE(store_->create_organisation(row, key_of(org, "key-1"), audit_of(org, "issuer.create", org)));
    }
    void make_holder(const std::string& org, const std::string& id) {
        const HolderRow row{org, id, "Wallet of " + id, "did:example:" + id, "key-of-" + id, 6000};
        ASSERT_TRUE(store_->create_holder(row, key_of(org, row.key_id), audit_of(org, "holder.create", id)));
    }
    std::size_t audit_rows(const std::string& org) {
        auto rows = store_->audit(org, 0, 10'000);
        return rows ? rows->size() : 9'999;
    }
    template <typename T>
    static std::string code(const Result<T>& result) {
        return result ? "" : result.error().code;
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<Store> store_;
};

}  // namespace blason::storage
