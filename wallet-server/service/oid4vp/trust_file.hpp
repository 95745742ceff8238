// Whom a wallet believes, as its owner writes it down.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "vc/oid4vp/request_object.hpp"

namespace blason::service::oid4vp {

/// {"verifiers": [{"clientId", "name", "addresses": [...], "jwks"}], "certificates": [PEM, ...], "attesters": [{"iss",
/// "jwks"}]}, each of them optional. Errors of the JSON reader, of JwkSet and of certificates_from_pem; "trust-file"
/// with the pointer.
Result<vc::oid4vp::Trust> read_trust(std::string_view text);

}  // namespace blason::service::oid4vp
