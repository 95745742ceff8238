// A browser as far as our pages need one: cookies, forms with their token, no script.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/test_app.hpp"
#include "wallet-server/service/oauth/authorization.hpp"

namespace blason::test {

using Form = std::vector<std::pair<std::string_view, std::string_view>>;

/// urlencoded
inline std::string encoded(const Form& form) {
    const auto text = service::oauth::with_parameters("", form);
    return text.empty() ? text : text.substr(1);
}

class Browser {
  public:
    explicit Browser(TestApp& app, std::string address = "198.51.100.7") : app_(app), address_(std::move(address)) {}

    /// `target`: path and query.
    http::Response get(std::string_view target) {
        auto request = make("GET", target);
        return remember(app_.call(std::move(request)));
    }
    /// With the token of the last page.
    http::Response post(std::string_view target, Form form) {
        if (!csrf_.empty()) form.emplace_back("csrf", csrf_);
        auto request = make("POST", target);
        request.fields.set("Content-Type", "application/x-www-form-urlencoded");
        request.body = encoded(form);
        return remember(app_.call(std::move(request)));
    }
    /// A form with one file, as multipart/form-data, with the token of the last page.
    http::Response upload(std::string_view target, std::string_view field, std::string_view bytes) {
        auto request = make("POST", target);
        request.fields.set("Content-Type", "multipart/form-data; boundary=of-the-test");
        const auto part = [&](std::string_view disposition, std::string_view content) {
            request.body.append("--of-the-test\r\nContent-Disposition: form-data; ").append(disposition);
            request.body.append("\r\n\r\n").append(content).append("\r\n");
        };
        part("name=\"csrf\"", csrf_);
        part("name=\"" + std::string(field) + "\"; filename=\"badge\"", bytes);
        request.body.append("--of-the-test--\r\n");
        return remember(app_.call(std::move(request)));
    }
    /// Makes an account and is signed in then.
    void sign_up(std::string_view email = "ada@example.org", std::string_view password = "correct horse battery") {
        get("/signup");
        const auto answer = post("/signup", {{"email", email}, {"password", password}, {"name", "Ada"}});
        EXPECT_EQ(answer.status, 303) << answer.body;
    }
    void sign_in(std::string_view email, std::string_view password = "correct horse battery") {
        get("/login");
        const auto answer = post("/login", {{"email", email}, {"password", password}});
        EXPECT_EQ(answer.status, 303) << answer.body;
    }
    std::map<std::string, std::string>& cookies() { return cookies_; }
    void forget_form() { csrf_.clear(); }

  private:
    http::Request make(const std::string& method, std::string_view target) {
        auto request = request_of(method, target);
        request.client = address_;
        request.fields.set("Accept", "text/html");
        request.fields.set("Accept-Language", "en");
        std::string cookies;
        for (const auto& [name, value] : cookies_)
            cookies.append(cookies.empty() ? "" : "; ").append(name).append("=").append(value);
        if (!cookies.empty()) request.fields.set("Cookie", cookies);
        return request;
    }
    http::Response remember(http::Response response) {
        for (const auto& [name, value] : response.fields.all()) {
            if (name != "Set-Cookie") continue;
            const auto pair = value.substr(0, value.find(';'));
            const auto equals = pair.find('=');
            if (value.find("Max-Age=0") != std::string::npos) {
                cookies_.erase(pair.substr(0, equals));
            } else {
                cookies_[pair.substr(0, equals)] = pair.substr(equals + 1);
            }
        }
        constexpr std::string_view kToken = "name=\"csrf\" value=\"";
        if (const auto at = response.body.find(kToken); at != std::string::npos)
            csrf_ = response.body.substr(at + kToken.size(), 32);
        return response;
    }

    TestApp& app_;
    std::string address_;
    std::map<std::string, std::string> cookies_;
    std::string csrf_;
};

inline bool says(const http::Response& page, std::string_view text) {
    return page.body.find(text) != std::string::npos;
}
/// The value of the form's field of that name, as it stands in the page; empty when it is absent.
inline std::string field_of(const http::Response& page, const std::string& name) {
    const std::string begin = "name=\"" + name + "\" value=\"";
    const auto at = page.body.find(begin);
    if (at == std::string::npos) return {};
    return page.body.substr(at + begin.size(), page.body.find('"', at + begin.size()) - at - begin.size());
}
inline std::string location_of(const http::Response& response) {
    return std::string(response.fields.find("Location").value_or(""));
}
/// A parameter of the query of a URL, decoded; empty when it is absent.
inline std::string parameter_of(const std::string& url, std::string_view name) {
    http::Request request;
    const auto mark = url.find('?');
    if (mark != std::string::npos) request.query = url.substr(mark + 1);
    return request.query_param(name).value_or("");
}

}  // namespace blason::test
