#include "wallet-server/service/holder_keys.hpp"

#include <algorithm>

#include "did/did_key.hpp"

namespace blason::service {

using vc::presentation::HolderName;

namespace {

Error no_such_key() {
    return {"key-not-found", "This wallet has no such key.", "", ErrorKind::NotFound};
}

}  // namespace

std::optional<HolderName> HolderKeys::own_among(std::span<const HolderName> names) const {
    const auto own = std::ranges::find_if(names, [this](const HolderName& name) { return has(name.key_did); });
    if (own == names.end()) return std::nullopt;
    return *own;
}

OneKey::OneKey(const crypto::Signer& signer) : signer_(signer), did_(did::did_key(signer.public_key())) {}

Result<std::shared_ptr<const crypto::Signer>> OneKey::signer(std::string_view key_did) const {
    if (!has(key_did)) return no_such_key();
    // Somebody else owns it.
    return std::shared_ptr<const crypto::Signer>(std::shared_ptr<void>(), &signer_);
}

Result<std::shared_ptr<const crypto::Signer>> StoredKeys::signer(std::string_view key_did) const {
    const auto found = ids_.find(key_did);
    if (found == ids_.end()) return no_such_key();
    return keys_.signer(org_, found->second);
}

Result<HolderName> one_holder(std::span<const std::optional<HolderName>> names, const HolderKeys& keys) {
    std::optional<HolderName> one;
    for (const auto& name : names) {
        if (!name) continue;
        if (one && one->did != name->did)
            return refused("presentation-several-keys",
                           "These credentials are bound to different keys of this wallet, and one presentation is "
                           "signed by one key; show them one after the other.");
        one = name;
    }
    return one ? *one : keys.usual_name();
}

void sign_as(const HolderName& name, const crypto::PublicKey& key, vc::PresentOptions& options) {
    options.holder = name.did;
    options.verification_method = vc::presentation::method_of(name.did, key);
    options.cryptosuite = key.type() == crypto::KeyType::Ed25519 ? "eddsa-rdfc-2022" : "ecdsa-rdfc-2019";
}

}  // namespace blason::service
