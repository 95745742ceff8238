// A status list of 1,000,000 entries, 1 % of them set: made, changed, packed, signed, unpacked, looked up.
#include <benchmark/benchmark.h>

#include "bench/sample.hpp"
#include "did/did_key.hpp"
#include "vc/status/bitstring.hpp"
#include "vc/status/make_list.hpp"

namespace blason::bench {
namespace {

using vc::status::BitList;
using vc::status::BitOrder;

constexpr std::uint64_t kEntries = 1'000'000;

BitList list_with_one_percent() {
    BitList bits(kEntries, 1, BitOrder::LeftToRight);
    std::uint64_t place = 1;
    for (std::uint64_t i = 0; i < kEntries / 100; ++i) {
        place = place * 6364136223846793005U + 1442695040888963407U;  // spread as a permutation spreads them
        static_cast<void>(bits.set((place >> 20U) % kEntries, 1, 1));
    }
    return bits;
}

json::Value credential_of(const BitList& bits) {
    const vc::status::ListFacts facts{"https://issuer.example/status-lists/1",
                                      did::did_key(signer().public_key()),
                                      "revocation",
                                      {1'750'000'000, 0},
                                      {},
                                      {}};
    return vc::status::make_list_credential(facts, bits);
}

void status_build(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(list_with_one_percent());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(status_build);

void status_flip(benchmark::State& state) {
    auto bits = list_with_one_percent();
    std::uint64_t index = 0;
    for (auto _ : state) {
        index = (index + 7919) % kEntries;
        benchmark::DoNotOptimize(bits.set(index, 1, static_cast<unsigned>(index & 1U)));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(status_flip);

void status_encode(benchmark::State& state) {
    const auto bits = list_with_one_percent();
    std::size_t size = 0;
    for (auto _ : state) size = vc::status::encode_list(bits).size();
    state.SetItemsProcessed(state.iterations());
    state.SetLabel(std::to_string(size) + " characters");
}
BENCHMARK(status_encode);

/// What a change costs until the list can be served again.
void status_publish(benchmark::State& state) {
    auto bits = list_with_one_percent();
    std::uint64_t index = 0;
    for (auto _ : state) {
        static_cast<void>(bits.set(index++ % kEntries, 1, 1));
        vc::IssueOptions options;
        options.created = {1'750'000'000, 0};
        benchmark::DoNotOptimize(must(vc::issue(credential_of(bits), signer(), options, World::get().environment())));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(status_publish);

void status_decode(benchmark::State& state) {
    const auto text = vc::status::encode_list(list_with_one_percent());
    for (auto _ : state)
        benchmark::DoNotOptimize(must(vc::status::decode_list(text, vc::status::Generation::Bitstring)));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(status_decode);

void status_look_up(benchmark::State& state) {
    const vc::status::List list{vc::status::Generation::Bitstring, {"revocation"}, list_with_one_percent(), {}};
    vc::status::Entry entry;
    entry.purpose = "revocation";
    for (auto _ : state) {
        entry.index = (entry.index + 7919) % kEntries;
        benchmark::DoNotOptimize(vc::status::look_up(entry, list));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(status_look_up);

}  // namespace
}  // namespace blason::bench
