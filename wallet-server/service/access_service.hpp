// API keys and roles. A key is 256 random bits; only its SHA-256 is stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

/// What a key may do. An administrator may do everything in its organisation.
enum class Role { Issuer, Verifier, Holder, Admin };
std::string_view to_text(Role role);
std::optional<Role> parse_role(std::string_view text);

struct ApiKey {
    std::string org;  ///< empty: the whole installation
    std::string label;
    Role role = Role::Verifier;
};

class AccessService {
  public:
    AccessService(storage::Store& store, Clock clock, crypto::Random& random);

    /// Returns the key itself, which is shown once and never stored. Error "api-key-label-missing".
    Result<std::string> create_key(const ApiKey& key, const Actor& actor);
    /// The same in two steps, for a caller who must put the key somewhere before it counts.
    std::string new_token(std::string_view org);
    Result<void> add_key(std::string_view token, const ApiKey& key, const Actor& actor);
    /// Error "api-key-unknown" (Unauthorized) for any text that is not a key of ours.
    Result<ApiKey> find(std::string_view token);
    /// No key was ever made: a first start.
    Result<bool> has_no_keys();

  private:
    storage::Store& store_;
    Clock clock_;
    crypto::Random& random_;
};

}  // namespace blason::service
