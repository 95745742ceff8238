#include "engine/crypto/signer.hpp"

#include <fmt/format.h>

namespace blason::crypto {

Result<Bytes> Signer::sign_with(SignatureAlgorithm algorithm, ByteView message) const {
    const auto& row = info(algorithm);
    if (row.key_type != public_key().type()) {
        return refused("key-alg-mismatch",
                       fmt::format("A key of type {} cannot sign with {}.", info(public_key().type()).name, row.name));
    }
    return sign(message);
}

}  // namespace blason::crypto
