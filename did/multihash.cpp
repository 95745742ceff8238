#include "did/multihash.hpp"

#include "engine/crypto/hash.hpp"
#include "engine/text/base58.hpp"

namespace blason::did {

Bytes sha256_multihash(std::string_view text) {
    Bytes multihash{0x12, 0x20};
    const auto digest = crypto::sha256(text);
    multihash.insert(multihash.end(), digest.bytes().begin(), digest.bytes().end());
    return multihash;
}

std::string sha256_multihash_base58(std::string_view text) {
    return text::base58_encode(sha256_multihash(text));
}

}  // namespace blason::did
