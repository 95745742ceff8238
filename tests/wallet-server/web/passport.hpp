// A holder's passport of badges: whose it is, and how a browser brings a badge into it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/badges.hpp"
#include "tests/support/browser.hpp"

namespace blason::test {

/// "Keep it", on the page that says what is known of the badge.
inline http::Response keep_after(Browser& person, const http::Response& decision) {
    const auto document = field_of(decision, "document");
    const auto admission = field_of(decision, "admission");
    return person.post("/wallet/import/keep", {{"document", document}, {"admission", admission}});
}

/// Of conformance@imsglobal.org, whom the badges of badge_text name.
class Passport : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(app.services().issuers.create_issuer({"alpha", "Alpha", "", "https://alpha.example/", ""}, {}));
        person.sign_up("conformance@imsglobal.org");
        const auto mine = app.services().wallets.holders("alpha");
        ASSERT_TRUE(mine);
        wallet = mine->front().id;
    }
    std::string badge(const BadgeOf& of = {}) { return badge_text(app.services().issuers, of); }
    http::Response give(std::string_view text) {
        person.get("/wallet/import");
        return person.post("/wallet/import", {{"text", text}});
    }
    /// As a browser sends a file.
    http::Response give_file(const std::string& bytes) {
        person.get("/wallet/import");
        return person.upload("/wallet/import", "file", bytes);
    }
    http::Response keep(const http::Response& decision) { return keep_after(person, decision); }
    std::vector<service::HeldCredential> held() {
        auto all = app.services().wallets.credentials("alpha", wallet);
        EXPECT_TRUE(all);
        return all ? std::move(*all) : std::vector<service::HeldCredential>();
    }
    /// The last change of the organisation, as the audit has it.
    std::string last_act() {
        const auto rows = app.services().store.audit("alpha", 0, 100);
        const auto entry = json::parse(rows->back().entry);
        return entry ? text_at(*entry, "act") : std::string();
    }

    TestApp app;
    Browser person{app};
    std::string wallet;
};

}  // namespace blason::test
