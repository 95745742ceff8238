#include "vc/jwt/verify.hpp"

#include "engine/json/serialize.hpp"

namespace blason::vc::jwt {

namespace {

ProofTrace trace_of(const jose::Jws& jws) {
    ProofTrace trace;
    const auto algorithm = jws.algorithm();
    trace.cryptosuite = algorithm ? crypto::info(*algorithm).name : "";
    trace.canonical_document = as_text(jws.payload);
    trace.canonical_proof_options = json::serialize(jws.header);
    trace.signing_input = to_hex(as_bytes(jws.signing_input));
    return trace;
}

}  // namespace

proof::ProofResult verify_signature(const jose::Jws& jws, std::string_view party, const KeyLookup& lookup, bool trace) {
    proof::ProofResult result;
    if (trace) result.trace = trace_of(jws);
    if (const auto algorithm = jws.algorithm(); !algorithm) {
        result.error = algorithm.error();
        return result;
    }
    auto method = find_key(jws.header, party, lookup);
    if (!method) {
        result.error = std::move(method).error();
        return result;
    }
    auto verified = jose::verify(jws, method->jwk());
    if (!verified && refresh_keys(jws.header, party, lookup)) {
        // The key may be another now than when its document was fetched.
        auto renewed = find_key(jws.header, party, lookup);
        if (renewed && !(renewed->key == method->key)) {
            verified = jose::verify(jws, renewed->jwk());
            method = std::move(renewed);
        }
    }
    if (!verified) {
        result.error = std::move(verified).error();
    } else if (method->controller.empty()) {
        const auto owned = owned_by(*method, party, lookup);
        if (!owned) result.owner_unknown = owned.error();
        if (owned && *owned) method->controller = party;
    }
    result.method = std::move(*method);
    return result;
}

}  // namespace blason::vc::jwt
