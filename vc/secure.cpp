#include "vc/secure.hpp"

#include "did/did_key.hpp"
#include "engine/json/serialize.hpp"

namespace blason::vc {

Result<void> check_unsecured(const json::Value& document) {
    if (!document.is_object()) return refused("not-an-object", "This must be a JSON object.");
    if (json::find(document, "proof") != nullptr)
        return refused("already-secured", "There is a proof already.", "/proof");
    return {};
}

Result<Secured> secure(json::Value document, std::string_view suite_name, const crypto::Signer& signer,
                       proof::CreateOptions options, std::string_view media_type, const Environment& environment) {
    const proof::Suite* suite = proof::find_suite_to_create(suite_name);
    if (suite == nullptr) {
        return Error{"cryptosuite-unknown", "There is no cryptographic suite \"" + std::string(suite_name) + "\".", "",
                     ErrorKind::Usage};
    }
    if (options.verification_method.empty()) options.verification_method = did::did_key_method(signer.public_key());
    const auto added = proof::add_proof(document, *suite, signer, options, environment.jsonld);
    if (!added) return added.error();
    std::string text = json::serialize(document);
    return Secured{std::move(document), std::move(text), std::string(media_type)};
}

}  // namespace blason::vc
