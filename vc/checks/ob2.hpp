// Checks of an Open Badge 2.0: the assertion, its badge class and the issuer's profile (Open Badges 2.0,
// "Verification").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "vc/checks/session.hpp"

namespace blason::vc::checks {

struct Ob2Findings {
    std::vector<Check> checks;
    std::string_view form;  ///< "hosted" or "jws"
    json::Value document;   ///< the assertion with its badge class and issuer, as far as they could be had
};

/// Of an assertion whose verification is hosted only the id is believed, and what stands there is judged; without a
/// signature around it an assertion that has to be signed fails. `fetched` documents count, also where the assertion
/// brings copies along.
///
/// Check "json-ld": the errors of read_ob2 and the warning "data-loss" (members that no context defines say nothing).
/// "data-model": openbadges::check_ob2.
/// "proof": "hosted-id" (it has no web address), "assertion-differs" (a warning: the copy at hand says something else),
/// "proof-missing", "key-missing" (the issuer has none), "key-not-listed", "key-owner", "signature-invalid",
/// "alg-not-allowed", "key-alg-mismatch"; errors of load_ob2 and of crypto::public_key_from_pem.
/// "issuer": "assertion-out-of-scope", "badge-class-out-of-scope", "issuer-not-authenticated"; errors of load_ob2.
/// "status": "revoked", "revocation-list-malformed", "revocation-list-issuer"; unknown "status-not-checked" and
/// "status-retrieval-error". "validity-period" and "recipient" as of any credential, and the warning
/// "identity-hash-weak". "endorsements": check_ob2_endorsements.
Ob2Findings check_ob2_assertion(const json::Value& assertion, const Session& session);
/// A signed assertion.
Ob2Findings check_ob2_jws(std::string_view jws, const json::Value& payload, const Session& session);
/// The address of a hosted assertion, as old images hold it.
Ob2Findings check_ob2_url(const std::string& url, const Session& session);

}  // namespace blason::vc::checks
