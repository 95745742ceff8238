// Identifiers and documents: what is accepted is what was written, and a document is about the identifier it is for.
#include "did/did.hpp"

#include "did/did_jwk.hpp"
#include "did/did_key.hpp"
#include "did/did_web.hpp"
#include "did/peer/did_peer.hpp"
#include "did/webvh/location.hpp"
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

namespace {

void require_about(const Result<did::Resolution>& resolution, const did::Did& did) {
    if (!resolution) return;
    const auto& document = resolution->document;
    fuzz::require(document.id == did.text);
    // What is written is what was decided: read as any other document it says the same.
    const auto again = did::parse_document(document.json, did.text);
    fuzz::require(again && again->methods.size() == document.methods.size());
}

void resolve(const did::Did& did) {
    if (did.method == "key") require_about(did::resolve_did_key(did), did);
    if (did.method == "jwk") require_about(did::resolve_did_jwk(did), did);
    if (did.method == "peer") {
        did::peer::LongForms seen(4);
        require_about(did::peer::resolve(did, seen, {}), did);
    }
    if (did.method == "web") {
        const auto url = did::did_web_url(did);
        fuzz::require(!url || (url->starts_with("https://") && url->ends_with("/did.json")));
        fuzz::require(!url || url->find("/../") == std::string::npos);
    }
    if (did.method == "webvh") {
        const auto location = did::webvh::locate(did);
        fuzz::require(!location || did.specific_id.starts_with(location->scid + ":"));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text(data, size);
    if (const auto did = did::Did::parse(input)) {
        fuzz::require(did->text == input && did->text == "did:" + did->method + ":" + did->specific_id);
        resolve(*did);
    }
    if (const auto url = did::DidUrl::parse(input)) {
        auto text = url->did.text + url->path;
        if (url->query) text += "?" + *url->query;
        if (url->fragment) text += "#" + *url->fragment;
        fuzz::require(text == input);
    }
    // The methods get the rest of a line as their identifier, so that they are reached without luck.
    for (const auto* prefix : {"did:key:", "did:jwk:", "did:peer:", "did:web:"}) {
        if (const auto did = did::Did::parse(prefix + std::string(input))) resolve(*did);
    }
    if (const auto json = json::parse(input)) {
        const auto document = did::parse_document(*json, "did:example:1");
        fuzz::require(!document || (document->id == "did:example:1" && document->methods.size() <= did::kMaxMethods));
        // A document is never taken for keys alone, and what is taken for keys has none that is private.
        const auto keys = did::read_published_keys(*json);
        fuzz::require(!keys || !*keys || !document);
        if (keys && *keys) {
            for (const auto& key : (*keys)->set.keys())
                fuzz::require(crypto::PublicKey::from_jwk(key.key.jwk()).has_value());
        }
    }
    return 0;
}
