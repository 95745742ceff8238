// What verification says: named checks with four outcomes and a warning, and the overall answer (interfaces.md `verify
// --json`).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/json/document.hpp"

namespace blason::vc {

enum class Outcome { Pass, Fail, Unknown, Warning, NotApplicable };
std::string_view to_text(Outcome outcome);  ///< "pass", "fail", "unknown", "warning", "not-applicable"

/// Check names are those of interfaces.md: format, json-ld, data-model, schema, proof, issuer, validity-period, status,
/// refresh, endorsements, recipient, holder-binding, challenge.
struct Check {
    std::string name;
    Outcome outcome = Outcome::NotApplicable;
    std::string code;     ///< stable kebab-case
    std::string message;  ///< one sentence a person understands
    std::string pointer;  ///< RFC 6901, into the credential
};

/// Intermediate values of one proof, with `--trace`.
struct ProofTrace {
    std::string pointer;  ///< of the proof
    std::string cryptosuite;
    std::string canonical_document;  ///< N-Quads or JCS text
    std::string canonical_proof_options;
    std::string document_hash;       ///< hex
    std::string proof_options_hash;  ///< hex
    std::string signing_input;       ///< hex: proof options hash || document hash
};

enum class Verdict { Valid, Invalid, Unknown };

struct Report {
    std::string kind;    ///< "OpenBadgeCredential", "VerifiablePresentation", "Assertion" (Open Badges 2.0), ...
    std::string format;  ///< "data-integrity", "jwt", "sd-jwt"; of Open Badges 2.0 "hosted", "jws"; empty: none
    std::vector<Check> checks;
    json::Document credential;  ///< what was signed, as read
    std::vector<ProofTrace> traces;
    std::string refreshed{};  ///< the newer version that the issuer gave and this report is about; empty: none

    /// Valid only if no check is fail or unknown; a fail outweighs an unknown.
    [[nodiscard]] Verdict verdict() const;
    [[nodiscard]] const Check* find(std::string_view name) const;

    // Two answers that are easily taken for one: whether what was signed is unchanged, and whether it was the issuer
    // who signed. Pass only if each such check of the report passed; unknown where there is none.
    [[nodiscard]] Outcome signature() const;
    [[nodiscard]] Outcome issuer_authenticated() const;
};
std::string_view to_text(Verdict verdict);

/// The object of interfaces.md, and `signature` and `issuerAuthenticated`; "traces" only when there are any.
json::Value to_json(const Report& report);

}  // namespace blason::vc
