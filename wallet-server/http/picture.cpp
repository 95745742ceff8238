#include "wallet-server/http/picture.hpp"

namespace blason::http {

Response picture(std::string_view media_type, std::string bytes) {
    Response response;
    response.fields.set("Content-Type", std::string(media_type));
    response.fields.set("Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox");
    response.fields.set("X-Content-Type-Options", "nosniff");
    response.body = std::move(bytes);
    return response;
}

}  // namespace blason::http
