// The list credential of Bitstring Status List 1.0 before it is signed (section 3.1), and an entry for a credential.
#pragma once

#include <optional>
#include <string>

#include "engine/base/instant.hpp"
#include "engine/json/value.hpp"
#include "vc/status/bit_list.hpp"

namespace blason::vc::status {

struct ListFacts {
    std::string url;  ///< where it will be published
    std::string issuer;
    std::string purpose;
    Instant valid_from;
    std::optional<Instant> valid_until;
    std::optional<std::uint64_t> ttl_ms;
};

/// `bits`: left to right. To be signed as any credential is.
json::Value make_list_credential(const ListFacts& facts, const BitList& bits);

/// A `credentialStatus`; a size above 1 needs messages (see status::Entry), which the caller adds.
json::Object make_entry(const std::string& list_url, const std::string& purpose, std::uint64_t index,
                        unsigned size = 1);

}  // namespace blason::vc::status
