// The hashing stage that all hash-and-sign suites share (VC-DI-EDDSA sections 3.2.4 and 3.3.4).
#pragma once

#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "vc/report.hpp"

namespace blason::vc::proof {

struct HashData {
    crypto::Digest options;
    crypto::Digest document;

    /// What is signed: the hash of the proof options, then the hash of the document.
    [[nodiscard]] Bytes signing_input() const;
};

HashData hash_data(crypto::HashAlgorithm algorithm, std::string_view canonical_options,
                   std::string_view canonical_document);

/// The intermediate values as `--trace` shows them; the pointer is the caller's to set.
ProofTrace trace_of(std::string_view suite, const HashData& hashes, std::string_view canonical_options,
                    std::string_view canonical_document);

}  // namespace blason::vc::proof
