// Checks "json-ld", "data-model", "proof" and "challenge": what credentials and presentations have in common.
#pragma once

#include <string_view>
#include <vector>

#include "vc/checks/session.hpp"
#include "vc/model/finding.hpp"
#include "vc/proof/verify.hpp"

namespace blason::vc::checks {

/// What cannot be had, or is more than we look at, is unknown; everything else is a failure.
Outcome outcome_of(const Error& error);

/// One check for each finding, or one that passes. An advisory is a warning, in strict verification a failure.
void report_findings(std::string_view name, const model::Findings& findings, std::string_view passed,
                     const Session& session, CheckList& list);

/// `read`: whether the document could be read as JSON-LD in safe mode. Where it could, its names are judged too
/// (model/document_rules.hpp), and those of its proofs.
void check_json_ld(const proof::Detached& document, const Result<void>& read, const Session& session, CheckList& list);

/// One check for each proof. None may fail and at least one must pass; a proof of a suite we do not know is a warning
/// beside one that passes, and unknown alone. Moves the traces out.
void check_proofs(std::vector<proof::ProofResult>& proofs, const Session& session, CheckList& list,
                  std::vector<ProofTrace>& traces);

/// VC Data Integrity sections 2.1 and 4.4: challenge and domain are those that were asked for. A token answers with its
/// claims `nonce` and `aud`; whatever proofs are inside then do not count.
void check_challenge(const json::Value& document, const Enclosure* around, const Session& session, CheckList& list);

/// None of the checks of that name fails or is unknown.
bool is_good(std::string_view name, const std::vector<Check>& checks);

/// What the proofs say about who made them.
enum class Maker {
    Confirmed,  ///< a good proof was made by a key of `controller`
    Other,      ///< there are good proofs, none by a key of `controller`
    NotAsked,   ///< there is a good proof, but whose key it was made with could not be asked
    Unknown     ///< there is no good proof
};
Maker made_by(std::string_view controller, const std::vector<proof::ProofResult>& proofs);

}  // namespace blason::vc::checks
