// did:peer (DIF): identifiers that two parties give each other, without a registry. Which algorithm made one stands in
// the character after "did:peer:", the numalgo.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "did/did.hpp"
#include "did/peer/long_forms.hpp"
#include "did/resolver.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::did::peer {

/// Numalgo 0 (a key), 2 (keys and services) and 4 (a whole document); the short forms 3 and 4 when their long form is
/// among those `seen`. A long form that resolves is remembered there.
/// Errors, kind Refused: "INVALID_DID" with the reason, "private-key-in-document"; "NOT_FOUND" (NotFound) for numalgo 1
/// and for a short form whose long form was not seen.
Result<Resolution> resolve(const Did& did, LongForms& seen, const ResolveOptions& options);

/// One key of a new identifier, and what it is for.
struct Key {
    Purpose purpose;
    crypto::PublicKey key;
};

/// "did:peer:0z6Mk...": the key alone, for everything it can do.
std::string create_from_key(const crypto::PublicKey& key);
/// "did:peer:2.Az6Mk....Vz6Mk....S...": keys in their order, then services. A service is an object; its `id`, if any,
/// is relative. Errors "peer-no-key", "peer-service" (pointer into the list).
Result<std::string> create_from_keys(std::span<const Key> keys, const json::Array& services = {});
/// "did:peer:4zQm...:z...", the long form, of a document without `id` whose own ids are relative. Errors
/// "peer-document" (pointer into it), "peer-size".
Result<std::string> create_from_document(const json::Object& document);

/// The document for `create_from_document` that holds these keys, one method "#key-N" for each.
json::Object input_document(std::span<const Key> keys, const json::Array& services = {});

/// did:peer:3 of a did:peer:2, the short form of a long did:peer:4; nothing for any other.
std::optional<std::string> short_form(const Did& did);

}  // namespace blason::did::peer
