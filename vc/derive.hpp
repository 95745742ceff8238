// The holder's choice: from a credential with selective disclosure, by its proof or as an SD-JWT, to one that shows a
// part of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/random.hpp"
#include "vc/environment.hpp"
#include "vc/issue.hpp"

namespace blason::vc {

struct DeriveOptions {
    std::vector<std::string> selective_pointers;  ///< RFC 6901: what is shown beside what is mandatory
    crypto::Random* random = nullptr;             ///< the system's when nullptr
};

/// Takes the base proof of suite ecdsa-sd-2023 from the credential and puts a derived proof in its place. Other proofs
/// are left out: they are over the whole. The base proof is not verified, as that needs the issuer's key; whoever gets
/// the answer does it. Errors "not-an-object", "proof-missing", "base-proof-missing", "base-proof-repeated",
/// "proof-value-malformed", those of `proof::sd::disclose`. Of an SD-JWT, as a text or in its envelope, the disclosures
/// that are not chosen are left out, and so is a key binding: errors of `sdjwt::derive`.
Result<Secured> derive(const json::Value& credential, const DeriveOptions& options, const Environment& environment);

/// The credential with a derived proof over all of it in the place of its base proof: what can be verified of it before
/// anything is chosen. Nothing: it has no base proof. Errors as of derive.
Result<std::optional<json::Value>> shown_whole(const json::Value& credential, const Environment& environment);

/// What the issuer has everyone see: the mandatory pointers of the one base proof of a credential. Nothing when it has
/// none, or several, or none that can be read.
std::optional<std::vector<std::string>> mandatory_pointers(const json::Value& credential);

}  // namespace blason::vc
