// The holder's side of an SD-JWT: choose what to show, and sign for one request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::sdjwt {

/// The SD-JWT with fewer disclosures: those of what `reveal` names (JSON pointers into the credential as a report shows
/// it), of what is inside that, and of what is around it. A key binding JWT is left out. Errors of read;
/// "json-pointer-syntax", "sd-pointer-not-found" with the pointer.
Result<std::string> derive(std::string_view text, const std::vector<std::string>& reveal);

/// The key in `cnf`, which the holder signs with. Error "holder-key-mismatch": the credential is bound to no key.
Result<crypto::PublicKey> bound_key(std::string_view text);

struct Binding {
    std::string challenge;  ///< `nonce`
    std::string domain;     ///< `aud`
    Instant created;
    json::Object further{};  ///< claims beside these, such as presentation::transaction_claims
};

/// Appends a key binding JWT to what derive gave. Error "holder-key-mismatch": the credential is bound to another key,
/// or to none.
Result<std::string> bind(std::string_view text, const Binding& binding, const crypto::Signer& holder);

}  // namespace blason::vc::sdjwt
