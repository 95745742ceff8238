// A wallet of 1,000 badges against presentation definitions (Presentation Exchange): what fits, and what to present.
#include <benchmark/benchmark.h>

#include "bench/sample.hpp"
#include "vc/pex/report.hpp"

namespace blason::bench {
namespace {

constexpr std::size_t kBadges = 1000;

/// Badges of the sample with names of their own.
std::vector<vc::pex::Candidate> wallet() {
    std::vector<vc::pex::Candidate> candidates;
    for (std::size_t i = 0; i < kBadges; ++i) {
        json::Value badge = must(json::parse(sample_text()));
        badge.as_object()["name"] = "Badge " + std::to_string(i);
        candidates.push_back(must(vc::pex::read_candidate(badge)));
    }
    return candidates;
}

vc::pex::Definition definition(std::string_view fields) {
    return must(vc::pex::parse_definition(must(json::parse(
        R"({"id":"d","input_descriptors":[{"id":"a","constraints":{"fields":[)" + std::string(fields) + "]}}]}"))));
}

void run(benchmark::State& state, std::string_view fields, std::size_t fitting) {
    const auto candidates = wallet();
    const auto asked = definition(fields);
    for (auto _ : state) {
        const auto report = must(vc::pex::answer(asked, candidates, {}));
        if (report.evaluation.descriptors[0].matches.size() != fitting) state.SkipWithError("another number fits");
    }
    state.SetItemsProcessed(state.iterations());
}

/// One badge of all, by its type and its name.
void pex_one_of_1000(benchmark::State& state) {
    run(state,
        R"({"path":["$.type","$.vc.type"],"filter":{"type":"array","contains":{"const":"OpenBadgeCredential"}}},
           {"path":["$.name"],"filter":{"type":"string","const":"Badge 777"}})",
        1);
}
BENCHMARK(pex_one_of_1000)->Unit(benchmark::kMillisecond);

/// Every badge, with three fields and a regular expression.
void pex_all_of_1000(benchmark::State& state) {
    run(state,
        R"({"path":["$.type","$.vc.type"],"filter":{"type":"array","contains":{"const":"OpenBadgeCredential"}}},
           {"path":["$.name"],"filter":{"type":"string","pattern":"^Badge [0-9]+$"}},
           {"path":["$.credentialSubject.achievement.name","$.vc.credentialSubject.achievement.name"]})",
        kBadges);
}
BENCHMARK(pex_all_of_1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace blason::bench
