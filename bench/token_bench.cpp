// Tokens beside their own floor, which makes or reads the very bytes of the token with nothing but the primitives:
// parse into an arena, base64url, the signature, serialize; for SD-JWT the salt and the digest of each disclosure. No
// JSON-LD, no rules, no key is looked up. One thread; items_per_second is per CPU second.
#include <benchmark/benchmark.h>

#include <boost/json/monotonic_resource.hpp>

#include "bench/sample.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/random.hpp"
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

boost::json::value floor_parse(std::string_view text, boost::json::storage_ptr storage = {}) {
    return boost::json::parse(boost::json::string_view(text.data(), text.size()), std::move(storage));
}
std::string decoded(std::string_view encoded) {
    return std::string(as_text(must(text::base64url_decode(encoded))));
}

/// A token taken apart: what is written into it, and what is read of it.
struct Parts {
    explicit Parts(std::string_view token) {
        std::string_view jws = token.substr(0, token.find('~'));
        input = jws.substr(0, jws.rfind('.'));
        signature = jws.substr(jws.rfind('.') + 1);
        header = input.substr(0, input.find('.'));
        payload = input.substr(input.find('.') + 1);
        token.remove_prefix(std::min(jws.size() + 1, token.size()));
        for (; !token.empty(); token.remove_prefix(disclosures.back().size() + 1))
            disclosures.push_back(token.substr(0, token.find('~')));
    }
    std::string_view input, signature, header, payload;
    std::vector<std::string_view> disclosures;
};

std::string digest_of(std::string_view disclosure) {
    return text::base64url_encode(crypto::sha256(disclosure).bytes());
}

void floor_issue(benchmark::State& state, vc::Format format, crypto::KeyType type) {
    const std::string text = sample_text();
    const auto& signer = signer_of(type);
    const std::string made = token(format, type);
    const Parts parts(made);
    const auto header = floor_parse(decoded(parts.header));
    const auto payload = floor_parse(decoded(parts.payload));
    std::vector<boost::json::value> disclosures;
    for (const auto disclosure : parts.disclosures) disclosures.push_back(floor_parse(decoded(disclosure)));
    const auto open_key = signer.keep_open();
    for (auto _ : state) {
        unsigned char memory[16384];
        boost::json::monotonic_resource arena(memory);
        benchmark::DoNotOptimize(floor_parse(text, &arena));
        std::string concealed;
        for (const auto& disclosure : disclosures) {
            benchmark::DoNotOptimize(text::base64url_encode(crypto::system_random().bytes(16)));
            const std::string encoded = text::base64url_encode(as_bytes(boost::json::serialize(disclosure)));
            benchmark::DoNotOptimize(digest_of(encoded));
            concealed += encoded;
        }
        std::string out = text::base64url_encode(as_bytes(boost::json::serialize(header)));
        out += '.';
        out += text::base64url_encode(as_bytes(boost::json::serialize(payload)));
        out += text::base64url_encode(must(signer.sign(as_bytes(out))));
        out += concealed;
        benchmark::DoNotOptimize(out);
    }
    state.SetItemsProcessed(state.iterations());
}

void floor_verify(benchmark::State& state, vc::Format format, crypto::KeyType type) {
    const std::string text = token(format, type);
    for (auto _ : state) {
        unsigned char memory[16384];
        boost::json::monotonic_resource arena(memory);
        const Parts parts(text);
        for (const auto part : {parts.header, parts.payload}) {
            const auto bytes = must(text::base64url_decode(part));
            benchmark::DoNotOptimize(floor_parse(as_text(bytes), &arena));
        }
        for (const auto disclosure : parts.disclosures) {
            const auto bytes = must(text::base64url_decode(disclosure));
            benchmark::DoNotOptimize(floor_parse(as_text(bytes), &arena));
            benchmark::DoNotOptimize(digest_of(disclosure));
        }
        const auto signature = must(text::base64url_decode(parts.signature));
        if (!crypto::verify(signer_of(type).public_key(), as_bytes(parts.input), signature)) {
            state.SkipWithError("signature");
        }
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
