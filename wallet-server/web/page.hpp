// The frame around every page: head, navigation, language, and the header fields of an HTML answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/http/message.hpp"
#include "wallet-server/web/dependencies.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

/// What other sites show of a page when somebody shares it (ogp.me).
struct OpenGraph {
    std::string url;    ///< absolute
    std::string image;  ///< absolute
};

struct Page {
    std::string_view name;  ///< templates/NAME.mustache
    std::string title;
    std::string description;
    std::string_view section = {};  ///< "issue", "wallet", "verify", "account": the marked entry of the navigation
    bool is_private = false;        ///< search engines are asked to stay away
    bool has_form = false;          ///< the data gets the form token as `csrf`
    int status = 200;
    std::string path = {};  ///< where the other language is found; empty: the path of the request
    std::optional<OpenGraph> open_graph = {};
    std::string query = {};        ///< raw, kept when the language is changed
    std::string form_target = {};  ///< origin elsewhere to which the answer to a form may send the browser
    int refresh_seconds = 0;       ///< until the browser asks for the page again; 0: it does not
};

/// Renders the page in the language the request asks for, in a frame, as an HTML answer with a strict
/// Content-Security-Policy: no script, and style, images and forms only from here.
http::Response show(const Page& page, json::Object data, const http::Request& request,
                    const PageDependencies& dependencies);

/// The value of a form's field; empty when it is absent.
std::string_view value_of(const std::vector<http::FormField>& form, std::string_view name);

Language language_of(const http::Request& request);

/// The page for an Error: what happened in plain words, the stable code and the request's reference.
http::Response show_error(const Error& error, const http::Request& request, const PageDependencies& dependencies);

/// The fields of a form that came from one of our own pages. Errors "form-syntax" (it cannot be read) and
/// "form-not-ours" (Forbidden; see form_guard.hpp).
Result<std::vector<http::FormField>> read_form(const http::Request& request, const PageDependencies& dependencies);

/// True when the client prefers a page to data: a browser, by its Accept field. Programs that say nothing get data.
bool wants_page(const http::Request& request);

}  // namespace blason::web
