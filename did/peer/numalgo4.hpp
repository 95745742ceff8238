// did:peer:4: a whole document in the identifier, with a short form that is the hash of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/json/value.hpp"

namespace blason::did::peer {

/// Multibase text of an encoded document; its decoding is quadratic. About 3 KiB of JSON.
inline constexpr std::size_t kMaxEncodedDocument = 4096;

/// What stands after "did:peer:4".
struct Numalgo4 {
    std::string_view hash;                     ///< "zQm..."
    std::optional<std::string_view> document;  ///< "z...", absent in a short form
};
/// Nothing when it is neither form. Views into `text`.
std::optional<Numalgo4> split_numalgo4(std::string_view text);

/// "Resolving a DID", long form: checks the hash, decodes the input document and puts it into the context of `did`;
/// `other` is the other form, for alsoKnownAs. Error "INVALID_DID".
Result<json::Value> contextualized(const Numalgo4& parts, const std::string& did, const std::string& other);

/// "Creating a DID": what stands after "did:peer:4". Errors "peer-document", "peer-size".
Result<std::string> encode_numalgo4(const json::Object& document);

}  // namespace blason::did::peer
