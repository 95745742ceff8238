// DCQL and QueryByExample: [query, credential, vp_token, credentialQuery] from anybody. What is selected is there, an
// evaluation is the same each time, and what a wallet may return satisfies the verifier that asked.
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"
#include "vc/dcql/evaluate.hpp"
#include "vc/dcql/response.hpp"
#include "vc/presentation/query_by_example.hpp"

using namespace blason;

namespace {

vc::presentation::Held held_of(const json::Value& credential, vc::FormatIdentifier format) {
    vc::presentation::Held held;
    held.format = format;
    held.credential = json::Document(credential);
    held.types = {"VerifiableCredential"};
    held.vcts = {"https://vct.example/a"};
    held.holder_binding = true;
    return held;
}

void require_there(const json::Value& credential, const std::vector<std::string>& pointers) {
    for (const std::string& pointer : pointers) {
        const auto tokens = json::parse_pointer(pointer);
        fuzz::require(tokens.has_value() && json::resolve_pointer(credential, *tokens) != nullptr);
    }
}

void run_query(const vc::dcql::Query& query, const json::Value& credential) {
    const std::array wallet{held_of(credential, vc::FormatIdentifier::LdpVc),
                            held_of(credential, vc::FormatIdentifier::DcSdJwt)};
    const auto first = vc::dcql::evaluate(query, wallet);
    const auto second = vc::dcql::evaluate(query, wallet);
    fuzz::require(first.satisfiable == second.satisfiable);
    for (const auto& result : first.credentials) {
        fuzz::require(result.candidates.size() + result.rejections.size() == wallet.size());
        for (const auto& candidate : result.candidates) require_there(credential, candidate.match.selected);
    }
    const auto choice = vc::dcql::first_choice(query, first);
    fuzz::require(choice.has_value() == first.satisfiable);
    fuzz::require(vc::dcql::why_not(query, first).has_value() != first.satisfiable);
    if (!choice) return;
    fuzz::require(vc::dcql::check_choice(query, first, *choice).has_value());
    vc::dcql::Presented presented;
    for (std::size_t i = 0; i < choice->size(); ++i) {
        for (const std::size_t chosen : (*choice)[i]) {
            presented[query.credentials[i].id].push_back(wallet[first.credentials[i].candidates[chosen].credential]);
        }
    }
    fuzz::require(vc::dcql::check_response(query, presented).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = json::parse(fuzz::text(data, size));
    if (!input || !input->is_array() || input->get_array().size() != 4) return 0;
    const json::Array& parts = input->get_array();
    if (const auto query = vc::dcql::parse_query(parts[0])) {
        run_query(*query, parts[1]);
        if (const auto token = vc::dcql::parse_vp_token(parts[2], *query)) {
            for (const auto& [id, presentations] : *token) {
                fuzz::require(query->find(id) != nullptr && !presentations.empty());
            }
        }
    } else {
        fuzz::require(!query.error().code.empty());
    }
    const json::Value by_example = json::Object{{"credentialQuery", parts[3]}};
    if (const auto examples = vc::presentation::parse_query_by_example(by_example, json::Path{})) {
        for (const auto& one : *examples) {
            const auto held = held_of(parts[1], vc::FormatIdentifier::LdpVc);
            const auto answer = vc::presentation::match_example(one, held);
            if (const auto* found = std::get_if<vc::presentation::ExampleMatch>(&answer)) {
                require_there(parts[1], found->selected);
            }
        }
    }
    return 0;
}
