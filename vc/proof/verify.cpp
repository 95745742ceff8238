#include "vc/proof/verify.hpp"

#include <algorithm>

#include "engine/crypto/verify.hpp"
#include "engine/text/ascii.hpp"
#include "vc/model/values.hpp"
#include "vc/proof/chain.hpp"
#include "vc/proof/fields.hpp"
#include "vc/proof/hash_data.hpp"
#include "vc/proof/sd/verify_derived.hpp"

namespace blason::vc::proof {

namespace {

/// The canonical text of the document without proofs, made once for all proofs of the same transformation and hash.
class CanonicalDocument {
  public:
    /// Of that transformation, with whatever hash.
    [[nodiscard]] const Result<std::string>* find(Transform transform) const {
        const auto found =
            std::find_if(texts_.begin(), texts_.end(), [&](const Text& known) { return known.transform == transform; });
        return found == texts_.end() ? nullptr : &found->text;
    }
    const Result<std::string>& get(Transform transform, crypto::HashAlgorithm hash, const json::Value& document,
                                   const jsonld::Processor& processor) {
        const auto found = std::find_if(texts_.begin(), texts_.end(), [&](const Text& known) {
            return known.transform == transform && known.hash == hash;
        });
        if (found != texts_.end()) return found->text;
        return texts_.emplace_back(Text{transform, hash, transform(document, processor, hash)}).text;
    }

  private:
    struct Text {
        Transform transform;
        crypto::HashAlgorithm hash;
        Result<std::string> text;
    };
    std::vector<Text> texts_;
};

/// Looks the key up and checks that it could be used when the proof says it was made. Errors are in terms of the proof.
Result<did::VerificationMethod> find_key(const Fields& fields, const VerifyContext& context) {
    auto method = did::retrieve_verification_method(context.resolver, fields.verification_method, context.purpose,
                                                    {.now = context.now, .version = {}}, fields.created);
    if (!method) {
        Error error = std::move(method).error();
        if (error.kind == ErrorKind::Unavailable) {
            return unavailable(kebab_case(error.code), "The key is not known: " + error.detail, "/verificationMethod");
        }
        // A DID method we do not have, or a key named by a URL that no resolver here reads, says nothing about the key.
        const std::string_view url = fields.verification_method;
        const bool resolved = url.starts_with("did:") || url.starts_with("https://") || url.starts_with("http://");
        if (error.code == "METHOD_NOT_SUPPORTED" || !resolved) {
            error.kind = ErrorKind::Unavailable;
        }
        return Error{kebab_case(error.code), error.detail, "/verificationMethod", error.kind};
    }
    const auto refuse = [](std::string code, std::string message) {
        return refused(std::move(code), std::move(message), "/verificationMethod");
    };
    if (method->key.type() != fields.key) {
        return refuse("key-type-mismatch", "The key is not of the type that the suite is for.");
    }
    if (method->limited != nullptr && !method->limited->is_for_signatures()) {
        return refuse("key-alg-mismatch", "The key is not meant for signatures.");
    }
    return method;
}

class Verification {
  public:
    Verification(Detached& detached, const VerifyContext& context) : detached_(detached), context_(context) {}

    ProofResult run(const json::Value& proof) {
        ProofResult result;
        const auto fields = read_fields(proof, context_.purpose, context_.now);
        result.error = fields ? check(proof, *fields, result) : std::optional(fields.error());
        return result;
    }

    /// A proof over RDF has read the document already; otherwise expanding it is enough.
    [[nodiscard]] Result<void> json_ld() const {
        if (const auto* canonical = canonical_.find(rdfc)) {
            return *canonical ? Result<void>() : Result<void>(canonical->error());
        }
        return context_.processor.check(detached_.value(), safe_mode());
    }

  private:
    std::optional<Error> check(const json::Value& proof, const Fields& fields, ProofResult& result) {
        const Suite& suite = *fields.suite;
        if (suite.disclosure == Disclosure::Selective) return check_derived(proof, fields, result);
        const auto document = canonical_document(proof, fields);
        if (!document) return document.error();
        const crypto::HashAlgorithm hash = hash_for(fields.key);
        const auto options = canonical_options(proof, suite, hash);
        if (!options) return options.error();
        const HashData hashes = hash_data(hash, *options, *document);
        if (context_.trace) result.trace = trace_of(suite.name(), hashes, *options, *document);

        auto method = find_key(fields, context_);
        if (!method) return std::move(method).error();
        result.method = std::move(*method);
        return check_with_key(fields, result, [&](const crypto::PublicKey& key) {
            return crypto::verify(key, hashes.signing_input(), fields.signature);
        });
    }

    /// `fits`: whether the signature is that of a key. The key may be another now than when its document was fetched.
    template <typename Fits>
    std::optional<Error> check_with_key(const Fields& fields, ProofResult& result, const Fits& fits) const {
        if (fits(result.method->key)) return std::nullopt;
        auto renewed =
            did::renewed_verification_method(context_.resolver, result.method->key, fields.verification_method,
                                             context_.purpose, {.now = context_.now, .version = {}}, fields.created);
        if (!renewed || renewed->key.type() != fields.key || !fits(renewed->key)) return mismatch();
        result.method = std::move(*renewed);
        return std::nullopt;
    }

    static Error mismatch() {
        return refused("signature-mismatch",
                       "The signature does not fit: the credential or the proof was changed, "
                       "or another key signed it.",
                       "/proofValue");
    }

    /// A part of a credential, shown by its holder.
    std::optional<Error> check_derived(const json::Value& proof, const Fields& fields, ProofResult& result) {
        const auto value = sd::parse_derived(fields.proof_value);
        if (!value) return value.error();
        const auto dataset = context_.processor.to_rdf(detached_.value(), safe_mode());
        if (!dataset) return not_transformable(dataset.error());
        const auto options = canonical_options(proof, *fields.suite, hash_for(fields.key));
        if (!options) return options.error();
        const auto data = sd::verify_data(*dataset, *options, *value);
        if (!data) return data.error().kind == ErrorKind::TooLarge ? not_transformable(data.error()) : data.error();
        if (context_.trace) result.trace = sd::trace_of(*data, *options);

        auto method = find_key(fields, context_);
        if (!method) return std::move(method).error();
        result.method = std::move(*method);
        return check_with_key(fields, result,
                              [&](const crypto::PublicKey& key) { return sd::signatures_fit(*data, *value, key); });
    }

    Result<std::string> canonical_options(const json::Value& proof, const Suite& suite,
                                          crypto::HashAlgorithm hash) const {
        unsigned char memory[4096];
        boost::json::monotonic_resource arena(memory);
        json::Value options(proof, &arena);
        json::Object& members = options.get_object();
        members.stable_erase("proofValue");
        const json::Value* contexts = json::find(detached_.document(), "@context");
        if (suite.context == ContextOf::Document && contexts != nullptr) {
            members.insert_or_assign("@context", *contexts);
        }
        auto text = suite.transform(options, context_.processor, hash);
        if (!text) return Error{kebab_case(text.error().code), text.error().detail, text.error().pointer};
        return text;
    }

    /// The text stays where it is until the next call.
    Result<std::string_view> canonical_document(const json::Value& proof, const Fields& fields) {
        const Suite& suite = *fields.suite;
        const crypto::HashAlgorithm hash = hash_for(fields.key);
        json::Object& document = detached_.document();
        json::Value* contexts = document.if_contains("@context");
        const json::Value* of_proof = json::find(proof, "@context");
        const bool replaced = suite.context == ContextOf::CopiedIntoProof && of_proof != nullptr;
        if (replaced && (contexts == nullptr || !model::contexts_begin_with(*contexts, *of_proof))) {
            return refused("context-mismatch", "The proof was made with other contexts.", "/@context");
        }
        if (!replaced && fields.previous.empty()) {
            return transformable(canonical_.get(suite.transform, hash, detached_.value(), context_.processor));
        }
        // VC Data Integrity section 4.6 step 2: the proofs that this one builds on are part of what it signs.
        auto matching = matching_proofs(detached_.proofs(), fields.previous);
        if (!matching) return std::move(matching).error();
        json::Value kept;
        if (replaced) kept = std::exchange(*contexts, *of_proof);
        if (!matching->empty()) document.emplace("proof", std::move(*matching));
        with_previous_ = suite.transform(detached_.value(), context_.processor, hash);
        document.stable_erase("proof");
        if (replaced) *document.if_contains("@context") = std::move(kept);
        return transformable(with_previous_);
    }

    /// Why a document cannot be transformed is said once, about the document; of the proof it makes an unknown.
    static Result<std::string_view> transformable(const Result<std::string>& text) {
        if (text) return std::string_view(*text);
        return not_transformable(text.error());
    }
    static Error not_transformable(const Error& error) {
        return unavailable("document-not-transformable",
                           "The proof cannot be checked, because the document cannot be read: " + error.detail);
    }

    Detached& detached_;
    const VerifyContext& context_;
    CanonicalDocument canonical_;
    Result<std::string> with_previous_ = std::string();
};

/// Section 2.1: a proof that `previousProof` names must verify before the one that builds on it. Whoever signed on top
/// of a proof that is bad, or could not be checked, has signed something that is not there.
void spread_errors(const std::vector<const json::Value*>& proofs, std::vector<ProofResult>& results) {
    for (bool spread = true; spread;) {  // each time round one proof more has an error, or it ends
        spread = false;
        for (std::size_t i = 0; i < proofs.size(); ++i) {
            const json::Value* previous = results[i].error ? nullptr : json::find(*proofs[i], "previousProof");
            if (previous == nullptr) continue;
            for (std::size_t j = 0; j < proofs.size() && !results[i].error; ++j) {
                if (!results[j].error || !is_named(*previous, *proofs[j])) continue;
                results[i].error = Error{"previous-proof-unverified", "The proof builds on one that is not good.",
                                         "/previousProof", results[j].error->kind};
                spread = true;
            }
        }
    }
}

}  // namespace

Verified verify_proofs(Detached& detached, const VerifyContext& context) {
    Verification verification(detached, context);
    Verified verified;
    if (detached.proofs().size() > kMaxProofs) {
        ProofResult& result = verified.proofs.emplace_back();
        result.pointer = "/proof";
        result.error = Error{"too-many-proofs", "There are more proofs than are checked.", "", ErrorKind::TooLarge};
        verified.json_ld = verification.json_ld();
        return verified;
    }
    for (std::size_t i = 0; i < detached.proofs().size(); ++i) {
        ProofResult& result = verified.proofs.emplace_back(verification.run(*detached.proofs()[i]));
        result.pointer = detached.is_list() ? "/proof/" + std::to_string(i) : "/proof";
    }
    if (detached.proofs().size() > 1) spread_errors(detached.proofs(), verified.proofs);
    verified.json_ld = verification.json_ld();
    return verified;
}

std::string kebab_case(std::string_view code) {
    std::string out(code);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c == '_' || c == ' ' ? '-' : text::lower(c); });
    return out;
}

}  // namespace blason::vc::proof
