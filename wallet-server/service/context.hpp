// What every service is given: who this installation is, and what time it is. Values and references; App owns them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/crypto/random.hpp"

namespace blason::service {

/// The only clock is in App; tests hand in a literal.
using Clock = std::function<Instant()>;

/// The organisation that stands for the whole installation in the store.
inline constexpr std::string_view kInstallation;

/// Who acts: written into the audit row of every change.
struct Actor {
    std::string name = "anonymous";  ///< "page", "api-key:<label>", "command-line", ...
    std::string request_id;          ///< of the HTTP request; empty elsewhere
};

/// Where this installation is reached, without a slash at the end: "https://badges.example.org".
/// Every public address is made here, so that an address given out and an address served cannot differ.
class PublicUrls {
  public:
    explicit PublicUrls(std::string base) : base_(std::move(base)) {}
    [[nodiscard]] const std::string& base() const { return base_; }
    [[nodiscard]] std::string issuer(std::string_view org) const { return base_ + "/issuers/" + std::string(org); }
    /// The issuer identifier of an authorization server (RFC 8414). `org`: that the path of a request names; empty:
    /// none, which is the server of the hosted issuer.
    [[nodiscard]] std::string authorization_server(std::string_view org) const {
        return org.empty() ? base_ : issuer(org);
    }
    [[nodiscard]] std::string achievement(std::string_view org, std::string_view id) const {
        return issuer(org) + "/achievements/" + std::string(id);
    }
    [[nodiscard]] std::string achievement_image(std::string_view org, std::string_view id) const {
        return achievement(org, id) + "/image";
    }
    /// The organisation is inside the address, so that stored credentials can be spread by it later.
    [[nodiscard]] std::string credential(std::string_view org, std::string_view id) const {
        return issuer(org) + "/credentials/" + std::string(id);
    }

    [[nodiscard]] std::string status_list(std::string_view org, std::string_view id) const {
        return issuer(org) + "/status-lists/" + std::string(id);
    }
    /// Pages for people, and what clients of the Open Badges API are told.
    [[nodiscard]] std::string terms_of_service() const { return base_ + "/terms"; }
    [[nodiscard]] std::string privacy_policy() const { return base_ + "/privacy"; }
    [[nodiscard]] std::string revocation_list(std::string_view org) const { return issuer(org) + "/revocation-list"; }

  private:
    std::string base_;
};

/// 128 random bits as 32 lower-case hexadecimal characters: the public id of a credential, a holder, a key.
std::string random_id(crypto::Random& random);

}  // namespace blason::service
