// Writes DID documents: for issuers hosted here (did:web), and for methods whose identifier is a key.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "did/document.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::did {

/// One key of a document.
struct DocumentKey {
    crypto::PublicKey key;
    std::string fragment;  ///< of the method's id, without "#"
    std::vector<Purpose> purposes{Purpose::AssertionMethod, Purpose::Authentication};
    std::optional<Instant> revoked{};  ///< what it signed since is not to be believed
    bool as_jwk = false;               ///< published as JsonWebKey (CID 1.0 section 2.2.3), else as Multikey
};

/// A document of methods controlled by `id` itself, with the contexts of DID Core and of their types; its JSON is
/// `document.json`, unless it is not wanted: who looks for a key only has no use for it.
Document make_document(std::string_view id, std::span<const DocumentKey> keys, bool with_json = true);

}  // namespace blason::did
