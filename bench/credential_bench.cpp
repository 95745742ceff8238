// Issuing and verifying the sample badge beside the floor of the same run, and the steps in between. One thread;
// items_per_second is per CPU second. The key stays open for the whole run, as it does when many badges are issued.
//
// The floor is what no implementation can avoid: parse into an arena, SHA-256 of what stands for the canonical document
// and the proof options, Ed25519, serialize; no JSON-LD, no canonicalization.
#include <benchmark/benchmark.h>

#include <boost/json/monotonic_resource.hpp>

#include "bench/sample.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/verify.hpp"
#include "engine/json/jcs.hpp"
#include "engine/json/serialize.hpp"
#include "engine/rdf/canonicalize.hpp"
#include "engine/rdf/nquads.hpp"

namespace blason::bench {
namespace {

const std::string canonical_document(6804, 'd');  // bytes of the sample's canonical N-Quads
const std::string canonical_options(400, 'o');

Bytes signing_input(crypto::Hasher& hasher) {
    Bytes input;
    for (const std::string* text : {&canonical_options, &canonical_document}) {
        hasher.update(*text);
        const auto digest = hasher.finish();
        input.insert(input.end(), digest.bytes().begin(), digest.bytes().end());
    }
    return input;
}

json::Value floor_parse(const std::string& text, boost::json::monotonic_resource& arena) {
    return boost::json::parse(boost::json::string_view(text.data(), text.size()), &arena);
}

void floor_issue(benchmark::State& state) {
    const std::string text = sample_text();
    crypto::Hasher hasher(crypto::HashAlgorithm::Sha256);
    const auto open_key = signer().keep_open();
    for (auto _ : state) {
        unsigned char memory[16384];
        boost::json::monotonic_resource arena(memory);
        const json::Value document = floor_parse(text, arena);
        benchmark::DoNotOptimize(must(signer().sign(signing_input(hasher))));
        benchmark::DoNotOptimize(boost::json::serialize(document));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(floor_issue);

void floor_verify(benchmark::State& state) {
    const std::string text = sample_text();
    crypto::Hasher hasher(crypto::HashAlgorithm::Sha256);
    const Bytes signature = must(signer().sign(signing_input(hasher)));
    for (auto _ : state) {
        unsigned char memory[16384];
        boost::json::monotonic_resource arena(memory);
        benchmark::DoNotOptimize(floor_parse(text, arena));
        if (!crypto::verify(signer().public_key(), signing_input(hasher), signature)) state.SkipWithError("signature");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(floor_verify);

void issue(benchmark::State& state) {
    const std::string text = sample_text();
    const auto environment = World::get().environment();
    const auto options = issue_options();
    const auto open_key = signer().keep_open();
    for (auto _ : state) {
        benchmark::DoNotOptimize(must(vc::issue_text(text, signer(), options, environment)));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(issue);

void verify(benchmark::State& state) {
    const auto environment = World::get().environment();
    const std::string text =
        must(vc::issue(must(json::parse(sample_text())), signer(), issue_options(), environment)).text;
    const auto options = verify_options();
    for (auto _ : state) {
        const auto report = must(vc::verify(text, options, environment));
        if (report.verdict() != vc::Verdict::Valid) state.SkipWithError("the sample does not verify");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(verify);

jsonld::Options safe() {
    jsonld::Options options;
    options.safe = true;
    return options;
}

void parse(benchmark::State& state) {
    const std::string text = sample_text();
    for (auto _ : state) benchmark::DoNotOptimize(must(json::parse(text)));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse);

void expand(benchmark::State& state) {
    const json::Value document = must(json::parse(sample_text()));
    for (auto _ : state) benchmark::DoNotOptimize(must(World::get().processor.expand(document, safe())));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(expand);

void to_rdf(benchmark::State& state) {
    const json::Value document = must(json::parse(sample_text()));
    for (auto _ : state) benchmark::DoNotOptimize(must(World::get().processor.to_rdf(document, safe())).quads.size());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(to_rdf);

void rdfc(benchmark::State& state) {
    const auto dataset = must(World::get().processor.to_rdf(must(json::parse(sample_text())), safe()));
    for (auto _ : state) benchmark::DoNotOptimize(must(rdf::canonicalize(dataset)));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(rdfc);

void jcs(benchmark::State& state) {
    const json::Value document = must(json::parse(sample_text()));
    for (auto _ : state) benchmark::DoNotOptimize(json::canonicalize(document));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(jcs);

// How cost grows with the badge: alignments are blank nodes, so this has to stay a straight line, like that of blank
// nodes which have nothing to do with each other.

void issue_alignments(benchmark::State& state) {
    const json::Value credential = sample_with_alignments(static_cast<std::size_t>(state.range(0)));
    const auto environment = World::get().environment();
    const auto options = issue_options();
    const auto open_key = signer().keep_open();
    for (auto _ : state) benchmark::DoNotOptimize(must(vc::issue(credential, signer(), options, environment)));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(issue_alignments)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

void expand_alignments(benchmark::State& state) {
    const json::Value credential = sample_with_alignments(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(must(World::get().processor.expand(credential, safe())));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(expand_alignments)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

void rdfc_alignments(benchmark::State& state) {
    const json::Value credential = sample_with_alignments(static_cast<std::size_t>(state.range(0)));
    const auto dataset = must(World::get().processor.to_rdf(credential, safe()));
    for (auto _ : state) benchmark::DoNotOptimize(must(rdf::canonicalize(dataset)));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(rdfc_alignments)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

void rdfc_unrelated_nodes(benchmark::State& state) {
    const auto nquads = unrelated_nodes(static_cast<std::size_t>(state.range(0)));
    const auto dataset = must(rdf::parse_nquads(nquads));
    for (auto _ : state) benchmark::DoNotOptimize(must(rdf::canonicalize(dataset)));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(rdfc_unrelated_nodes)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

}  // namespace
}  // namespace blason::bench
