// A query against a wallet (OpenID4VP 1.0 section 6.4): which credentials could answer, what each would show, and
// whether an answer is possible at all.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vc/dcql/match.hpp"
#include "vc/dcql/query.hpp"
#include "vc/presentation/held.hpp"

namespace blason::vc::dcql {

/// A credential that can answer a credential query.
struct Candidate {
    std::size_t credential = 0;  ///< index of the credentials that were given
    Match match;
    std::vector<std::string> revealed;  ///< presentation::revealed
};

struct Rejection {
    std::size_t credential = 0;
    Mismatch why;
};

struct QueryResult {
    std::vector<Candidate> candidates;  ///< in the order of the wallet
    std::vector<Rejection> rejections;  ///< all others
};

struct Evaluation {
    std::vector<QueryResult> credentials;                   ///< one for each Query::credentials
    std::vector<std::vector<std::size_t>> credential_sets;  ///< of each Query::credential_sets, options that can be met
    bool satisfiable = false;  ///< otherwise nothing at all may be returned (section 6.4.2)
};

/// Pure; `credentials` are the whole wallet, or what the holder lets this verifier see.
Evaluation evaluate(const Query& query, std::span<const presentation::Held> credentials);

/// Why there can be no answer: "dcql-unsatisfied" with the pointer into the query, of the first credential query
/// without a candidate or the first required set without an option. Nothing when there can be.
std::optional<Error> why_not(const Query& query, const Evaluation& evaluation);

/// What the holder gives: for each credential query the candidates, as indexes of QueryResult::candidates. Empty: the
/// query is not answered.
using Choice = std::vector<std::vector<std::size_t>>;

/// The first candidate of whatever is required: without credential sets of every query, otherwise of the first option
/// that can be met of each required set. Nothing when the query cannot be satisfied.
std::optional<Choice> first_choice(const Query& query, const Evaluation& evaluation);

/// Whether the standard lets this be returned. Errors with the pointer into the query: "dcql-choice" (no such
/// candidate, twice the same, or a query that belongs to no set), "dcql-too-many" (several where `multiple` is false),
/// "dcql-unsatisfied".
Result<void> check_choice(const Query& query, const Evaluation& evaluation, const Choice& choice);

}  // namespace blason::vc::dcql
