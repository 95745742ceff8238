#include "vc/proof/create.hpp"

#include <algorithm>

#include "vc/model/values.hpp"
#include "vc/proof/hash_data.hpp"
#include "vc/proof/sd/base_proof.hpp"

namespace blason::vc::proof {

namespace {

using model::text_value;

/// `previousProof`: one id, or several.
json::Value ids_of(const json::Array& proofs) {
    if (proofs.size() == 1) return proofs.front().at("id");
    json::Array ids;
    for (const json::Value& proof : proofs) ids.push_back(proof.at("id"));
    return ids;
}

/// Proof configuration (VC-DI-EDDSA sections 3.2.5 and 3.3.5), in the order the standard shows its members.
json::Object configure(const json::Object& document, const Suite& suite, const CreateOptions& options) {
    json::Object proof;
    if (!options.id.empty()) proof.emplace("id", text_value(options.id));
    proof.emplace("type", text_value(suite.type));
    if (!suite.cryptosuite.empty()) proof.emplace("cryptosuite", text_value(suite.cryptosuite));
    proof.emplace("created", text_value(format_instant(options.created)));
    if (options.expires) proof.emplace("expires", text_value(format_instant(*options.expires)));
    proof.emplace("verificationMethod", text_value(options.verification_method));
    proof.emplace("proofPurpose", text_value(did::to_text(options.purpose)));
    if (options.challenge) proof.emplace("challenge", text_value(*options.challenge));
    if (options.domain) proof.emplace("domain", text_value(*options.domain));
    if (options.nonce) proof.emplace("nonce", text_value(*options.nonce));
    if (!options.previous.empty()) proof.emplace("previousProof", ids_of(options.previous));
    if (const json::Value* context = json::find(document, "@context")) proof.emplace("@context", *context);
    return proof;
}

/// An error of the proof options names its place in the proof that would have been; the contexts are the document's.
Error in_proof(Error error) {
    if (error.pointer.starts_with("/@context")) return error;
    error.pointer.insert(0, "/proof");
    return error;
}

/// What no verifier would take is not made.
Result<void> check_options(const Suite& suite, const CreateOptions& options) {
    if (!options.id.empty() && !model::is_url(options.id)) {
        return refused("proof-id-malformed", "The id of a proof must be an absolute URL.", "/proof/id");
    }
    if (options.expires && *options.expires <= options.created) {
        return refused("proof-expired", "The proof would have expired when it is made.", "/proof/expires");
    }
    if (!options.previous.empty() && suite.disclosure == Disclosure::Selective) {
        return refused("previous-proof-unsupported", "A proof of this suite cannot build on others.",
                       "/proof/previousProof");
    }
    return {};
}

/// Section 4.3: the proofs that this one builds on are part of what it signs.
Result<std::string> text_to_sign(const json::Value& document, const json::Array& previous, const Suite& suite,
                                 crypto::HashAlgorithm hash, const jsonld::Processor& processor) {
    if (previous.empty()) return suite.transform(document, processor, hash);
    json::Value with_previous = document;
    with_previous.get_object().emplace("proof", previous);
    return suite.transform(with_previous, processor, hash);
}

/// The hash-and-sign suites: transform, hash, sign.
Result<std::string> sign_whole(const json::Value& document, std::string_view canonical_options, const Suite& suite,
                               const json::Array& previous, const crypto::Signer& signer,
                               const jsonld::Processor& processor, ProofTrace* trace) {
    const crypto::HashAlgorithm hash = hash_for(signer.public_key().type());
    const auto canonical_document = text_to_sign(document, previous, suite, hash, processor);
    if (!canonical_document) return canonical_document.error();
    const HashData hashes = hash_data(hash, canonical_options, *canonical_document);
    const auto signature = signer.sign(hashes.signing_input());
    if (!signature) return signature.error();
    if (trace != nullptr) *trace = trace_of(suite.name(), hashes, canonical_options, *canonical_document);
    return text::multibase_encode(suite.base, *signature);
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

void add_own_context(json::Object& document, const Suite& suite) {
    json::Value* contexts = document.if_contains("@context");
    if (suite.own_context.empty() || contexts == nullptr || !contexts->is_array()) return;
    json::Array& list = contexts->get_array();
    const auto is_own = [&](const json::Value& context) {
        return context.is_string() && json::view(context) == suite.own_context;
    };
    if (std::none_of(list.begin(), list.end(), is_own)) list.push_back(text_value(suite.own_context));
}

Result<json::Value> make_proof(const json::Value& document, const Suite& suite, const crypto::Signer& signer,
                               const CreateOptions& options, const jsonld::Processor& processor, ProofTrace* trace) {
    const crypto::KeyType key = signer.public_key().type();
    if (!suite.takes(key)) return wrong_key(suite);
    if (auto good = check_options(suite, options); !good) return std::move(good).error();
    const crypto::HashAlgorithm hash = hash_for(key);
    json::Value proof = configure(document.get_object(), suite, options);
    const auto canonical_options = suite.transform(proof, processor, hash);
    if (!canonical_options) return in_proof(canonical_options.error());

    auto value =
        suite.disclosure == Disclosure::Selective
            ? sd::create_base_proof(document, *canonical_options, options.mandatory_pointers, signer, processor,
                                    options.random ? *options.random : crypto::system_random(), trace)
            : sign_whole(document, *canonical_options, suite, options.previous, signer, processor, trace);
    if (!value) return std::move(value).error();
    if (trace != nullptr) trace->pointer = "/proof";
    if (suite.context == ContextOf::Document) proof.get_object().stable_erase("@context");
    proof.get_object().emplace("proofValue", text_value(*value));
    return proof;
}

Result<void> add_proof(json::Value& document, const Suite& suite, const crypto::Signer& signer,
                       const CreateOptions& options, const jsonld::Processor& processor, ProofTrace* trace) {
    add_own_context(document.as_object(), suite);
    auto proof = make_proof(document, suite, signer, options, processor, trace);
    if (!proof) return std::move(proof).error();
    document.get_object().insert_or_assign("proof", std::move(*proof));
    return {};
}

}  // namespace blason::vc::proof
