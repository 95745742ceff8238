// Multibase (CID 1.0 section 2.4): one character that names the base, then the text.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/bytes.hpp"
#include "engine/base/result.hpp"

namespace blason::text {

enum class Base : char { Base58Btc = 'z', Base64Url = 'u' };

std::string multibase_encode(Base base, ByteView bytes);

struct MultibaseValue {
    std::string_view base;  ///< its name in the multibase registry: "base58btc", "base64url", ...
    Bytes bytes;
};
/// Reads every base of the multibase registry that has an alphabet (23 of them); letters of bases that have one case
/// only are read in either. At most 64 KiB of text, 2048 characters for the bases whose decoding is quadratic.
/// Errors "multibase-unknown", "multibase-syntax", "multibase-size".
Result<MultibaseValue> multibase_decode(std::string_view text);
/// Reads only the given base; Data Integrity allows exactly one per suite. Error "multibase-unexpected" for another.
Result<Bytes> multibase_decode(Base base, std::string_view text);

}  // namespace blason::text
