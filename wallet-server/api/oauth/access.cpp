#include "wallet-server/api/oauth/access.hpp"

#include "engine/crypto/signature_algorithm.hpp"
#include "wallet-server/api/oauth/answers.hpp"
#include "wallet-server/http/grammar.hpp"

namespace blason::api::oauth {
namespace {

Error invalid_request(std::string detail) {
    return malformed("invalid_request", std::move(detail));
}

struct Shown {
    bool is_dpop = false;  ///< the scheme is DPoP
    std::string_view token;
};

/// RFC 6750 section 2: one way, one token.
Result<Shown> only_token(const http::Request& request) {
    std::vector<std::string_view> fields;
    for (const auto& [name, value] : request.fields.all())
        if (text::equal_without_case(name, "Authorization")) fields.emplace_back(value);
    if (fields.size() > 1) return invalid_request("There are two Authorization fields.");
    // In a query it would end in logs and histories; RFC 9700 section 4.3.2 forbids it.
    if (request.query_param("access_token"))
        return invalid_request("Access tokens are taken from the Authorization field only.");
    const auto field = fields.empty() ? std::string_view() : fields.front();
    const auto space = field.find(' ');
    const auto scheme = field.substr(0, space);
    const auto token = space == std::string_view::npos ? std::string_view() : http::trim_ows(field.substr(space));
    const bool is_dpop = text::equal_without_case(scheme, "DPoP");
    if (token.empty() || (!is_dpop && !text::equal_without_case(scheme, "Bearer")))
        return Error{"token-missing", "Send an access token as Authorization: Bearer, or DPoP.", "",
                     ErrorKind::Unauthorized};
    return Shown{is_dpop, token};
}

Error unauthorized(std::string code, std::string detail) {
    return {std::move(code), std::move(detail), "", ErrorKind::Unauthorized};
}

/// RFC 9449 section 7.1: a token that is bound to a key comes with a proof of it, and in no other way.
Result<void> check_binding(const http::Request& request, const Shown& shown, const service::oauth::Access& access,
                           Services& services) {
    if (access.jkt.empty() && !shown.is_dpop) return {};
    if (access.jkt.empty()) return unauthorized("invalid_token", "This access token is bound to no key.");
    if (!shown.is_dpop)
        return unauthorized("invalid_token", "This access token is bound to a key: send it as DPoP with a proof.");
    auto key = dpop_key_of(request, services, shown.token);
    if (!key) {
        auto error = std::move(key).error();
        if (error.kind == ErrorKind::Refused) error.kind = ErrorKind::Unauthorized;
        return error;
    }
    if (key->empty()) return unauthorized("invalid_dpop_proof", "There is no DPoP proof.");
    if (*key != access.jkt) return unauthorized("invalid_token", "This access token is bound to another key.");
    return {};
}

bool is_about_the_proof(const Error& error) {
    return error.code == "invalid_dpop_proof" || error.code == "use_dpop_nonce";
}

std::string algorithms() {
    std::string names;
    for (const auto& row : crypto::signature_algorithms()) names.append(names.empty() ? "" : " ").append(row.name);
    return names;
}

}  // namespace

Result<service::oauth::Access> check_token(const http::Request& request, Services& services) {
    const auto shown = only_token(request);
    if (!shown) return shown.error();
    auto access = services.grants.check(shown->token);
    if (!access) return access;
    if (auto bound = check_binding(request, *shown, *access, services); !bound) return std::move(bound).error();
    const auto issuer = request.params.find("issuer");
    if (issuer != request.params.end() && issuer->second != access->org)
        return Error{"insufficient_scope", "This access token was not granted for that.", "", ErrorKind::Forbidden};
    return access;
}

Result<service::oauth::Access> check_access(const http::Request& request, Services& services, std::string_view scope) {
    auto access = check_token(request, services);
    if (access && !access->allows(scope))
        return Error{"insufficient_scope", "This access token was not granted for that.", "", ErrorKind::Forbidden};
    return access;
}

http::Response with_challenge(http::Response response, const Error& error, std::string_view scope, Services& services) {
    const bool challenged =
        error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden || error.code == "invalid_request";
    if (!challenged) return response;
    std::string details;
    // RFC 6750 section 3.1: who sent no token is not told about errors.
    if (error.code == "invalid_token" || error.code == "insufficient_scope" || error.code == "invalid_request" ||
        is_about_the_proof(error))
        details.append(", error=\"").append(error.code).append("\", error_description=\"").append(error.detail) += '"';
    if (error.code == "insufficient_scope" && !scope.empty()) details.append(", scope=\"").append(scope) += '"';
    const auto dpop = "DPoP algs=\"" + algorithms() + "\"";
    if (is_about_the_proof(error)) {
        response.fields.set("WWW-Authenticate", dpop + details);
        response.fields.set("DPoP-Nonce", services.dpop.next_nonce());
        return response;
    }
    response.fields.set("WWW-Authenticate", "Bearer realm=\"blason\"" + details);
    if (error.kind == ErrorKind::Unauthorized && services.dpop.announced())
        response.fields.add("WWW-Authenticate", dpop);
    return response;
}

}  // namespace blason::api::oauth
