// A browser without scripts: follows redirections, keeps cookies, fills in forms. It plays the person of the rehearsal.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "conformance/open_badges/html_forms.hpp"
#include "engine/base/result.hpp"
#include "engine/net/http_client.hpp"

namespace blason::conformance {

struct Page {
    std::string url;  ///< where it came from, or where a redirection pointed that was not followed
    int status = 0;
    std::string body;
};

class Browser {
  public:
    /// `home`: redirections to an address that begins so are not followed: the client is there.
    Browser(net::HttpClient& client, std::string home) : client_(client), home_(std::move(home)) {}

    /// Errors of HttpClient::fetch, "browser-redirections" (more than ten).
    Result<Page> open(const std::string& url);
    /// Sends a form of the page with its values, pressing `button` (may be nullptr).
    Result<Page> submit(const Page& page, const HtmlForm& form, const FormControl* button);

    [[nodiscard]] bool is_home(const Page& page) const { return page.url.starts_with(home_); }

  private:
    Result<Page> go(net::FetchRequest request);
    void keep_cookies(const std::string& url, const net::FetchReply& reply);
    [[nodiscard]] std::string cookies_for(const std::string& url) const;

    net::HttpClient& client_;
    std::string home_;
    std::map<std::string, std::map<std::string, std::string>> cookies_;  ///< by origin, by name
};

/// Who signs in.
struct Login {
    std::string user;
    std::string password;
};

/// Goes where the host sends a person who is asked to agree: signs in where a form has a password, agrees where none
/// has; ends when the browser is sent home.
/// Returns the query of the redirection home. Errors: "browser-stuck" (a page without a form, or the same
/// forms again and again), and those of Browser.
Result<std::string> sign_in_and_agree(Browser& browser, const std::string& url, const Login& login);

}  // namespace blason::conformance
