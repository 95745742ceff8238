// Presentation submissions (Presentation Exchange 2.1.1, "Presentation Submission"): where in what is sent the
// credential for each input descriptor is.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "vc/pex/select.hpp"

namespace blason::vc::pex {

/// An Input Descriptor Mapping Object.
struct Entry {
    std::string id;
    std::string format;
    std::string path;                     ///< JSONPath
    std::shared_ptr<const Entry> nested;  ///< `path_nested`; nullptr: none
};

struct Submission {
    std::string id;
    std::string definition_id;
    std::vector<Entry> descriptor_map;
};

/// `value`: the submission, or an object with it as `presentation_submission`. Errors with the pointer:
/// "missing-member", "wrong-type", "submission-nested-id" (another id than the entry around it),
/// "submission-too-large".
Result<Submission> parse_submission(const json::Value& value);
json::Value to_json(const Submission& submission);

/// Where a credential stands in a `vp_token` (OpenID for Verifiable Presentations before 1.0, section 6.1).
struct TokenPlace {
    std::size_t token = 0;       ///< which of the presentations, or credentials sent by themselves
    std::size_t tokens = 1;      ///< of how many: one is `$`, of several `$[n]`
    std::string presentation{};  ///< claim format of the presentation around it; empty: it is sent by itself
    bool vp_claim = false;       ///< the presentation is a token of version 1.1, with everything in `vp`
    std::size_t position = 0;    ///< in its `verifiableCredential`
};
Entry entry_in_token(std::string descriptor, std::string format, const TokenPlace& place);
/// Where it stands in the presentation that the submission is embedded in.
Entry entry_in_presentation(std::string descriptor, std::string format, std::size_t position);

/// A submitted credential, found by its entry.
struct Submitted {
    std::size_t entry = 0;       ///< of the descriptor map
    std::size_t descriptor = 0;  ///< of the definition
    Candidate candidate;
    json::Value raw;  ///< as it was sent: what the caller has to verify
};

struct CheckedSubmission {
    std::vector<Submitted> claims;  ///< in the order of the descriptor map
};

/// Adds what the caller knows of a credential, as it was sent: its status, and whether it is bound to the holder's key.
using Complete = std::function<void(Candidate& candidate, const json::Value& raw)>;

/// A verifier's check: every entry leads to one credential of the format it says, which fits its input descriptor, and
/// together they are what the definition asks for. `target`: what the submission is embedded in, or the `vp_token` (an
/// array of several, or the only one; one presentation is found under `$` and `$[0]` alike). Signatures are not
/// checked: the caller verifies `raw` of each claim and the presentations around them, and gives the holder's
/// identifiers that it has proof of as `options.holders`.
/// Errors, kind Refused, with the pointer into the submission: "submission-definition", "submission-descriptor" (not in
/// the definition), "submission-repeated" (one descriptor, two credentials), "submission-path" (finds nothing, or more
/// than one), "submission-format" (what stands there is none), "submission-rejected" (does not fit its descriptor);
/// those of check_choices and evaluate.
Result<CheckedSubmission> check_submission(const Definition& definition, const Submission& submission,
                                           const json::Value& target, const EvaluateOptions& options,
                                           const Complete& complete = {});

}  // namespace blason::vc::pex
