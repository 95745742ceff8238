// 1EdTechRevocationList: a plain JSON list of revoked credentials, unsigned, at an https address. Deprecated, and still
// what many badges name (Open Badges 3.0 with the extensions context).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::status {

struct Revocation {
    std::string id;      ///< of the credential
    std::string reason;  ///< may be empty
};

struct RevocationList {
    std::string id;
    std::string issuer;
    std::map<std::string, std::string, std::less<>> revoked;  ///< id -> reason

    [[nodiscard]] bool contains(std::string_view credential) const { return revoked.find(credential) != revoked.end(); }
};

/// Reads the list under either of the two names in use, "revokedCredential" and "revokedCredentials"; an entry with
/// `revoked: false` does not count. Error "revocation-list-malformed", with the pointer.
Result<RevocationList> read_revocation_list(std::string_view text);

/// Writes it under both names, because each is what some readers look for.
json::Object make_revocation_list(std::string_view id, std::string_view issuer,
                                  const std::vector<Revocation>& revocations);

}  // namespace blason::vc::status
