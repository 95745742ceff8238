#include "wallet-server/http/message.hpp"

#include "engine/text/percent.hpp"
#include "wallet-server/http/grammar.hpp"

namespace blason::http {

void Fields::set(std::string name, std::string value) {
    std::erase_if(fields_, [&](const auto& field) { return text::equal_without_case(field.first, name); });
    add(std::move(name), std::move(value));
}

void Fields::add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
}

std::optional<std::string_view> Fields::find(std::string_view name) const {
    for (const auto& [key, value] : fields_) {
        if (text::equal_without_case(key, name)) return value;
    }
    return std::nullopt;
}

std::optional<std::string> Request::query_param(std::string_view name) const {
    std::string_view rest = query;
    while (!rest.empty()) {
        const auto pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        const auto key = text::percent_decode(pair.substr(0, equals), text::Plus::Space);
        if (key == name) return text::percent_decode(pair.substr(std::min(equals + 1, pair.size())), text::Plus::Space);
    }
    return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    for (const auto& [key, value] : fields.all()) {
        if (!text::equal_without_case(key, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || trim_ows(pair.substr(0, equals)) != name) continue;
            auto content = trim_ows(pair.substr(equals + 1));
            if (content.size() >= 2 && content.front() == '"' && content.back() == '"') {
                content = content.substr(1, content.size() - 2);
            }
            return std::string(content);
        }
    }
    return std::nullopt;
}

namespace {

Response with_type(int status, std::string body, const char* type) {
    Response response;
    response.status = status;
    response.fields.set("Content-Type", type);
    response.body = std::move(body);
    return response;
}

}  // namespace

Response Response::json(int status, std::string body) {
    return with_type(status, std::move(body), "application/json");
}
Response Response::html(int status, std::string body) {
    return with_type(status, std::move(body), "text/html; charset=utf-8");
}
Response Response::text(int status, std::string body) {
    return with_type(status, std::move(body), "text/plain; charset=utf-8");
}
Response Response::redirect(std::string location) {
    Response response;
    response.status = 303;
    response.fields.set("Location", safe_header_value(location));
    return response;
}

std::string safe_header_value(std::string_view value) {
    constexpr std::string_view kEnds("\r\n\0", 3);
    return std::string(value.substr(0, value.find_first_of(kEnds)));
}

}  // namespace blason::http
