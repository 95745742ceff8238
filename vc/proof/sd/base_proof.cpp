#include "vc/proof/sd/base_proof.hpp"

#include "engine/crypto/hash.hpp"
#include "engine/crypto/private_key.hpp"
#include "vc/proof/sd/proof_value.hpp"
#include "vc/proof/sd/signing.hpp"
#include "vc/proof/sd/statements.hpp"

namespace blason::vc::proof::sd {

Result<std::string> create_base_proof(const json::Value& document, std::string_view canonical_options,
                                      const Pointers& mandatory, const crypto::Signer& signer,
                                      const jsonld::Processor& processor, crypto::Random& random, ProofTrace* trace) {
    // Section 3.6.2, base proof transformation.
    BaseProofValue value;
    value.mandatory = mandatory;
    value.hmac_key = random.bytes(32);
    const auto grouped = canonicalize_and_group(document, hmac_labels(value.hmac_key), {mandatory}, processor, random);
    if (!grouped) return grouped.error();

    // Section 3.6.5, base proof serialization, steps 2 and 3.
    auto proof_key = crypto::generate_key(crypto::KeyType::P256, random);
    if (!proof_key) return std::move(proof_key).error();
    value.public_key = write_public_key(proof_key->public_key);
    const auto proof_signer = crypto::make_signer(std::move(*proof_key));
    if (!proof_signer) return proof_signer.error();
    const auto open_key = (*proof_signer)->keep_open();
    crypto::Hasher mandatory_hasher(crypto::HashAlgorithm::Sha256);  // section 3.6.3, step 2
    auto next = grouped->groups.front().matching.begin();
    const auto end = grouped->groups.front().matching.end();
    for (std::size_t i = 0; i < grouped->statements.size(); ++i) {
        const std::string& statement = grouped->statements[i];
        if (next != end && *next == i) {
            mandatory_hasher.update(statement);
            ++next;
            continue;
        }
        auto signature = (*proof_signer)->sign(as_bytes(statement));
        if (!signature) return std::move(signature).error();
        value.signatures.push_back(std::move(*signature));
    }

    // Steps 5 to 7.
    const crypto::Digest proof_hash = crypto::sha256(canonical_options);
    const crypto::Digest mandatory_hash = mandatory_hasher.finish();
    const Bytes to_sign = sign_data(proof_hash, value.public_key, mandatory_hash);
    auto signature = signer.sign(to_sign);
    if (!signature) return std::move(signature).error();
    value.base_signature = std::move(*signature);
    if (trace != nullptr) {
        trace->cryptosuite = "ecdsa-sd-2023";
        trace->canonical_document = joined(grouped->statements);
        trace->canonical_proof_options = canonical_options;
        trace->document_hash = to_hex(mandatory_hash.bytes());
        trace->proof_options_hash = to_hex(proof_hash.bytes());
        trace->signing_input = to_hex(to_sign);
    }
    return serialize(value);
}

}  // namespace blason::vc::proof::sd
