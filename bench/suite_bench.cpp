// Each cryptosuite beside the floor of its own primitive, all in the same run; one thread. A floor parses, hashes what
// stands for the canonical texts, signs or verifies, and serializes; it has no JSON-LD and no canonicalization.
#include <benchmark/benchmark.h>

#include <boost/json/monotonic_resource.hpp>

#include "bench/sample.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/verify.hpp"
#include "vc/derive.hpp"
#include "vc/proof/sd/proof_value.hpp"

namespace blason::bench {
namespace {

using crypto::KeyType;

/// A test key: all bytes 7.
const crypto::Signer& key(KeyType type) {
    static std::map<KeyType, std::unique_ptr<crypto::Signer>> made;
    auto& signer = made[type];
    if (!signer) {
        const Bytes secret(crypto::info(type).secret_size, 7);
        signer = must(crypto::make_signer(type, crypto::SecretBytes(ByteView(secret))));
    }
    return *signer;
}

Bytes signing_input(crypto::HashAlgorithm algorithm) {
    static const std::string document(6804, 'd');  // bytes of the sample's canonical N-Quads
    static const std::string options(400, 'o');
    Bytes input;
    for (const std::string* text : {&options, &document}) {
        const auto digest = crypto::hash(algorithm, as_bytes(*text));
        input.insert(input.end(), digest.bytes().begin(), digest.bytes().end());
    }
    return input;
}

crypto::HashAlgorithm hash_of(KeyType type) {
    return type == KeyType::P384 ? crypto::HashAlgorithm::Sha384 : crypto::HashAlgorithm::Sha256;
}

void floor_issue(benchmark::State& state, KeyType type) {
    const std::string text = sample_text();
    const auto open_key = key(type).keep_open();
    for (auto _ : state) {
        unsigned char memory[16384];
        boost::json::monotonic_resource arena(memory);
        const json::Value document = must(json::parse(text, &arena));
        benchmark::DoNotOptimize(must(key(type).sign(signing_input(hash_of(type)))));
        benchmark::DoNotOptimize(json::serialize(document));
    }
    state.SetItemsProcessed(state.iterations());
}

void floor_verify(benchmark::State& state, KeyType type) {
    const std::string text = sample_text();
    const Bytes signature = must(key(type).sign(signing_input(hash_of(type))));
    for (auto _ : state) {
        unsigned char memory[16384];
        boost::json::monotonic_resource arena(memory);
        benchmark::DoNotOptimize(must(json::parse(text, &arena)));
        if (!crypto::verify(key(type).public_key(), signing_input(hash_of(type)), signature)) {
            state.SkipWithError("signature");
        }
    }
    state.SetItemsProcessed(state.iterations());
}

vc::Secured issued(KeyType type, const std::string& suite) {
    auto options = issue_options();
    options.cryptosuite = suite;
    return must(vc::issue(must(json::parse(sample_text())), key(type), options, World::get().environment()));
}

void issue(benchmark::State& state, KeyType type, const std::string& suite) {
    const std::string text = sample_text();
    const auto open_key = key(type).keep_open();
    const auto environment = World::get().environment();
    auto options = issue_options();
    options.cryptosuite = suite;
    for (auto _ : state) benchmark::DoNotOptimize(must(vc::issue_text(text, key(type), options, environment)));
    state.SetItemsProcessed(state.iterations());
}

void verify_text(benchmark::State& state, const std::string& text) {
    const auto options = verify_options();
    for (auto _ : state) {
        const auto report = must(vc::verify(text, options, World::get().environment()));
        if (report.verdict() != vc::Verdict::Valid) state.SkipWithError("the sample does not verify");
    }
    state.SetItemsProcessed(state.iterations());
}

void verify(benchmark::State& state, KeyType type, const std::string& suite) {
    verify_text(state, issued(type, suite).text);
}

BENCHMARK_CAPTURE(floor_issue, ed25519, KeyType::Ed25519);
BENCHMARK_CAPTURE(issue, eddsa_jcs_2022, KeyType::Ed25519, "eddsa-jcs-2022");
BENCHMARK_CAPTURE(floor_issue, p256, KeyType::P256);
BENCHMARK_CAPTURE(issue, ecdsa_rdfc_2019_p256, KeyType::P256, "ecdsa-rdfc-2019");
BENCHMARK_CAPTURE(issue, ecdsa_jcs_2019_p256, KeyType::P256, "ecdsa-jcs-2019");
BENCHMARK_CAPTURE(floor_issue, p384, KeyType::P384);
BENCHMARK_CAPTURE(issue, ecdsa_rdfc_2019_p384, KeyType::P384, "ecdsa-rdfc-2019");
BENCHMARK_CAPTURE(floor_verify, ed25519, KeyType::Ed25519);
BENCHMARK_CAPTURE(verify, eddsa_jcs_2022, KeyType::Ed25519, "eddsa-jcs-2022");
BENCHMARK_CAPTURE(floor_verify, p256, KeyType::P256);
BENCHMARK_CAPTURE(verify, ecdsa_rdfc_2019_p256, KeyType::P256, "ecdsa-rdfc-2019");
BENCHMARK_CAPTURE(verify, ecdsa_jcs_2019_p256, KeyType::P256, "ecdsa-jcs-2019");
BENCHMARK_CAPTURE(floor_verify, p384, KeyType::P384);
BENCHMARK_CAPTURE(verify, ecdsa_rdfc_2019_p384, KeyType::P384, "ecdsa-rdfc-2019");

// Selective disclosure is held against its signatures alone: one for each statement, and the issuer's.

std::size_t statements_signed() {
    const auto base = issued(KeyType::P256, "ecdsa-sd-2023");
    const auto value = json::view(base.document.at("proof").at("proofValue"));
    return must(vc::proof::sd::parse_base(value)).signatures.size() + 1;
}

void floor_sd_base(benchmark::State& state) {
    const std::size_t count = statements_signed();
    const std::string statement(120, 's');
    const auto open_key = key(KeyType::P256).keep_open();
    for (auto _ : state) {
        for (std::size_t i = 0; i < count; ++i) {
            benchmark::DoNotOptimize(must(key(KeyType::P256).sign(as_bytes(statement))));
        }
    }
    state.SetLabel(std::to_string(count) +
                   " signatures");  // a counter of one job alone ends the run when it writes CSV
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(floor_sd_base);

void sd_base(benchmark::State& state) {
    issue(state, KeyType::P256, "ecdsa-sd-2023");
}
BENCHMARK(sd_base);

vc::Secured derived() {
    const auto base = issued(KeyType::P256, "ecdsa-sd-2023");
    return must(vc::derive(base.document, {{"/credentialSubject"}, nullptr}, World::get().environment()));
}

void sd_derive(benchmark::State& state) {
    const auto base = issued(KeyType::P256, "ecdsa-sd-2023");
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            must(vc::derive(base.document, {{"/credentialSubject"}, nullptr}, World::get().environment())));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sd_derive);

void sd_verify(benchmark::State& state) {
    verify_text(state, derived().text);
}
BENCHMARK(sd_verify);

}  // namespace
}  // namespace blason::bench
