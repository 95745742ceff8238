// What a stranger sends to a credential issuer or to a wallet: links, offers, metadata, requests, proofs, answers. What
// was read and is written again reads the same.
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/fuzz/input.hpp"
#include "vc/oid4vci/metadata.hpp"
#include "vc/oid4vci/offer.hpp"
#include "vc/oid4vci/proof.hpp"
#include "vc/oid4vci/request.hpp"
#include "vc/oid4vci/response.hpp"

namespace {

using namespace blason;               // NOLINT: a program of this room
using namespace blason::vc::oid4vci;  // NOLINT

template <typename Parse>
void reads_again(const json::Value& value, const Parse& parse) {
    const auto first = parse(value);
    if (!first) return;
    const auto written = to_json(*first);
    const auto second = parse(json::Value(written));
    fuzz::require(second && to_json(*second) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text(data, size);
    if (const auto link = parse_offer_link(text); link && link->offer) {
        const auto again = parse_offer_link(offer_link(*link->offer));
        fuzz::require(again && again->offer && to_json(*again->offer) == to_json(*link->offer));
    }
    if (const auto proof = read_jwt_proof(text); proof && proof->jwk)
        (void)check_jwt_proof(*proof, *proof->jwk, {"https://i.example", {}, {1'800'000'000, 0}});
    (void)read_key_attestation(text, {1'800'000'000, 0}, false);
    (void)inserted_well_known(text, kIssuerWellKnown);

    const auto value = json::parse(text);
    if (!value) return 0;
    reads_again(*value, [](const json::Value& one) { return parse_offer(one); });
    const auto* issuer = json::find(*value, "credential_issuer");
    const std::string named = issuer != nullptr && issuer->is_string() ? std::string(json::view(*issuer)) : "";
    reads_again(*value, [&](const json::Value& one) { return parse_issuer_metadata(one, named); });
    reads_again(*value, [](const json::Value& one) { return parse_credential_request(one); });
    reads_again(*value, [](const json::Value& one) { return parse_deferred_request(one); });
    reads_again(*value, [](const json::Value& one) { return parse_notification(one); });
    reads_again(*value, [](const json::Value& one) { return parse_credential_response(one); });
    return 0;
}
