// Transformations: a document becomes the one text that is hashed.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/json/value.hpp"
#include "engine/jsonld/processor.hpp"

namespace blason::vc::proof {

/// Value to canonical text. `hash`: of the suite, for transformations that hash by themselves.
using Transform = Result<std::string> (*)(const json::Value& document, const jsonld::Processor& processor,
                                          crypto::HashAlgorithm hash);

/// RDF Dataset Canonicalization: JSON-LD in safe mode with no base IRI, so that nothing of the document is left out of
/// its signature, then RDFC-1.0. Errors of JSON-LD (with the pointer into the document) and "canonicalization-limit".
Result<std::string> rdfc(const json::Value& document, const jsonld::Processor& processor, crypto::HashAlgorithm hash);

/// RFC 8785. Never fails.
Result<std::string> jcs(const json::Value& document, const jsonld::Processor& processor, crypto::HashAlgorithm hash);

/// Safe-mode JSON-LD with no base IRI, base directions as i18n datatypes: the options of every document that is signed
/// or verified.
jsonld::Options safe_mode();

}  // namespace blason::vc::proof
