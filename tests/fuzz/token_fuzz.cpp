// SD-JWT and credentials in tokens from anybody: no input crashes, nothing unsigned is believed, and what is kept back
// leaves no digest behind.
#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/serialize.hpp"
#include "engine/sdjwt/combined.hpp"
#include "engine/sdjwt/conceal.hpp"
#include "engine/sdjwt/key_binding.hpp"
#include "engine/sdjwt/reveal.hpp"
#include "engine/text/base64url.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

namespace {

const jose::Jwk& test_key() {
    static const jose::Jwk key{
        crypto::private_key_from_bytes(crypto::KeyType::Ed25519, Bytes(32, 7))->public_key, {}, {}, {}, {}};
    return key;
}

/// Whole SD-JWTs: the parts join to the same text again.
void check_combined(std::string_view input) {
    const auto parts = sdjwt::split(input);
    if (!parts) return;
    fuzz::require(sdjwt::join(parts->jwt, parts->disclosures) == parts->bound);
    fuzz::require(!sdjwt::verify_key_binding(parts->key_binding, parts->bound, crypto::HashAlgorithm::Sha256,
                                             test_key(), {1'800'000'000, 0}));
}

/// A payload, then disclosures, one a line.
void check_reveal(std::string_view input) {
    const std::size_t end = input.find('\n');
    const auto payload = json::parse(input.substr(0, end));
    if (!payload || !payload->is_object()) return;
    std::vector<sdjwt::Disclosure> disclosures;
    while (end != std::string_view::npos && !input.empty()) {
        input.remove_prefix(std::min(input.size(), input.find('\n')));
        if (!input.empty()) input.remove_prefix(1);
        const auto line = input.substr(0, input.find('\n'));
        if (auto one = sdjwt::parse_disclosure(text::base64url_encode(as_bytes(line)))) {
            disclosures.push_back(std::move(*one));
        }
    }
    const auto revealed = sdjwt::reveal(payload->get_object(), disclosures);
    if (revealed) fuzz::require(revealed->places.size() == disclosures.size());

    // What we conceal ourselves comes back.
    std::vector<std::string> pointers;
    for (const auto& member : payload->get_object()) {
        const std::string_view name(member.key().data(), member.key().size());
        pointers.push_back(json::Path(nullptr, name).pointer());
    }
    const auto concealed = sdjwt::conceal(payload->get_object(), pointers, {}, crypto::system_random());
    if (!concealed || concealed->disclosures.size() > 256) return;
    const auto again = sdjwt::reveal(concealed->payload, concealed->disclosures);
    fuzz::require(again && json::Value(again->payload) == *payload);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text(data, size);
    check_combined(input);
    check_reveal(input);
    static_cast<void>(sdjwt::parse_disclosure(input));
    return 0;
}
