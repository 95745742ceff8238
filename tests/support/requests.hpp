// Requests as tests send them to the handlers of an installation.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "wallet-server/http/message.hpp"

namespace blason::test {

/// `target`: path and query.
inline http::Request request_of(std::string method, std::string_view target) {
    http::Request request;
    request.method = std::move(method);
    const auto mark = target.find('?');
    request.path = std::string(target.substr(0, mark));
    if (mark != std::string_view::npos) request.query = std::string(target.substr(mark + 1));
    return request;
}
/// With a body of that media type.
inline http::Request request_with(std::string method, std::string_view target, std::string body,
                                  std::string_view type = "application/json") {
    auto request = request_of(std::move(method), target);
    request.body = std::move(body);
    request.fields.set("Content-Type", std::string(type));
    return request;
}

}  // namespace blason::test
