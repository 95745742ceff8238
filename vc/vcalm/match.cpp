#include "vc/vcalm/match.hpp"

#include <algorithm>

#include "vc/dcql/evaluate.hpp"
#include "vc/presentation/least.hpp"
#include "vc/presentation/query_by_example.hpp"

namespace blason::vc::vcalm {
namespace {

using presentation::Held;

Result<Looked> look_by_example(const Query& query, std::span<const Held> credentials) {
    Looked looked;
    looked.satisfied = true;
    const json::Object asked{
        {"credentialQuery", json::Array(query.credential_queries.begin(), query.credential_queries.end())}};
    const auto examples = presentation::parse_query_by_example(asked, json::Path());
    if (!examples) {
        Error error = examples.error();
        error.pointer = query.pointer + error.pointer;
        return error;
    }
    for (const auto& example : *examples) {
        Wanted wanted{example.reason, true, {}};
        for (std::size_t i = 0; i < credentials.size(); ++i) {
            const auto found = presentation::match_example(example, credentials[i]);
            if (const auto* match = std::get_if<presentation::ExampleMatch>(&found))
                wanted.candidates.push_back({i, presentation::revealed(credentials[i], match->selected)});
        }
        looked.satisfied = looked.satisfied && !wanted.candidates.empty();
        looked.wanted.push_back(std::move(wanted));
    }
    return looked;
}

Result<Looked> look_by_dcql(const Query& query, std::span<const Held> credentials) {
    const auto parsed = dcql::parse_query(query.digital_credentials);
    if (!parsed) {
        Error error = parsed.error();
        error.pointer = query.pointer;
        return error;
    }
    const auto evaluation = dcql::evaluate(*parsed, credentials);
    const auto choice = dcql::first_choice(*parsed, evaluation);
    Looked looked;
    looked.satisfied = evaluation.satisfiable;
    for (std::size_t i = 0; i < evaluation.credentials.size(); ++i) {
        Wanted wanted;
        wanted.required = !choice || !(*choice)[i].empty();
        for (const auto& candidate : evaluation.credentials[i].candidates)
            wanted.candidates.push_back({candidate.credential, candidate.revealed});
        looked.wanted.push_back(std::move(wanted));
    }
    return looked;
}

}  // namespace

Result<Looked> look(const Query& query, std::span<const Held> credentials) {
    switch (query.kind) {
        case QueryKind::ByExample:
            return look_by_example(query, credentials);
        case QueryKind::DigitalCredentials:
            return look_by_dcql(query, credentials);
        case QueryKind::DidAuthentication:
            return Looked{true, {}};
        case QueryKind::Other:
            break;
    }
    return refused("query-unsupported", "Queries of type " + query.type + " cannot be answered here.", query.pointer);
}

}  // namespace blason::vc::vcalm
