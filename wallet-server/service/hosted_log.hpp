// The log of a hosted issuer whose identifier is a did:webvh: it begins with the issuer, and each change of its keys
// adds an entry. The key that signs the log is the installation's own affair: it never signs a credential.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "did/document.hpp"
#include "engine/base/result.hpp"
#include "wallet-server/service/context.hpp"
#include "wallet-server/service/key_rotation.hpp"
#include "wallet-server/service/key_store.hpp"
#include "wallet-server/storage/store.hpp"

namespace blason::service {

/// The key in the key store that signs the log of an issuer.
inline constexpr std::string_view kUpdateKey = "update-1";

/// Whether the issuer's identifier has a log.
bool has_log(const Issuer& issuer);

/// The document of an issuer under one of its names. What signs no more stays for what it signed, but logs nobody in;
/// a revoked key has its date.
did::Document hosted_document(const std::string& id, std::span<const IssuerKey> keys);

struct StartedLog {
    std::string did;
    storage::DidLogStart stored;
};

/// A new did:webvh below the base URL, with one key. Errors "did-web-needs-https", those of did::webvh::start_log.
Result<StartedLog> start_hosted_log(KeyStore& store, const PublicUrls& urls, std::string_view org,
                                    const KeyStore::NewKey& key, Instant now);
/// The line to add to the issuer's log once its keys are these. Errors of did::webvh::extend_log and the key store.
Result<std::string> next_log_entry(storage::Store& store, KeyStore& keys, const Issuer& issuer,
                                   std::span<const IssuerKey> all, Instant now);

}  // namespace blason::service
