// Scopes (RFC 6749 section 3.3): the ones we know, and lists of them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blason::service::oauth {

// Open Badges 3.0, section "Scopes".
inline constexpr std::string_view kCredentialReadonly =
    "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly";
inline constexpr std::string_view kCredentialUpsert = "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.upsert";
inline constexpr std::string_view kProfileReadonly = "https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly";
inline constexpr std::string_view kProfileUpdate = "https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.update";
// Open Badges 2.1 (Badge Connect), section "Scopes".
inline constexpr std::string_view kAssertionReadonly =
    "https://purl.imsglobal.org/spec/ob/v2p1/scope/assertion.readonly";
inline constexpr std::string_view kAssertionCreate = "https://purl.imsglobal.org/spec/ob/v2p1/scope/assertion.create";
inline constexpr std::string_view kProfileReadonly21 = "https://purl.imsglobal.org/spec/ob/v2p1/scope/profile.readonly";
inline constexpr std::string_view kProfileUpdate21 = "https://purl.imsglobal.org/spec/ob/v2p1/scope/profile.update";
inline constexpr std::array<std::string_view, 4> kBadgeConnectScopes{kAssertionReadonly, kAssertionCreate,
                                                                     kProfileReadonly21, kProfileUpdate21};
/// A refresh token, so that the client goes on without the person being there.
inline constexpr std::string_view kOfflineAccess = "offline_access";

/// `name` is the last part of the texts' keys: what the consent page says of the scope.
struct KnownScope {
    std::string_view value;
    std::string_view name;
};
inline constexpr std::array<KnownScope, 9> kKnownScopes{{{kCredentialReadonly, "credential_readonly"},
                                                         {kCredentialUpsert, "credential_upsert"},
                                                         {kProfileReadonly, "profile_readonly"},
                                                         {kProfileUpdate, "profile_update"},
                                                         {kAssertionReadonly, "assertion_readonly"},
                                                         {kAssertionCreate, "assertion_create"},
                                                         {kProfileReadonly21, "profile_readonly_v2"},
                                                         {kProfileUpdate21, "profile_update_v2"},
                                                         {kOfflineAccess, "offline_access"}}};

using Scopes = std::vector<std::string>;

/// Splits a `scope` parameter; each scope once, in the order given. Nothing when it is empty or has a character that
/// scopes may not have.
std::optional<Scopes> parse_scopes(std::string_view text);
std::string to_text(const Scopes& scopes);
bool contains(const Scopes& scopes, std::string_view scope);
/// Every one of `some` is among `all`.
bool is_subset(const Scopes& some, const Scopes& all);
Scopes all_known_scopes();
bool is_known(std::string_view scope);

}  // namespace blason::service::oauth
