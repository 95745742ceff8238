// Which credentials fit which input descriptors (Presentation Exchange 2.1.1, "Input Evaluation").
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vc/pex/candidate.hpp"
#include "vc/pex/definition.hpp"

namespace blason::vc::pex {

/// A holder must be able to limit what is shown, and cannot derive predicates; a verifier judges what it was shown.
enum class Role { Holder, Verifier };

struct EvaluateOptions {
    Role role = Role::Holder;
    Instant now{};
    std::vector<std::string> holders{};        ///< identifiers of who submits, for `is_holder`
    std::size_t max_path_steps = 5'000'000;    ///< of all JSONPath together
    std::size_t max_filter_steps = 2'000'000;  ///< of all filters together
};

struct FieldResult {
    std::size_t field = 0;               ///< of the descriptor's fields
    const json::Value* value = nullptr;  ///< inside the candidate; nullptr: an optional field without result
    std::string pointer;                 ///< RFC 6901, into the candidate's document
};

struct Match {
    std::size_t candidate = 0;
    std::vector<FieldResult> fields;
    /// Of what the verifier only prefers (directives "preferred"), how much this candidate does not do.
    std::size_t unmet_preferences = 0;
};

enum class Reason {
    Format,           ///< of a claim format, or with an algorithm, that was not asked for
    Schema,           ///< version 1: of another schema
    FieldMissing,     ///< no path of a field finds anything
    FieldFilter,      ///< what the paths of a field find does not fit its filter
    Predicate,        ///< the field is to be answered by a derived yes or no, which no format here can do
    LimitDisclosure,  ///< cannot be shown in part
    SubjectNotIssuer,
    SubjectNotHolder,
    Status,         ///< of a status that is not wanted
    StatusUnknown,  ///< what its status is, is not known
    Unchecked       ///< a filter that cannot be applied here; `detail` says why
};
std::string_view to_text(Reason reason);   ///< "format", "field-missing", ...: stable
std::string_view describe(Reason reason);  ///< one sentence a person understands
/// Whether the answer could become a match with more knowledge.
bool is_unknown(Reason reason);

struct Rejection {
    std::size_t candidate = 0;
    Reason reason = Reason::Format;
    std::optional<std::size_t> field{};  ///< of the descriptor's fields
    std::string detail{};
};

struct DescriptorResult {
    std::vector<Match> matches;  ///< those that do more of what is preferred first, else in the order of the candidates
    std::vector<Rejection> rejections;
};

struct Evaluation {
    std::vector<DescriptorResult> descriptors;  ///< in the order of the definition
};

/// Each candidate against each input descriptor. Values in the answer point into the candidates. What couples several
/// credentials (submission requirements, `same_subject`) is for select.hpp. Errors, kind Unavailable:
/// "json-path-work", "schema-too-complex" (limits of the options: what fits is not known).
Result<Evaluation> evaluate(const Definition& definition, std::span<const Candidate> candidates,
                            const EvaluateOptions& options);

/// JSON pointers, into the candidate's document, of what a match shows when it is limited to the fields.
std::vector<std::string> shown_by(const Match& match);

}  // namespace blason::vc::pex
