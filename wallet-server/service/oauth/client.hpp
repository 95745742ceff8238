// A program that may ask people for access: what it said about itself when it registered (RFC 7591 section 2, as Open
// Badges 3.0 narrows it down).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/value.hpp"
#include "wallet-server/service/oauth/scope.hpp"

namespace blason::service::oauth {

inline constexpr std::string_view kAuthorizationCode = "authorization_code";
inline constexpr std::string_view kRefreshToken = "refresh_token";

/// How a client says who it is.
enum class AuthMethod {
    SecretBasic,    ///< "client_secret_basic" (RFC 6749 section 2.3.1)
    PrivateKeyJwt,  ///< "private_key_jwt" (RFC 7523), with the keys it registered
    Attestation,    ///< "attest_jwt_client_auth": its maker vouches for it
    None            ///< "none": a public client; PKCE and DPoP are all it has
};
std::string_view name_of(AuthMethod method);

/// What a client did not say is empty.
struct ClientMetadata {
    std::string name;
    std::string uri;
    std::string logo_uri;  ///< kept and repeated, never fetched and never shown
    std::string tos_uri;
    std::string policy_uri;
    std::string software_id;
    std::string software_version;
    std::vector<std::string> redirect_uris;
    Scopes scopes;  ///< those we know, and of credentials
    std::vector<std::string> grant_types;
    std::vector<std::string> contacts;
    AuthMethod auth_method = AuthMethod::SecretBasic;
    json::Value jwks = nullptr;  ///< a checked JWK Set of public keys, of private_key_jwt; null: none

    [[nodiscard]] std::string host() const;  ///< of its URLs: what the person knows it by
};

struct MetadataRules {
    bool allow_loopback = false;  ///< plain http to 127.0.0.1, [::1] and localhost, as the demo is reached itself
    Scopes credentials = {};      ///< scopes that stand for credentials (OpenID4VCI 1.0 section 5.1.2)
};

/// Reads a registration request. Whoever wants to get at people's badges says all that Open Badges 3.0 asks for; a
/// wallet that wants credentials needs no more than RFC 7591 does. All URLs are https and of one host, that of
/// client_uri; without it there are only redirect_uris, which may have a scheme of their own. Of the scopes those we
/// know are kept. Unknown members are passed over (RFC 7591 section 2). Errors with the codes of RFC 7591
/// section 3.2.2: "invalid_redirect_uri", "invalid_client_metadata", "invalid_software_statement" (none is accepted).
Result<ClientMetadata> read_client_metadata(const json::Value& request, const MetadataRules& rules);
/// An https URL of a public host without fragment, or one of loopback where the rules allow it; or, for an application
/// on somebody's device, a scheme of its own: a domain backwards (RFC 8252 section 7.1).
bool is_redirect_uri(std::string_view uri, const MetadataRules& rules);
/// The same as JSON, for the answer and for the store.
json::Object to_json(const ClientMetadata& metadata);
/// What to_json made.
ClientMetadata from_json(const json::Value& stored);

struct Client {
    std::string org;
    std::string id;
    ClientMetadata metadata;
    Instant issued;
    std::string instance = {};  ///< thumbprint of the key that its attestation vouches for; empty: no attestation
    bool registered = true;     ///< or somebody vouches for it; else `id` is what it calls itself, and may be empty
};

}  // namespace blason::service::oauth
