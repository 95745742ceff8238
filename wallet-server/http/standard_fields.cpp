#include "wallet-server/http/standard_fields.hpp"

namespace blason::http {
namespace {

constexpr const char* kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
constexpr const char* kDataPolicy = "default-src 'none'; frame-ancestors 'none'";

}  // namespace

void add_standard_fields(Response& response, std::string_view request_id, bool tls) {
    auto& fields = response.fields;
    const auto set_if_absent = [&](const char* name, std::string value) {
        if (!fields.find(name)) fields.add(name, std::move(value));
    };
    const bool page = fields.find("Content-Type").value_or("").starts_with("text/html");
    const bool shared = fields.find("Access-Control-Allow-Origin").has_value();
    set_if_absent("Cache-Control", "no-store");
    set_if_absent("Content-Security-Policy", page ? kPagePolicy : kDataPolicy);
    set_if_absent("Cross-Origin-Opener-Policy", "same-origin");
    set_if_absent("Cross-Origin-Resource-Policy", shared ? "cross-origin" : "same-origin");
    set_if_absent("Referrer-Policy", "no-referrer");
    fields.set("X-Content-Type-Options", "nosniff");
    fields.set("X-Request-Id", std::string(request_id));
    if (tls) set_if_absent("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace blason::http
