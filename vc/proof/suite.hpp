// The table of cryptographic suites. A suite is a row of stages: configure, transform, hash, sign or verify, attach.
#pragma once

#include <span>
#include <string_view>

#include "engine/crypto/hash.hpp"
#include "engine/crypto/key_type.hpp"
#include "engine/text/multibase.hpp"
#include "vc/proof/transform.hpp"

namespace blason::vc::proof {

/// Where the proof options get the context they are read with.
enum class ContextOf {
    Document,        ///< the document's, for hashing only
    CopiedIntoProof  ///< the document's, copied into the proof when it is made, and hashed with it
};

/// What a proof lets its holder show.
enum class Disclosure {
    Whole,     ///< the document as it is
    Selective  ///< parts of it, with statements that are signed one by one (vc/proof/sd)
};

struct Suite {
    std::string_view type;                  ///< of the proof
    std::string_view cryptosuite;           ///< empty where the type says it all
    std::span<const crypto::KeyType> keys;  ///< one of these; which one decides the hash
    text::Base base;                        ///< of proofValue
    Transform transform;
    ContextOf context;
    std::string_view own_context;  ///< a context the document must have, added when it is not there
    bool creates;                  ///< offered for new proofs; the others are only verified
    Disclosure disclosure = Disclosure::Whole;

    [[nodiscard]] std::string_view name() const { return cryptosuite.empty() ? type : cryptosuite; }
    [[nodiscard]] bool takes(crypto::KeyType key) const;
};

/// What a suite hashes with, canonicalization included: SHA-384 with a P-384 key, else SHA-256 (VC-DI-ECDSA sections
/// 3.2 and 3.3, VC-DI-EDDSA sections 3.2 and 3.3).
crypto::HashAlgorithm hash_for(crypto::KeyType key);

/// All that are verified.
std::span<const Suite> suites();
/// By the name a caller gives: a cryptosuite, or the type of a suite without one. nullptr when we do not make such
/// proofs.
const Suite* find_suite_to_create(std::string_view name);
/// By what a proof says; nullptr when the suite is not known.
const Suite* find_suite(std::string_view type, std::string_view cryptosuite);

}  // namespace blason::vc::proof
