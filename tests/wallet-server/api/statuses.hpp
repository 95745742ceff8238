// A server with one issuer, whose credentials get and change their statuses.
#pragma once

#include <gtest/gtest.h>

#include "engine/json/serialize.hpp"
#include "tests/support/test_app.hpp"
#include "vc/status/bitstring.hpp"

namespace blason::test {

inline constexpr const char* kBase = "http://127.0.0.1:8080";
inline constexpr const char* kCredential = R"({
  "@context": ["https://www.w3.org/ns/credentials/v2"],
  "type": ["VerifiableCredential"],
  "credentialSubject": {"id": "did:example:subject"}
})";

class Statuses : public testing::Test {
  protected:
    void SetUp() override {
        const auto made = app.services().issuers.create_issuer({"alpha", "Alpha", "", "", ""}, {});
        ASSERT_TRUE(made) << made.error().detail;
        issuer = *made;
    }
    std::string issued(const std::string& options = "{}") {
        const auto response = app.post("/credentials/issue",
                                       std::string("{\"credential\":") + kCredential + ",\"options\":" + options + "}");
        EXPECT_EQ(response.status, 201) << response.body;
        return response.body;
    }
    http::Response verify(const std::string& credential) {
        return app.post("/credentials/verify", "{\"verifiableCredential\":" + credential + "}");
    }
    static std::string id_of(const std::string& credential) { return text_at(*json::parse(credential), "id"); }
    static std::string change(const std::string& id, const std::string& purpose, const std::string& status) {
        return R"({"credentialId":")" + id +
               R"(","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":")" + purpose +
               R"("},"status":)" + status + "}";
    }
    http::Response set(const std::string& credential, const std::string& purpose, const std::string& status = "true") {
        return app.post("/credentials/status", change(id_of(credential), purpose, status));
    }
    static json::Value entry_of(const std::string& credential, const std::string& purpose) {
        const auto document = *json::parse(credential);
        const auto* status = json::find(document, "credentialStatus");
        if (status != nullptr && status->is_array()) {
            for (const auto& entry : status->get_array())
                if (text_at(entry, "statusPurpose") == purpose) return entry;
        } else if (status != nullptr) {
            return *status;
        }
        return nullptr;
    }
    static std::string path_of(const std::string& url) { return url.substr(std::string(kBase).size()); }
    /// The status in the list as it is served.
    unsigned listed(const std::string& credential, const std::string& purpose) {
        const auto entry = vc::status::read_entry(entry_of(credential, purpose), json::Path{});
        EXPECT_TRUE(entry) << entry.error().detail;
        const auto response = app.get(path_of(entry->list), "application/vc");
        EXPECT_EQ(response.status, 200) << response.body;
        const auto list = vc::status::read_list(body_of(response));
        EXPECT_TRUE(list);
        const auto value = vc::status::look_up(*entry, *list);
        EXPECT_TRUE(value) << value.error().detail;
        return value ? *value : 99;
    }
    std::size_t audited(const std::string& act) {
        const auto rows = app.services().store.audit("alpha", 0, 10'000);
        std::size_t count = 0;
        for (const auto& row : *rows)
            if (row.entry.find("\"" + act + "\"") != std::string::npos) ++count;
        return count;
    }
    static void expect_failed(const http::Response& response, const std::string& code) {
        EXPECT_EQ(response.status, 400) << response.body;
        const auto body = body_of(response);
        EXPECT_FALSE(json::find(body, "verified")->get_bool());
        bool found = false;
        for (const auto& check : json::find(body, "checks")->get_array())
            found = found || (text_at(check, "name") == "status" && text_at(check, "outcome") == "fail" &&
                              text_at(check, "code") == code);
        EXPECT_TRUE(found) << response.body;
    }

    TestApp app;
    service::Issuer issuer;
};

}  // namespace blason::test
