// A whole installation for one test: a data folder of its own, a clock that stands still, no network.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "engine/json/parse.hpp"
#include "tests/support/requests.hpp"
#include "tests/support/temporary_folder.hpp"
#include "wallet-server/api/authorize.hpp"
#include "wallet-server/app/app.hpp"
#include "wallet-server/http/client/offline_client.hpp"
#include "wallet-server/http/dispatch.hpp"

namespace blason::test {

class TestApp {
  public:
    using Network = std::function<std::unique_ptr<net::HttpClient>()>;

    using Settings = std::function<void(config::Config&)>;

    /// `network`: what the installation reaches; nothing when it is not given. `settings`: further ones.
    explicit TestApp(bool demo = true, const std::string& base_url = {}, Network network = {},
                     const Settings& settings = {})
        : network_(std::move(network)) {
        if (settings) settings(config_);
        config_.base_url = base_url;
        config_.data = folder_.file("data");
        config_.demo = demo;
        if (!demo) {
            config_.key_file = folder_.file("master.key");
            const auto key = storage::write_secret_file(config_.key_file, std::string(64, 'a'));  // a test key
            EXPECT_TRUE(key);
        }
        open();
    }

    /// Closes the installation and opens it again.
    void reopen() {
        app_.reset();
        open();
    }

    app::App& app() { return *app_; }
    api::Services& services() { return app_->services(); }
    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
    [[nodiscard]] std::string database() const { return folder_.file("data/blason.db"); }

    void pass_seconds(std::int64_t seconds) { now_.seconds += seconds; }

    /// Routes the request, asks whether it is allowed, and calls the handler, as the server does.
    http::Response call(http::Request request) {
        request.request_id = "test-request";
        if (!request.fields.find("Host")) request.fields.set("Host", "127.0.0.1:8080");
        const auto match = router_.match(request.method, request.path);
        if (match.route == nullptr) {
            const Error error{match.allow.empty() ? "not-found" : "method-not-allowed", "", "", ErrorKind::NotFound};
            return router_.error(error, request);
        }
        request.params = match.params;
        return http::dispatch(router_, *match.route, authorize_, request);
    }
    /// `path` may have a query.
    http::Response get(const std::string& path, const std::string& accept = "application/json") {
        auto request = request_of("GET", path);
        request.fields.set("Accept", accept);
        return call(std::move(request));
    }
    http::Response post(const std::string& path, const std::string& body, const std::string& key = {}) {
        auto request = request_with("POST", path, body);
        if (!key.empty()) request.fields.set("Authorization", "Bearer " + key);
        return call(std::move(request));
    }

  private:
    void open() {
        auto config = config::checked(config_);
        ASSERT_TRUE(config) << config.error().detail;
        app::Surroundings surroundings;
        surroundings.clock = [this] { return now_; };
        surroundings.random = &crypto::system_random();
        surroundings.outbound.client = network_ ? network_() : std::make_unique<http::OfflineClient>();
        surroundings.passphrase_cost = crypto::kTestCost;
        surroundings.password_cost = crypto::kTestCost;
        auto opened = app::App::open(*config, std::move(surroundings));
        ASSERT_TRUE(opened) << opened.error().detail;
        app_ = std::move(*opened);
        router_ = app_->router();
        authorize_ = api::make_authorize(app_->services());
    }

    TemporaryFolder folder_;
    Network network_;
    config::Config config_;
    Instant now_{1'800'000'000, 0};  // 2027-01-15T08:00:00Z
    std::unique_ptr<app::App> app_;
    http::Router router_;
    http::Authorize authorize_;
};

/// The body of an answer; null when it is not JSON.
inline json::Value body_of(const http::Response& response) {
    auto body = json::parse(response.body);
    return body ? std::move(*body) : json::Value(nullptr);
}
inline std::string text_at(const json::Value& object, std::string_view name) {
    const auto* value = json::find(object, name);
    return value != nullptr && value->is_string() ? std::string(json::view(*value)) : std::string();
}

}  // namespace blason::test
