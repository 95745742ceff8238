#include "vc/proof/hash_data.hpp"

namespace blason::vc::proof {

Bytes HashData::signing_input() const {
    Bytes out;
    out.reserve(options.size + document.size);
    out.insert(out.end(), options.bytes().begin(), options.bytes().end());
    out.insert(out.end(), document.bytes().begin(), document.bytes().end());
    return out;
}

HashData hash_data(crypto::HashAlgorithm algorithm, std::string_view canonical_options,
                   std::string_view canonical_document) {
    return {crypto::hash(algorithm, as_bytes(canonical_options)),
            crypto::hash(algorithm, as_bytes(canonical_document))};
}

ProofTrace trace_of(std::string_view suite, const HashData& hashes, std::string_view canonical_options,
                    std::string_view canonical_document) {
    ProofTrace trace;
    trace.cryptosuite = suite;
    trace.canonical_document = canonical_document;
    trace.canonical_proof_options = canonical_options;
    trace.document_hash = to_hex(hashes.document.bytes());
    trace.proof_options_hash = to_hex(hashes.options.bytes());
    trace.signing_input = to_hex(hashes.signing_input());
    return trace;
}

}  // namespace blason::vc::proof
