// Tokens beside their own floor: parse into an arena, base64url, the signature, and for SD-JWT the digest of each
// disclosure; no JSON-LD and no rules. One thread; items_per_second is per CPU second.
#include <benchmark/benchmark.h>

#include <boost/json/monotonic_resource.hpp>

#include "bench/sample.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/verify.hpp"
#include "engine/text/base64url.hpp"

namespace blason::bench {
namespace {

const crypto::Signer& signer_of(crypto::KeyType type) {
    static const auto ed25519 =
        must(crypto::make_signer(must(crypto::private_key_from_bytes(crypto::KeyType::Ed25519, Bytes(32, 7)))));
    static const auto p256 =
        must(crypto::make_signer(must(crypto::private_key_from_bytes(crypto::KeyType::P256, Bytes(32, 7)))));
    return type == crypto::KeyType::Ed25519 ? *ed25519 : *p256;
}

vc::IssueOptions options_of(vc::Format format) {
    auto options = issue_options();
    options.format = format;
    options.set_issuer = true;
    options.verification_method.clear();
    return options;
}

std::string token(vc::Format format, crypto::KeyType type) {
    return must(vc::issue_text(sample_text(), signer_of(type), options_of(format), World::get().environment()));
}

std::size_t disclosures_in(std::string_view text) {
    const auto count = static_cast<std::size_t>(std::ranges::count(text, '~'));
    return count == 0 ? 0 : count - 1;
}

void floor_issue(benchmark::State& state, vc::Format format, crypto::KeyType type) {
    const std::string text = sample_text();
    const auto& signer = signer_of(type);
    const std::size_t disclosures = disclosures_in(token(format, type));
    const std::string disclosure(100, 'd');
    const auto open_key = signer.keep_open();
    for (auto _ : state) {
        unsigned char memory[16384];
        boost::json::monotonic_resource arena(memory);
        const json::Value document = boost::json::parse(text, &arena);
        for (std::size_t i = 0; i < disclosures; ++i) {
            benchmark::DoNotOptimize(text::base64url_encode(crypto::sha256(disclosure).bytes()));
        }
        std::string out = text::base64url_encode(as_bytes(boost::json::serialize(document)));
        out += text::base64url_encode(must(signer.sign(as_bytes(out))));
        benchmark::DoNotOptimize(out);
    }
    state.SetItemsProcessed(state.iterations());
}

void floor_verify(benchmark::State& state, vc::Format format, crypto::KeyType type) {
    const std::string text = token(format, type);
    const std::string_view jws = std::string_view(text).substr(0, text.find('~'));
    const std::string_view input = jws.substr(0, jws.rfind('.'));
    const std::string_view payload = input.substr(input.find('.') + 1);
    const auto signature = must(text::base64url_decode(jws.substr(jws.rfind('.') + 1)));
    const std::size_t disclosures = disclosures_in(text);
    const std::string disclosure(100, 'd');
    for (auto _ : state) {
        unsigned char memory[16384];
        boost::json::monotonic_resource arena(memory);
        const auto bytes = must(text::base64url_decode(payload));
        const auto characters = as_text(bytes);
        benchmark::DoNotOptimize(
            boost::json::parse(boost::json::string_view(characters.data(), characters.size()), &arena));
        for (std::size_t i = 0; i < disclosures; ++i) {
            benchmark::DoNotOptimize(text::base64url_encode(crypto::sha256(disclosure).bytes()));
        }
        if (!crypto::verify(signer_of(type).public_key(), as_bytes(input), signature)) state.SkipWithError("signature");
    }
    state.SetItemsProcessed(state.iterations());
}

void issue(benchmark::State& state, vc::Format format, crypto::KeyType type) {
    const std::string text = sample_text();
    const auto environment = World::get().environment();
    const auto options = options_of(format);
    const auto& signer = signer_of(type);
    const auto open_key = signer.keep_open();
    for (auto _ : state) benchmark::DoNotOptimize(must(vc::issue_text(text, signer, options, environment)));
    state.SetItemsProcessed(state.iterations());
}

void verify(benchmark::State& state, vc::Format format, crypto::KeyType type) {
    const auto environment = World::get().environment();
    const std::string text = token(format, type);
    const auto options = verify_options();
    for (auto _ : state) {
        const auto report = must(vc::verify(text, options, environment));
        if (report.verdict() != vc::Verdict::Valid) state.SkipWithError("the token does not verify");
    }
    state.SetItemsProcessed(state.iterations());
}

#define BLASON_TOKEN_BENCH(name, ...)                   \
    BENCHMARK_CAPTURE(floor_issue, name, __VA_ARGS__);  \
    BENCHMARK_CAPTURE(issue, name, __VA_ARGS__);        \
    BENCHMARK_CAPTURE(floor_verify, name, __VA_ARGS__); \
    BENCHMARK_CAPTURE(verify, name, __VA_ARGS__)
BLASON_TOKEN_BENCH(jwt_eddsa, vc::Format::Jwt, crypto::KeyType::Ed25519);
BLASON_TOKEN_BENCH(jwt_es256, vc::Format::Jwt, crypto::KeyType::P256);
BLASON_TOKEN_BENCH(sd_jwt_eddsa, vc::Format::SdJwt, crypto::KeyType::Ed25519);
BLASON_TOKEN_BENCH(sd_jwt_es256, vc::Format::SdJwt, crypto::KeyType::P256);

}  // namespace
}  // namespace blason::bench
