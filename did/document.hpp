// Controlled identifier documents and DID documents (CID 1.0, DID Core), reduced to what verification needs, with the
// document itself kept beside it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/crypto/public_key.hpp"
#include "engine/jose/jwk_set.hpp"
#include "engine/json/value.hpp"

namespace blason::did {

/// Verification relationships (CID 1.0 section 2.3).
enum class Purpose { AssertionMethod, Authentication, CapabilityInvocation, CapabilityDelegation, KeyAgreement };
std::string_view to_text(Purpose purpose);  ///< "assertionMethod", ...
std::optional<Purpose> parse_purpose(std::string_view text);

struct VerificationMethod {
    std::string id;          ///< absolute
    std::string type;        ///< "Multikey", "JsonWebKey", "JsonWebKey2020", "Ed25519VerificationKey2020", ...2018
    std::string controller;  ///< empty: of a key that was published alone, nobody has said whose it is
    crypto::PublicKey key;
    std::optional<Instant> expires;
    std::optional<Instant> revoked;
    std::shared_ptr<const jose::Jwk> limited{};  ///< the key with what it is meant for; nullptr: for anything

    /// The key with its limits, if its owner has set any.
    [[nodiscard]] jose::Jwk jwk() const { return limited ? *limited : jose::Jwk{key, {}, {}, {}, {}}; }
};

/// A method that is there but cannot be used: its form is unknown to us, its key is no key, or nobody controls it.
struct UnusableMethod {
    std::string id;  ///< absolute
    Error why;       ///< with a pointer into the document
};

/// A parsed document. One unusable method does not spoil the others: it is kept aside, and asking for it gives its
/// error.
struct Document {
    std::string id;
    std::vector<std::string> controllers;
    std::vector<VerificationMethod> methods;
    std::vector<UnusableMethod> unusable;
    std::vector<std::pair<Purpose, std::string>> relationships;  ///< purpose -> absolute method id
    json::Value json;

    [[nodiscard]] const VerificationMethod* find(std::string_view method_id) const;
    [[nodiscard]] bool allows(Purpose purpose, std::string_view method_id) const;
};

inline constexpr std::size_t kMaxMethods = 256;  ///< verification methods in one document, embedded ones included

/// CID 1.0 section 3.2. Ids that are a fragment only are completed with the document's id; embedded methods are
/// collected. Errors "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT", "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID" (id is not
/// `expected_id`), "private-key-in-document"; pointers into the document.
Result<Document> parse_document(const json::Value& json, std::string_view expected_id);

}  // namespace blason::did
