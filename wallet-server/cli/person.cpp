#include "wallet-server/cli/person.hpp"

#include <iostream>

#include "conformance/open_badges/browser.hpp"
#include "wallet-server/cli/input.hpp"
#include "wallet-server/config/config.hpp"
#include "wallet-server/http/client/curl_client.hpp"
#include "wallet-server/http/client/offline_client.hpp"
#include "wallet-server/http/client/url_rules.hpp"

namespace blason::cli {
namespace {

Result<conformance::Login> read_login(const std::string& file) {
    const auto text = read_input(file);
    if (!text) return text.error();
    const Error wrong{"login-file", "The login file has two lines: the name, and the password.", "", ErrorKind::Usage};
    const auto line_end = text->find('\n');
    if (line_end == std::string::npos) return wrong;
    const auto line = [&](std::size_t begin) {
        auto part = text->substr(begin, text->find('\n', begin) - begin);
        if (part.ends_with('\r')) part.pop_back();
        return part;
    };
    conformance::Login login{line(0), line(line_end + 1)};
    if (login.user.empty() || login.password.empty()) return wrong;
    return login;
}

}  // namespace

Result<std::string> ask_person(const std::string& url) {
    std::cerr
        << "Open this address in a browser, sign in and agree:\n\n  " << url
        << "\n\nThe browser then goes to an address that begins with the redirect URI (nothing needs to be there).\n"
           "Paste that address here: "
        << std::flush;
    std::string address;
    std::getline(std::cin, address);
    const auto query = address.find('?');
    if (query == std::string::npos)
        return refused("authorization-state", "The address has no query: it is no answer of a host.");
    return address.substr(query + 1, address.find('#') - query - 1);
}

Authorize play_person(const std::string& login_file, const std::string& home, net::HttpClient& client) {
    return [=, &client](const std::string& url) -> Result<std::string> {
        const auto login = read_login(login_file);
        if (!login) return login.error();
        conformance::Browser browser(client, home);
        return conformance::sign_in_and_agree(browser, url, *login);
    };
}

bool is_loopback(const std::string& address) {
    const auto url = http::check_url(address, true);
    return url && config::is_loopback(url->host);
}

std::unique_ptr<net::HttpClient> client_for(const std::string& address, bool offline) {
    if (offline) return std::make_unique<http::OfflineClient>();
    http::CurlOptions options;
    options.allow_loopback_http = is_loopback(address);
    return std::make_unique<http::CurlClient>(options);
}

}  // namespace blason::cli
