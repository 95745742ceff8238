#include "engine/crypto/hash.hpp"
#include "wallet-server/api/openbadges/handlers.hpp"
#include "wallet-server/http/grammar.hpp"

namespace blason::api::openbadges {
namespace {

/// RFC 9110 section 13.1.2, by weak comparison.
bool has_this(const http::Request& request, std::string_view etag) {
    const auto field = request.fields.find("If-None-Match");
    return field && (*field == "*" || field->find(etag) != std::string_view::npos);
}

}  // namespace

http::Response conditional(const http::Request& request, std::string json_text) {
    const std::string etag = "\"" + to_hex(crypto::sha256(json_text).bytes()).substr(0, 32) + "\"";
    http::Response response;
    if (has_this(request, etag)) {
        response.status = 304;
    } else {
        response = http::Response::json(200, std::move(json_text));
    }
    response.fields.set("ETag", etag);
    return response;
}

std::string media_type_of(const http::Request& request) {
    const auto field = request.fields.find("Content-Type").value_or("");
    return text::lower(http::trim_ows(field.substr(0, field.find(';'))));
}

}  // namespace blason::api::openbadges
