#include "conformance/open_badges/browser.hpp"

#include <algorithm>

#include "engine/iri/iri.hpp"
#include "wallet-server/service/badge_host/address.hpp"

namespace blason::conformance {
namespace {

using service::badge_host::form_encoded;
using service::badge_host::origin;
using service::badge_host::Parameters;

constexpr int kMostRedirections = 10;
constexpr int kMostPages = 6;

std::string header(const net::FetchReply& reply, std::string_view name) {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return {};
}

bool says_no(const FormControl& button) {
    std::string text = button.name + " " + button.value;
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    for (const auto* word : {"deny", "cancel", "refuse", "reject", "decline", "logout", "sign_out", "signout"})
        if (text.find(word) != std::string::npos) return true;
    return text == "decision no";
}

const FormControl* button_of(const HtmlForm& form) {
    for (const auto& control : form.controls)
        if (control.type == "submit" && !says_no(control)) return &control;
    return nullptr;
}

void fill_in(HtmlForm& form, const Login& login) {
    bool named = false;
    for (auto& control : form.controls) {
        if (control.type == "password") control.value = login.password;
        const bool takes_name = control.type == "email" || control.type == "text";
        if (takes_name && !named) {
            control.value = login.user;
            named = true;
        }
    }
}

/// The form to go on with: the one with a password, else the one with the most to decide.
HtmlForm* next_form(std::vector<HtmlForm>& forms) {
    HtmlForm* best = nullptr;
    for (auto& form : forms) {
        if (form.method != "post") continue;
        if (form.has_type("password")) return &form;
        if (best == nullptr || form.controls.size() > best->controls.size()) best = &form;
    }
    return best;
}

}  // namespace

void Browser::keep_cookies(const std::string& url, const net::FetchReply& reply) {
    for (const auto& [key, value] : reply.headers) {
        if (key != "set-cookie") continue;
        const auto pair = value.substr(0, value.find(';'));
        const auto equals = pair.find('=');
        if (equals == std::string::npos) continue;
        cookies_[std::string(origin(url))][pair.substr(0, equals)] = pair.substr(equals + 1);
    }
}

std::string Browser::cookies_for(const std::string& url) const {
    const auto site = cookies_.find(std::string(origin(url)));
    std::string out;
    if (site == cookies_.end()) return out;
    for (const auto& [name, value] : site->second) {
        if (!value.empty()) out.append(out.empty() ? "" : "; ").append(name).append("=").append(value);
    }
    return out;
}

Result<Page> Browser::go(net::FetchRequest request) {
    for (int i = 0; i < kMostRedirections; ++i) {
        request.accept = "text/html";
        request.headers.clear();
        if (const auto cookies = cookies_for(request.url); !cookies.empty())
            request.headers.emplace_back("Cookie", cookies);
        if (request.method == "POST") {
            request.headers.emplace_back("Origin", std::string(origin(request.url)));
            request.headers.emplace_back("Sec-Fetch-Site", "same-origin");
        }
        auto reply = client_.fetch(request);
        if (!reply) return std::move(reply).error();
        keep_cookies(request.url, *reply);
        const auto location = header(*reply, "location");
        if (reply->status / 100 != 3 || location.empty())
            return Page{request.url, reply->status, std::move(reply->body)};
        Page there{iri::resolve(request.url, location), reply->status, {}};
        if (is_home(there)) return there;
        const bool again = reply->status == 307 || reply->status == 308;
        if (!again) {
            request.method = "GET";
            request.body.clear();
            request.content_type.clear();
        }
        request.url = there.url.substr(0, there.url.find('#'));
    }
    return refused("browser-redirections", "The host sends the browser in circles.");
}

Result<Page> Browser::open(const std::string& url) {
    net::FetchRequest request;
    request.url = url;
    return go(std::move(request));
}

Result<Page> Browser::submit(const Page& page, const HtmlForm& form, const FormControl* button) {
    Parameters values;
    for (const auto& control : form.controls) {
        if (control.name.empty() || control.type == "submit" || control.type == "button" || control.type == "reset")
            continue;
        const bool box = control.type == "checkbox" || control.type == "radio";
        if (!box || control.checked) values.emplace_back(control.name, control.value);
    }
    if (button != nullptr && !button->name.empty()) values.emplace_back(button->name, button->value);
    net::FetchRequest request;
    request.url = form.action.empty() ? page.url : iri::resolve(page.url, form.action);
    if (form.method == "post") {
        request.method = "POST";
        request.content_type = "application/x-www-form-urlencoded";
        request.body = form_encoded(values);
    } else {
        request.url = request.url.substr(0, request.url.find('?')) + "?" + form_encoded(values);
    }
    return go(std::move(request));
}

Result<std::string> sign_in_and_agree(Browser& browser, const std::string& url, const Login& login) {
    auto page = browser.open(url);
    for (int i = 0; page && !browser.is_home(*page); ++i) {
        auto forms = forms_of(page->body);
        auto* form = next_form(forms);
        if (form == nullptr || i == kMostPages) {
            return refused("browser-stuck", "The rehearsal does not get past " +
                                                page->url.substr(0, page->url.find('?')) + " (status " +
                                                std::to_string(page->status) + ").");
        }
        fill_in(*form, login);
        page = browser.submit(*page, *form, button_of(*form));
    }
    if (!page) return std::move(page).error();
    const auto query = page->url.find('?');
    return query == std::string::npos ? std::string() : page->url.substr(query + 1, page->url.find('#') - query - 1);
}

}  // namespace blason::conformance
