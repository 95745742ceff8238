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
    char prefix;
    Bytes bytes;
};
/// Reads every base of the multibase table that the public vectors name. Errors "multibase-unknown",
/// "multibase-syntax".
Result<MultibaseValue> multibase_decode(std::string_view text);
/// Reads only the given base; Data Integrity allows exactly one per suite. Error "multibase-unexpected" for another.
Result<Bytes> multibase_decode(Base base, std::string_view text);

}  // namespace blason::text
