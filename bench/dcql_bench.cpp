// A wallet of 1,000 badges in three forms asked with DCQL and by example.
#include <benchmark/benchmark.h>

#include "bench/sample.hpp"
#include "vc/dcql/evaluate.hpp"
#include "vc/presentation/held.hpp"
#include "vc/presentation/query_by_example.hpp"

namespace blason::bench {
namespace {

using vc::presentation::Held;

constexpr std::size_t kCredentials = 1000;

std::string issued(json::Value credential, vc::Format format) {
    vc::IssueOptions options = issue_options();
    options.format = format;
    return must(vc::issue(std::move(credential), signer(), options, World::get().environment())).text;
}

/// Badges with names of their own: ldp_vc, jwt_vc_json and vc+sd-jwt in turn, read as a wallet keeps them.
const std::vector<std::string>& texts() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> out;
        constexpr std::array kFormats{vc::Format::DataIntegrity, vc::Format::Jwt, vc::Format::SdJwt};
        for (std::size_t i = 0; i < kCredentials; ++i) {
            json::Value badge = must(json::parse(sample_text()));
            badge.at("credentialSubject").as_object()["id"] = "did:example:learner";
            badge.at("credentialSubject").at("achievement").as_object()["name"] = "Achievement " + std::to_string(i);
            out.push_back(issued(std::move(badge), kFormats[i % kFormats.size()]));
        }
        return out;
    }();
    return all;
}

const std::vector<Held>& wallet() {
    static const std::vector<Held> all = [] {
        std::vector<Held> out;
        for (const std::string& text : texts()) {
            out.push_back(must(vc::presentation::read_held(text, World::get().processor)));
            out.back().holder_binding = true;
        }
        return out;
    }();
    return all;
}

/// One of the forms, with one achievement by name: most credentials are looked into and are not the one.
constexpr std::string_view kOneBadge = R"({"credentials": [{"id": "badge", "format": "ldp_vc",
    "meta": {"type_values": [["https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"]]},
    "claims": [{"path": ["credentialSubject", "achievement", "name"], "values": ["Achievement 600"]}]}]})";

/// Any badge, in any of three forms, with claim sets: every credential is a candidate.
constexpr std::string_view kEveryBadge = R"({"credentials": [
    {"id": "a", "format": "ldp_vc", "meta": {"type_values": [["OpenBadgeCredential"]]}, "multiple": true,
     "claims": [{"id": "x", "path": ["credentialSubject", "nothing"]},
                {"id": "n", "path": ["credentialSubject", "achievement", "name"]},
                {"id": "c", "path": ["credentialSubject", "achievement", "criteria", "narrative"]},
                {"id": "t", "path": ["type", null]}],
     "claim_sets": [["x", "n"], ["n", "c", "t"]]},
    {"id": "b", "format": "jwt_vc_json", "meta": {"type_values": [["OpenBadgeCredential"]]}, "multiple": true,
     "claims": [{"path": ["credentialSubject", "achievement", "name"]}]},
    {"id": "c", "format": "vc+sd-jwt", "meta": {"type_values": [["OpenBadgeCredential"]]}, "multiple": true,
     "claims": [{"path": ["credentialSubject", "achievement", "name"]}]}],
    "credential_sets": [{"options": [["a", "b", "c"], ["a"]]}]})";

void evaluate(benchmark::State& state, std::string_view text) {
    const auto query = must(vc::dcql::parse_query(must(json::parse(text))));
    const auto& credentials = wallet();
    std::size_t candidates = 0;
    for (auto _ : state) {
        const auto evaluation = vc::dcql::evaluate(query, credentials);
        if (!evaluation.satisfiable) state.SkipWithError("not satisfiable");
        candidates = 0;
        for (const auto& result : evaluation.credentials) candidates += result.candidates.size();
    }
    state.SetLabel(std::to_string(candidates) + " of " + std::to_string(credentials.size()) + " credentials");
    state.SetItemsProcessed(state.iterations());
}

void dcql_one_badge_of_1000(benchmark::State& state) {
    evaluate(state, kOneBadge);
}
BENCHMARK(dcql_one_badge_of_1000)->Unit(benchmark::kMillisecond);

void dcql_every_badge_of_1000(benchmark::State& state) {
    evaluate(state, kEveryBadge);
}
BENCHMARK(dcql_every_badge_of_1000)->Unit(benchmark::kMillisecond);

/// The same from texts: what it costs a wallet that keeps nothing but what was received.
void dcql_one_badge_of_1000_texts(benchmark::State& state) {
    const auto query = must(vc::dcql::parse_query(must(json::parse(kOneBadge))));
    for (auto _ : state) {
        std::vector<Held> read;
        for (const std::string& text : texts()) {
            read.push_back(must(vc::presentation::read_held(text, World::get().processor)));
        }
        benchmark::DoNotOptimize(vc::dcql::evaluate(query, read));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(dcql_one_badge_of_1000_texts)->Unit(benchmark::kMillisecond);

void example_one_badge_of_1000(benchmark::State& state) {
    const auto query = must(vc::presentation::parse_query_by_example(
        must(json::parse(R"({"credentialQuery": {"example": {"type": "OpenBadgeCredential", "credentialSubject":
            {"achievement": {"name": "Achievement 600"}}}}})")),
        json::Path{}));
    std::size_t found = 0;
    for (auto _ : state) {
        found = 0;
        for (const Held& held : wallet()) {
            const auto answer = vc::presentation::match_example(query.front(), held);
            found += std::holds_alternative<vc::presentation::ExampleMatch>(answer) ? 1 : 0;
        }
        if (found != 1) state.SkipWithError("not found");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(example_one_badge_of_1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace blason::bench
