// Bitstring Status List 1.0 (W3C Recommendation), and StatusList2021 before it: the entry in a credential, the list
// credential, and what the one says in the other. Pure: nothing is fetched, and no signature is looked at here.
//
// Errors are the standard's (sections 3 and 3.5), with pointers into the document at hand: "MALFORMED_VALUE_ERROR",
// "RANGE_ERROR", "STATUS_LIST_LENGTH_ERROR", "STATUS_VERIFICATION_ERROR".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/status/bit_list.hpp"

namespace blason::vc::status {

/// Section 3.2 step 2: with fewer entries a list would tell who is meant.
inline constexpr std::uint64_t kMinEntries = 131'072;
/// Of the unpacked list: 128 million entries of one bit.
inline constexpr std::size_t kMaxListBytes = 16U << 20U;

enum class Generation { Bitstring, StatusList2021 };

struct StatusMessage {
    unsigned status;
    std::string message;  ///< for developers; not meant to be shown to everybody
};

/// One `credentialStatus` (section 2.1).
struct Entry {
    Generation generation = Generation::Bitstring;
    std::string purpose;  ///< "revocation", "suspension", "message", "refresh", or anything
    std::uint64_t index = 0;
    std::string list;   ///< URL of the list credential
    unsigned size = 1;  ///< bits of one status
    std::vector<StatusMessage> messages;
    std::vector<std::string> references;

    /// The message of a status; nothing where the entry has none for it.
    [[nodiscard]] std::optional<std::string_view> message_of(unsigned status) const;
};

/// The generation of an entry's `type`; nothing for another kind of status.
std::optional<Generation> entry_generation(const json::Value& entry);
/// Every MUST of section 2.1. An index of more than 64 bits is a "RANGE_ERROR": no list is that long.
Result<Entry> read_entry(const json::Value& entry, const json::Path& path);

/// What a list credential says (section 2.2).
struct List {
    Generation generation = Generation::Bitstring;
    std::vector<std::string> purposes;
    BitList bits;
    std::optional<std::uint64_t> ttl_ms;
};

/// Reads a list credential whose proof has been checked.
Result<List> read_list(const json::Value& credential);

/// The status of an entry (section 3.2, from the purpose on): 0 is "not set".
Result<unsigned> look_up(const Entry& entry, const List& list);

/// Sections 3.3 and 3.4: gzip, base64url, and the multibase letter "u" of a Bitstring list.
std::string encode_list(const BitList& bits);
/// Error "STATUS_VERIFICATION_ERROR", pointer "": not exactly one gzip stream of at most kMaxListBytes.
Result<BitList> decode_list(std::string_view text, Generation generation);

}  // namespace blason::vc::status
