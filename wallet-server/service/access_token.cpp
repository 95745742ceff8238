// The only file that sees cpp-jwt. Of its reading half nothing is used on bytes that are not authenticated yet: it
// takes the algorithm from the token and compares MACs letter by letter.
#include "wallet-server/service/access_token.hpp"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <jwt/jwt.hpp>
#pragma GCC diagnostic pop

#include "engine/crypto/seal.hpp"
#include "engine/text/base64url.hpp"
#include "wallet-server/service/derived_key.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kMaxToken = 4096;

/// RFC 9068 section 2.1. There is one algorithm and one type, so there is one header.
jwt::jwt_header header() {
    jwt::jwt_header header{jwt::algorithm::HS256};
    header.add_header("typ", "at+jwt");
    return header;
}
const std::string& header_text() {
    static const std::string text = header().base64_encode();
    return text;
}

jwt::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}

std::string mac_of(const crypto::SecretBytes& key, std::string_view input) {
    const auto reading = key.read();
    const auto mac = jwt::HMACSign<jwt::algo::HS256>::sign(view(as_text(reading.bytes())), view(input));
    return text::base64url_encode(as_bytes(mac.first));
}

Error invalid(std::string detail) {
    return {"invalid_token", std::move(detail), "", ErrorKind::Unauthorized};
}

}  // namespace

AccessTokens::AccessTokens(const crypto::SecretBytes& master, const PublicUrls& urls)
    : key_(derived_key(master, "blason access token")), urls_(urls) {}

std::string AccessTokens::write(const AccessClaims& claims) const {
    jwt::jwt_payload payload;
    payload.add_claim("iss", urls_.base());
    payload.add_claim("aud", urls_.base());
    payload.add_claim("sub", claims.account);
    payload.add_claim("client_id", claims.client);
    payload.add_claim("scope", claims.scope);
    payload.add_claim("org", claims.org);
    payload.add_claim("grant", claims.grant);
    payload.add_claim("jti", claims.id);
    payload.add_claim("iat", claims.issued.seconds);
    payload.add_claim("exp", claims.expires.seconds);
    if (!claims.jkt.empty()) payload.add_claim("cnf", json_t{{"jkt", claims.jkt}});
    const std::string input = header_text() + "." + payload.base64_encode();
    return input + "." + mac_of(key_, input);
}

Result<AccessClaims> AccessTokens::read(std::string_view token, Instant now) const {
    const Error unknown = invalid("This is no access token of this server.");
    const auto dot = token.rfind('.');
    if (token.size() > kMaxToken || dot == std::string_view::npos) return unknown;
    const auto input = token.substr(0, dot);
    if (!input.starts_with(header_text() + ".")) return unknown;
    if (!crypto::constant_time_equal(as_bytes(mac_of(key_, input)), as_bytes(token.substr(dot + 1)))) return unknown;

    // From here on the text is our own.
    try {
        jwt::jwt_payload payload;
        payload.decode(view(input.substr(header_text().size() + 1)));
        const auto text = [&](const char* name) { return payload.get_claim_value<std::string>(name); };
        const auto instant = [&](const char* name) { return Instant{payload.get_claim_value<std::int64_t>(name), 0}; };
        AccessClaims claims{text("jti"),       text("org"),   text("grant"),  text("sub"),
                            text("client_id"), text("scope"), instant("iat"), instant("exp")};
        if (payload.has_claim("cnf")) claims.jkt = payload.get_claim_value<json_t>("cnf").at("jkt");
        // After a change of the base URL, older tokens are for another audience.
        if (text("iss") != urls_.base() || text("aud") != urls_.base())
            return invalid("This access token is for another server.");
        if (now >= claims.expires) return invalid("This access token has expired.");
        return claims;
    } catch (const std::exception&) {
        return unknown;
    }
}

}  // namespace blason::service
