// The Data Integrity proofs inside a did:webvh log: always eddsa-jcs-2022 (VC-DI-EDDSA section 3.3) by a did:key. The
// suites for credentials are a layer above; this one needs no resolver, no context and no other suite.
#pragma once

#include <string>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"

namespace blason::did::webvh {

/// The Multikey that signed `document` (which is without `proof`). Whether it was allowed to is for the caller to say.
/// Errors "INVALID_DID", pointer into the proof below `path`: a member is missing or not the one that did:webvh wants,
/// the method is no did:key whose two halves are the same Ed25519 key, the proof has expired, the signature does not
/// fit.
Result<std::string> verify_proof(const json::Value& document, const json::Value& proof, Instant now,
                                 const json::Path& path);

/// The proof for `document`, `proofPurpose` assertionMethod. Errors of the signer; "webvh-key-type" for any key but
/// Ed25519.
Result<json::Object> sign(const json::Value& document, const crypto::Signer& signer, Instant created);

}  // namespace blason::did::webvh
