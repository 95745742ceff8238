// What the benchmarks work on: the sample credential, a fixed test key, and an environment without a network.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/processor.hpp"
#include "vc/issue.hpp"
#include "vc/verify.hpp"

namespace blason::bench {

template <typename T>
T must(Result<T> result) {
    if (!result)
        throw std::runtime_error(result.error().code + " " + result.error().pointer + ": " + result.error().detail);
    return std::move(*result);
}

/// BLASON_DATA, else ../shared/data beside the project.
inline std::string sample_text() {
    const char* folder = std::getenv("BLASON_DATA");
    const auto path = std::filesystem::path(folder != nullptr ? folder : BLASON_DEFAULT_DATA) / "credential.json";
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string() + " (set BLASON_DATA)");
    std::ostringstream text;
    text << file.rdbuf();
    return json::serialize(must(json::parse(text.str())));  // compact: 2,280 bytes, as every figure has it
}

/// The sample with so many alignments.
inline json::Value sample_with_alignments(std::size_t count) {
    json::Value credential = must(json::parse(sample_text()));
    auto& achievement = credential.at("credentialSubject").at("achievement").as_object();
    json::Array alignments;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string code = "DA-" + std::to_string(i);
        alignments.push_back(json::Object{
            {"type", json::Array{"Alignment"}},
            {"targetCode", code},
            {"targetName", "Skill " + std::to_string(i)},
            {"targetFramework", "Example Skills Framework"},
            {"targetType", "ceasn:Competency"},
            {"targetUrl", "https://skills.example.edu/frameworks/1/" + code},
        });
    }
    achievement["alignment"] = std::move(alignments);
    return credential;
}

/// N-Quads of so many blank nodes that have nothing to do with each other, with two quads each.
inline std::string unrelated_nodes(std::size_t count) {
    std::string nquads;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string node = "_:n" + std::to_string(i);
        nquads += node + " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Thing> .\n";
        nquads += node + " <https://schema.org/name> \"Thing " + std::to_string(i) + "\" .\n";
    }
    return nquads;
}

/// A test key: 32 bytes of 7.
inline const crypto::Signer& signer() {
    static const auto key =
        must(crypto::make_signer(crypto::KeyType::Ed25519, crypto::SecretBytes(ByteView(Bytes(32, 7)))));
    return *key;
}

class NoNetwork : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        return unavailable("fetch-offline", "not fetched: " + request.url);
    }
};

struct World {
    jsonld::BundledLoader loader;
    jsonld::Processor processor{loader};
    NoNetwork client;
    did::MethodResolver resolver{client};

    static World& get() {
        static World world;
        return world;
    }
    vc::Environment environment() { return {processor, resolver}; }
};

inline vc::IssueOptions issue_options() {
    vc::IssueOptions options;
    options.created = *parse_instant("2026-01-15T09:00:00Z");
    options.set_issuer = true;
    return options;
}

inline vc::VerifyOptions verify_options() {
    vc::VerifyOptions options;
    options.now = *parse_instant("2026-06-01T00:00:00Z");
    return options;
}

}  // namespace blason::bench
