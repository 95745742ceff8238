#include "did/webvh/proof.hpp"

#include "did/did_key.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/crypto/verify.hpp"
#include "engine/json/jcs.hpp"
#include "engine/text/multibase.hpp"

namespace blason::did::webvh {
namespace {

constexpr std::size_t kSignatureSize = 64;

Error invalid(std::string detail, const json::Path& path) {
    return refused("INVALID_DID", std::move(detail), path.pointer());
}

/// VC-DI-EDDSA section 3.3.4: the hash of the proof configuration, then the hash of the document.
Bytes hash_data(const json::Object& configuration, const json::Value& document) {
    const auto first = crypto::sha256(json::canonicalize(configuration));
    const auto second = crypto::sha256(json::canonicalize(document));
    Bytes data(first.bytes().begin(), first.bytes().end());
    data.insert(data.end(), second.bytes().begin(), second.bytes().end());
    return data;
}

Result<void> require_text(const json::Object& proof, std::string_view name, std::string_view wanted,
                          const json::Path& path) {
    const auto* value = json::find(proof, name);
    if (value != nullptr && value->is_string() && json::view(*value) == wanted) return {};
    return invalid("Here a proof of a did:webvh has \"" + std::string(wanted) + "\".", json::Path(&path, name));
}

/// "did:key:z6Mk...#z6Mk...": both halves name one key, or one could be checked and the other one used.
Result<std::string> signing_key(const json::Object& proof, const json::Path& path) {
    const json::Path here(&path, "verificationMethod");
    const auto* value = json::find(proof, "verificationMethod");
    if (value == nullptr || !value->is_string()) return invalid("The proof names no key.", here);
    std::string_view url = json::view(*value);
    constexpr std::string_view kDidKey = "did:key:";
    const auto hash = url.find('#');
    if (!url.starts_with(kDidKey) || hash == std::string_view::npos ||
        url.substr(kDidKey.size(), hash - kDidKey.size()) != url.substr(hash + 1)) {
        return invalid("The key of a proof is a did:key whose fragment is the same key.", here);
    }
    return std::string(url.substr(hash + 1));
}

/// The dates are not needed, but what is there must be a date, and a proof that has expired is none.
Result<void> check_dates(const json::Object& proof, Instant now, const json::Path& path) {
    for (const std::string_view name : {"created", "expires"}) {
        const auto* value = json::find(proof, name);
        if (value == nullptr) continue;
        const auto instant =
            value->is_string() ? parse_instant(json::view(*value), MissingOffset::MeansUtc) : std::nullopt;
        if (!instant) return invalid("This is not a date and time.", json::Path(&path, name));
        if (name == "expires" && *instant <= now) return invalid("The proof has expired.", json::Path(&path, name));
    }
    return {};
}

}  // namespace

Result<std::string> verify_proof(const json::Value& document, const json::Value& proof, Instant now,
                                 const json::Path& path) {
    if (!proof.is_object()) return invalid("A proof is an object.", path);
    json::Object configuration = proof.get_object();
    for (const auto& [name, wanted] : {std::pair{"type", "DataIntegrityProof"},
                                       {"cryptosuite", "eddsa-jcs-2022"},
                                       {"proofPurpose", "assertionMethod"}}) {
        if (auto fits = require_text(configuration, name, wanted, path); !fits) return std::move(fits).error();
    }
    if (auto dates = check_dates(configuration, now, path); !dates) return std::move(dates).error();
    // Section 3.3.2: contexts are compared with the document's; a log entry has none.
    if (json::find(configuration, "@context") != nullptr) {
        return invalid("The proof has a context and the document has none.", json::Path(&path, "@context"));
    }
    auto multikey = signing_key(configuration, path);
    if (!multikey) return multikey;
    const auto key = crypto::PublicKey::from_multikey(*multikey);
    if (!key || key->type() != crypto::KeyType::Ed25519) {
        return invalid("The key of the proof is no Ed25519 key.", json::Path(&path, "verificationMethod"));
    }

    const json::Path value_path(&path, "proofValue");
    const auto* value = json::find(configuration, "proofValue");
    if (value == nullptr || !value->is_string()) return invalid("The proof has no value.", value_path);
    const auto signature = text::multibase_decode(text::Base::Base58Btc, json::view(*value));
    if (!signature || signature->size() != kSignatureSize) {
        return invalid("The value of the proof is no signature in base58btc.", value_path);
    }
    configuration.erase("proofValue");
    if (!crypto::verify(*key, hash_data(configuration, document), *signature)) {
        return invalid("The signature does not fit.", value_path);
    }
    return multikey;
}

Result<json::Object> sign(const json::Value& document, const crypto::Signer& signer, Instant created) {
    const auto& key = signer.public_key();
    if (key.type() != crypto::KeyType::Ed25519) {
        return refused("webvh-key-type", "A log of did:webvh is signed with Ed25519 keys.");
    }
    json::Object proof{{"type", "DataIntegrityProof"},
                       {"cryptosuite", "eddsa-jcs-2022"},
                       {"verificationMethod", did_key_method(key)},
                       {"created", format_instant({created.seconds, 0})},
                       {"proofPurpose", "assertionMethod"}};
    const auto signature = signer.sign(hash_data(proof, document));
    if (!signature) return signature.error();
    proof["proofValue"] = text::multibase_encode(text::Base::Base58Btc, *signature);
    return proof;
}

}  // namespace blason::did::webvh
