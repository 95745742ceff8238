// What may not be in a document at all, because its signature would then not say what the document seems to say.
#pragma once

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::vc::model {

/// Signatures over RDF cover what terms mean, not the terms and not `@context`. So a document could be changed without
/// breaking its proof: `validUntil` renamed to a term of an added context that means the same, or written as a full
/// IRI. Whoever then reads the JSON would miss it. This is what Context Validation (VC Data Integrity section 4.6) is
/// against; instead of compacting again, we accept only documents in which every name says what it means:
/// - members are plain terms: no IRIs, no compact IRIs, and keywords only in value objects ("property-not-a-term");
/// - types of the standard vocabularies are named by their terms ("type-not-a-term");
/// - contexts stand at the head of a credential or presentation, and of its proofs when they say again how the
///   credential's own begin (the JCS suites copy them: VC-DI-EDDSA section 3.3.1), nowhere else ("nested-context");
/// - contexts written into the document may add terms, but not other names for keywords or for what the standard
///   vocabularies define, no other meaning for the names that a credential is believed for (issuer, achievement...),
///   and no @vocab, @base or @import ("inline-context").
/// JSON literals (`jsonSchema`) are data and not looked into.
void check_names_say_what_they_mean(const json::Value& document, const json::Path& path, Findings& findings);

/// The same for a proof that has been taken out of its document. `contexts`: those of the document, nullptr: none.
void check_names_in_proof(const json::Value& proof, const json::Value* contexts, const json::Path& path,
                          Findings& findings);

/// Integers beyond +-(2^53 - 1) are read differently by different readers, so we do not sign them. Code
/// "number-not-interoperable".
void check_numbers(const json::Value& document, const json::Path& path, Findings& findings);

}  // namespace blason::vc::model
