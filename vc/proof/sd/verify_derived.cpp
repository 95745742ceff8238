#include "vc/proof/sd/verify_derived.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "engine/crypto/verify.hpp"
#include "engine/text/multibase.hpp"
#include "vc/proof/sd/signing.hpp"

namespace blason::vc::proof::sd {

namespace {

Error other_document(std::string_view what) {
    return refused("proof-value-malformed",
                   "The " + std::string(what) + " of the proof are not those of this document.", "/proofValue");
}

/// Section 3.5.6, decompressLabelMap, and section 3.4.3, createLabelMapFunction.
LabelOf labels_of(const DerivedProofValue& value) {
    std::unordered_map<std::string, std::string> labels;
    for (const auto& [number, label] : value.labels) {
        labels.emplace("c14n" + std::to_string(number), text::multibase_encode(text::Base::Base64Url, label));
    }
    return [labels = std::move(labels)](const std::string& canonical) -> Result<std::string> {
        const auto found = labels.find(canonical);
        if (found == labels.end()) return other_document("labels");
        return found->second;
    };
}

/// With one label for two nodes, what was said of one could be shown as said of two.
bool are_distinct(const DerivedProofValue& value) {
    std::set<Bytes> labels;
    return std::all_of(value.labels.begin(), value.labels.end(),
                       [&](const auto& entry) { return labels.insert(entry.second).second; });
}

}  // namespace

Result<VerifyData> verify_data(const rdf::Dataset& document, std::string_view canonical_options,
                               const DerivedProofValue& value) {
    VerifyData out;
    out.proof_hash = crypto::sha256(canonical_options);  // step 1
    const auto labels = label_map(document, labels_of(value));
    if (!labels) return labels.error();
    if (labels->size() != value.labels.size() || !are_distinct(value)) return other_document("labels");
    auto statements = relabelled(document, *labels);  // steps 3 and 4
    if (!statements) return std::move(statements).error();
    out.statements = std::move(*statements);

    std::vector<bool> is_mandatory(out.statements.size(), false);
    for (const std::int64_t index : value.mandatory) {
        const auto at = static_cast<std::size_t>(index);
        if (at >= is_mandatory.size() || is_mandatory[at]) return other_document("indexes");
        is_mandatory[at] = true;
    }
    crypto::Hasher hasher(crypto::HashAlgorithm::Sha256);
    for (std::size_t i = 0; i < out.statements.size(); ++i) {  // step 7
        if (is_mandatory[i]) {
            hasher.update(out.statements[i]);
        } else {
            out.signed_one_by_one.push_back(out.statements[i]);
        }
    }
    out.mandatory_hash = hasher.finish();                           // step 8
    if (out.signed_one_by_one.size() != value.signatures.size()) {  // section 3.6.7 step 3
        return refused("signature-count", "The proof has not exactly one signature for each statement.", "/proofValue");
    }
    out.signing_input = sign_data(out.proof_hash, value.public_key, out.mandatory_hash);
    return out;
}

ProofTrace trace_of(const VerifyData& data, std::string_view canonical_options) {
    ProofTrace trace;
    trace.cryptosuite = "ecdsa-sd-2023";
    trace.canonical_document = joined(data.statements);
    trace.canonical_proof_options = canonical_options;
    trace.document_hash = to_hex(data.mandatory_hash.bytes());
    trace.proof_options_hash = to_hex(data.proof_hash.bytes());
    trace.signing_input = to_hex(data.signing_input);
    return trace;
}

bool signatures_fit(const VerifyData& data, const DerivedProofValue& value, const crypto::PublicKey& issuer_key) {
    if (!crypto::verify(issuer_key, data.signing_input, value.base_signature)) return false;
    const auto proof_key = read_public_key(value.public_key);
    if (!proof_key) return false;
    for (std::size_t i = 0; i < data.signed_one_by_one.size(); ++i) {
        if (!crypto::verify(*proof_key, as_bytes(data.signed_one_by_one[i]), value.signatures[i])) return false;
    }
    return true;
}

}  // namespace blason::vc::proof::sd
