#include "wallet-server/api/authorize.hpp"

#include "wallet-server/api/request.hpp"

namespace blason::api {
namespace {

using http::Access;
using service::Role;

Error forbidden(std::string code, std::string detail) {
    return {std::move(code), std::move(detail), "", ErrorKind::Forbidden};
}

bool role_allows(Role role, Access access) {
    if (role == Role::Admin) return true;
    switch (access) {
        case Access::Published:
        case Access::Public:
            return true;
        case Access::Issuer:
            return role == Role::Issuer;
        case Access::Verifier:
            return role == Role::Verifier;
        case Access::Coordinator:
            return role == Role::Issuer || role == Role::Verifier;
        case Access::Holder:
            return role == Role::Holder;
        case Access::Admin:
            return false;
    }
    return false;
}

/// "http://host:port" -> "host:port".
std::string_view authority(std::string_view url) {
    const auto start = url.find("://");
    if (start == std::string_view::npos) return url;
    const auto rest = url.substr(start + 3);
    return rest.substr(0, rest.find('/'));
}

bool is_loopback_host(std::string_view host) {
    const auto name = host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.rfind(':'));
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

/// Without API keys the browser is what an attacker would borrow: a name that merely resolves to loopback is refused
/// (DNS rebinding), on pages too.
Result<void> our_host(const http::Request& request, const service::PublicUrls& urls) {
    const auto host = request.fields.find("Host").value_or("");
    if (is_loopback_host(host) || host == authority(urls.base())) return {};
    return forbidden("host-not-ours", "The demo answers under its own name only.");
}

/// For the same reason what other sites send is refused; pages have tokens in their forms instead.
Result<void> same_site(const http::Request& request) {
    const auto host = request.fields.find("Host").value_or("");
    if (request.method == "GET" || request.method == "HEAD") return {};
    const auto site = request.fields.find("Sec-Fetch-Site");
    const bool foreign_site = site && *site != "same-origin" && *site != "none";
    const auto origin = request.fields.find("Origin");
    const bool foreign_origin = origin && *origin != "null" && authority(*origin) != host;
    if (foreign_site || foreign_origin)
        return forbidden("cross-site-request", "This request comes from the page of another site.");
    return {};
}

/// The key's organisation is the one the request is about.
Result<void> right_organisation(const service::ApiKey& key, const http::Request& request, Services& services) {
    if (key.org.empty()) return {};
    const auto org = organisation_of(request, services);
    if (org && *org == key.org) return {};
    return forbidden("organisation-mismatch", "This API key belongs to another organisation.");
}

}  // namespace

http::Authorize make_authorize(Services& services) {
    return [&services](const http::Request& request, Access access) -> Result<void> {
        if (access == Access::Published) return {};
        if (services.demo) {
            if (auto ours = our_host(request, services.urls); !ours) return ours;
        }
        if (access == Access::Public) return {};
        if (services.demo && access != Access::Admin) return same_site(request);
        const auto token = bearer_token(request);
        if (!token)
            return Error{"api-key-missing", "Send an API key as Authorization: Bearer.", "", ErrorKind::Unauthorized};
        const auto key = services.access.find(*token);
        if (!key) return key.error();
        if (!role_allows(key->role, access)) return forbidden("role-missing", "This API key has another role.");
        return right_organisation(*key, request, services);
    };
}

}  // namespace blason::api
