// A proof from anywhere, on a document that is good: a verdict, never a fault, and never "valid" for bytes nobody
// signed.
#include "did/resolver.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/jsonld/loader.hpp"
#include "engine/jsonld/processor.hpp"
#include "tests/fuzz/input.hpp"
#include "vc/derive.hpp"
#include "vc/verify.hpp"

using namespace blason;

namespace {

/// A network that is not there.
class NoNetwork : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest&) override {
        return unavailable("fetch-offline", "There is no network.");
    }
};

struct World {
    jsonld::BundledLoader loader;
    jsonld::Processor processor{loader};
    NoNetwork network;
    did::MethodResolver resolver{network};
};

constexpr std::string_view kCredential = R"({
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential"],
    "issuer": "did:key:z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX",
    "credentialSubject": {"id": "did:example:subject"}
})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static World world;
    const auto proof = json::parse(fuzz::text(data, size), {}, {.allow_nul = false});
    if (!proof) return 0;
    json::Value credential = json::parse(kCredential).operator*();
    credential.get_object().emplace("proof", *proof);
    const std::string before = json::serialize(credential);
    vc::VerifyOptions options;
    options.now = parse_instant("2025-06-01T00:00:00Z").value();
    options.trace = true;
    const vc::Environment environment{world.processor, world.resolver};
    const auto report = vc::verify(credential, options, environment);
    fuzz::require(report && report->verdict() != vc::Verdict::Valid);
    fuzz::require(json::serialize(credential) == before);
    if (const auto derived = vc::derive(credential, {{"/issuer"}, nullptr}, environment)) {
        fuzz::require(vc::verify(derived->document, options, environment)->verdict() != vc::Verdict::Valid);
    }
    return 0;
}
