#include "vc/proof/create.hpp"

#include <algorithm>

#include "vc/model/values.hpp"
#include "vc/proof/hash_data.hpp"

namespace blason::vc::proof {

namespace {

using model::text_value;

/// Some suites have terms that no base context defines.
void add_own_context(json::Object& document, const Suite& suite) {
    json::Value* contexts = document.if_contains("@context");
    if (suite.own_context.empty() || contexts == nullptr || !contexts->is_array()) return;
    json::Array& list = contexts->get_array();
    const auto is_own = [&](const json::Value& context) {
        return context.is_string() && json::view(context) == suite.own_context;
    };
    if (std::none_of(list.begin(), list.end(), is_own)) list.push_back(text_value(suite.own_context));
}

/// Proof configuration (VC-DI-EDDSA sections 3.2.5 and 3.3.5), in the order the standard shows its members.
json::Object configure(const json::Object& document, const Suite& suite, const CreateOptions& options) {
    json::Object proof;
    proof.emplace("type", text_value(suite.type));
    if (!suite.cryptosuite.empty()) proof.emplace("cryptosuite", text_value(suite.cryptosuite));
    proof.emplace("created", text_value(format_instant(options.created)));
    proof.emplace("verificationMethod", text_value(options.verification_method));
    proof.emplace("proofPurpose", text_value(did::to_text(options.purpose)));
    if (options.challenge) proof.emplace("challenge", text_value(*options.challenge));
    if (options.domain) proof.emplace("domain", text_value(*options.domain));
    if (const json::Value* context = json::find(document, "@context")) proof.emplace("@context", *context);
    return proof;
}

/// An error of the proof options names its place in the proof that would have been.
Error in_proof(Error error) {
    error.pointer.insert(0, "/proof");
    return error;
}

Error wrong_key(const Suite& suite) {
    std::string message(suite.name());
    for (std::string_view word = " needs a key of type "; const crypto::KeyType key : suite.keys) {
        message.append(word).append(info(key).name);
        word = " or ";
    }
    return Error{"key-type-mismatch", message + ".", "", ErrorKind::Usage};
}

}  // namespace

Result<void> add_proof(json::Value& document, const Suite& suite, const crypto::Signer& signer,
                       const CreateOptions& options, const jsonld::Processor& processor, ProofTrace* trace) {
    const crypto::KeyType key = signer.public_key().type();
    if (!suite.takes(key)) return wrong_key(suite);
    const crypto::HashAlgorithm hash = hash_for(key);
    json::Object& object = document.as_object();
    add_own_context(object, suite);
    json::Value proof = configure(object, suite, options);

    const auto canonical_document = suite.transform(document, processor, hash);
    if (!canonical_document) return canonical_document.error();
    const auto canonical_options = suite.transform(proof, processor, hash);
    if (!canonical_options) return in_proof(canonical_options.error());

    const HashData hashes = hash_data(hash, *canonical_options, *canonical_document);
    auto signature = signer.sign(hashes.signing_input());
    if (!signature) return std::move(signature).error();

    if (suite.context == ContextOf::Document) proof.get_object().stable_erase("@context");
    proof.get_object().emplace("proofValue", text_value(text::multibase_encode(suite.base, *signature)));
    object.insert_or_assign("proof", std::move(proof));
    if (trace != nullptr) {
        *trace = trace_of(suite.name(), hashes, *canonical_options, *canonical_document);
        trace->pointer = "/proof";
    }
    return {};
}

}  // namespace blason::vc::proof
