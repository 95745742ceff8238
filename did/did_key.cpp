#include "did/did_key.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "did/make_document.hpp"
#include "engine/crypto/key_agreement.hpp"

namespace blason::did {
namespace {

/// Enough for an RSA-8192 key; what is longer is not worth the quadratic work of base58.
constexpr std::size_t kMaxIdentifier = 2048;

Error invalid(std::string detail) {
    return refused("INVALID_DID", std::move(detail));
}

/// did-key-format := "did:key:" [ version ":" ] multibase; a version is a positive integer, absent it is 1.
Result<std::string_view> multibase_part(std::string_view specific_id) {
    const auto colon = specific_id.find(':');
    if (colon == std::string_view::npos) return specific_id;
    const auto version = specific_id.substr(0, colon);
    const bool is_number = !version.empty() && version.size() <= 9 && version.front() != '0' &&
                           std::all_of(version.begin(), version.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return invalid("The version of a did:key is a positive integer.");
    if (version != "1") return invalid(fmt::format("Version {} of did:key is not known here.", version));
    return specific_id.substr(colon + 1);
}

std::vector<Purpose> purposes_of(crypto::KeyType type) {
    if (type == crypto::KeyType::X25519) return {Purpose::KeyAgreement};
    return {Purpose::Authentication, Purpose::AssertionMethod, Purpose::CapabilityDelegation,
            Purpose::CapabilityInvocation};
}

}  // namespace

std::string did_key(const crypto::PublicKey& key) {
    return "did:key:" + key.multikey();
}

std::string did_key_method(const crypto::PublicKey& key) {
    const auto multikey = key.multikey();
    return "did:key:" + multikey + "#" + multikey;
}

Result<Resolution> resolve_did_key(const Did& did, const ResolveOptions& options) {
    if (did.specific_id.size() > kMaxIdentifier) return invalid("The did:key is longer than any key.");
    const auto multibase = multibase_part(did.specific_id);
    if (!multibase) return multibase.error();
    return resolve_key_document(did, *multibase, options);
}

Result<Resolution> resolve_key_document(const Did& did, std::string_view multikey, const ResolveOptions& options) {
    if (multikey.size() > kMaxIdentifier) return invalid("The identifier is longer than any key.");
    auto key = crypto::PublicKey::from_multikey(multikey);
    if (!key) return invalid(fmt::format("The did:{} holds no key: {}", did.method, key.error().detail));
    const auto type = key->type();
    // did:key section 3.1.3, "Derive Encryption Key".
    auto derived = options.derive_encryption_key ? crypto::x25519_of(*key) : std::nullopt;
    std::vector<DocumentKey> keys{{*std::move(key), std::string(multikey), purposes_of(type)}};
    if (derived) {
        auto fragment = derived->multikey();
        keys.push_back({*std::move(derived), std::move(fragment), {Purpose::KeyAgreement}});
    }
    return Resolution{make_document(did.text, keys, options.json), "application/did", {}};
}

}  // namespace blason::did
