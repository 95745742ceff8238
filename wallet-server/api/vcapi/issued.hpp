// The answer to whoever had a credential issued.
#pragma once

#include "wallet-server/http/message.hpp"
#include "wallet-server/service/issuer_types.hpp"

namespace blason::api::vcapi {

/// 201 with the credential itself, byte for byte as it was signed and stored; a token in its envelope. `Location` is
/// its address, `Idempotency-Replayed` says that the request had been done before, and `Issuing-Remarks` what could not
/// be looked at: "fetch-offline /credentialSchema/0, ...".
http::Response issued(service::StoredCredential credential);

}  // namespace blason::api::vcapi
