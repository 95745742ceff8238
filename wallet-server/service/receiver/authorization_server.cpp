#include "wallet-server/service/receiver/authorization_server.hpp"

#include <algorithm>

#include "wallet-server/service/badge_host/foreign_text.hpp"

namespace blason::service::receiver {
namespace {

constexpr std::size_t kMostItems = 100;

std::string address(const json::Value& metadata, std::string_view name) {
    return badge_host::secret_text(metadata, name);
}

bool flag(const json::Value& metadata, std::string_view name) {
    const auto* value = json::find(metadata, name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::vector<std::string> texts(const json::Value& metadata, std::string_view name) {
    std::vector<std::string> list;
    const auto* value = json::find(metadata, name);
    if (value == nullptr || !value->is_array()) return list;
    for (const auto& item : value->get_array())
        if (item.is_string() && list.size() < kMostItems) list.emplace_back(json::view(item));
    return list;
}

json::Array array_of(const std::vector<std::string>& texts) {
    json::Array array;
    for (const auto& text : texts) array.emplace_back(json::key(text));
    return array;
}

constexpr const char* kDetailsTypes = "authorization_details_types_supported";
constexpr const char* kOpenidCredential = "openid_credential";

}  // namespace

bool AuthorizationServer::has_grant(std::string_view type) const {
    return std::find(grant_types.begin(), grant_types.end(), type) != grant_types.end();
}

Result<AuthorizationServer> read_authorization_server(const json::Value& metadata, std::string_view expected) {
    AuthorizationServer server;
    server.issuer = address(metadata, "issuer");
    if (server.issuer.empty() || server.issuer != expected)
        return refused("authorization-server-mismatch",
                       "The metadata of the authorization server are those of another one.", "/issuer");
    server.authorization_endpoint = address(metadata, "authorization_endpoint");
    server.token_endpoint = address(metadata, "token_endpoint");
    server.par_endpoint = address(metadata, "pushed_authorization_request_endpoint");
    server.registration_endpoint = address(metadata, "registration_endpoint");
    server.par_required = flag(metadata, "require_pushed_authorization_requests");
    server.names_issuer = flag(metadata, "authorization_response_iss_parameter_supported");
    server.grant_types = texts(metadata, "grant_types_supported");
    // RFC 8414 section 2: what it means to say nothing.
    if (server.grant_types.empty()) server.grant_types = {"authorization_code", "implicit"};
    server.dpop_algorithms = texts(metadata, "dpop_signing_alg_values_supported");
    const auto details = texts(metadata, kDetailsTypes);
    server.takes_details = std::find(details.begin(), details.end(), kOpenidCredential) != details.end();
    if (server.token_endpoint.empty())
        return malformed("authorization-server-metadata", "The authorization server names no token_endpoint.",
                         "/token_endpoint");
    return server;
}

json::Object to_json(const AuthorizationServer& server) {
    json::Object out;
    out["issuer"] = json::key(server.issuer);
    for (const auto& [name, value] : {std::pair("authorization_endpoint", &server.authorization_endpoint),
                                      std::pair("token_endpoint", &server.token_endpoint),
                                      std::pair("pushed_authorization_request_endpoint", &server.par_endpoint),
                                      std::pair("registration_endpoint", &server.registration_endpoint)})
        if (!value->empty()) out[name] = json::key(*value);
    out["require_pushed_authorization_requests"] = server.par_required;
    out["authorization_response_iss_parameter_supported"] = server.names_issuer;
    out["grant_types_supported"] = array_of(server.grant_types);
    out["dpop_signing_alg_values_supported"] = array_of(server.dpop_algorithms);
    if (server.takes_details) out[kDetailsTypes] = json::Array{kOpenidCredential};
    return out;
}

}  // namespace blason::service::receiver
