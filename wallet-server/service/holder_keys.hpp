// The keys of one wallet: its own, and those it made for single credentials. A credential is shown with the key it was
// given to.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/crypto/signer.hpp"
#include "vc/issue.hpp"
#include "vc/presentation/holder_name.hpp"
#include "wallet-server/service/key_store.hpp"

namespace blason::service {

/// Keys go by their did:key.
class HolderKeys {
  public:
    virtual ~HolderKeys() = default;
    /// Of the wallet itself: it signs what is bound to no key.
    [[nodiscard]] virtual const std::string& usual() const = 0;
    [[nodiscard]] virtual bool has(std::string_view key_did) const = 0;
    /// Errors "key-not-found", "key-sealed".
    [[nodiscard]] virtual Result<std::shared_ptr<const crypto::Signer>> signer(std::string_view key_did) const = 0;

    /// The first of the names that is one of this wallet.
    [[nodiscard]] std::optional<vc::presentation::HolderName> own_among(
        std::span<const vc::presentation::HolderName> names) const;
    [[nodiscard]] vc::presentation::HolderName usual_name() const { return {usual(), usual()}; }
};

/// A wallet with one key, which is at hand.
class OneKey : public HolderKeys {
  public:
    /// `signer` must outlive this.
    explicit OneKey(const crypto::Signer& signer);
    [[nodiscard]] const std::string& usual() const override { return did_; }
    [[nodiscard]] bool has(std::string_view key_did) const override { return key_did == did_; }
    [[nodiscard]] Result<std::shared_ptr<const crypto::Signer>> signer(std::string_view key_did) const override;

  private:
    const crypto::Signer& signer_;
    std::string did_;
};

/// A wallet of this installation.
class StoredKeys : public HolderKeys {
  public:
    /// `ids`: key ids by did:key, `usual` among them. `keys` must outlive this.
    StoredKeys(KeyStore& keys, std::string org, std::string usual, std::map<std::string, std::string, std::less<>> ids)
        : keys_(keys), org_(std::move(org)), usual_(std::move(usual)), ids_(std::move(ids)) {}
    [[nodiscard]] const std::string& usual() const override { return usual_; }
    [[nodiscard]] bool has(std::string_view key_did) const override { return ids_.contains(key_did); }
    [[nodiscard]] Result<std::shared_ptr<const crypto::Signer>> signer(std::string_view key_did) const override;

  private:
    KeyStore& keys_;
    std::string org_;
    std::string usual_;
    std::map<std::string, std::string, std::less<>> ids_;
};

/// A presentation has one holder, so all that is shown in it is shown by one key: the one that its credentials are
/// bound to, or the usual one when they are bound to none of this wallet. `names`: of each credential, as own_among
/// gave it. Error "presentation-several-keys".
Result<vc::presentation::HolderName> one_holder(std::span<const std::optional<vc::presentation::HolderName>> names,
                                                const HolderKeys& keys);

/// Fills in who signs, under which name, and with a suite of this type of key.
void sign_as(const vc::presentation::HolderName& name, const crypto::PublicKey& key, vc::PresentOptions& options);

}  // namespace blason::service
