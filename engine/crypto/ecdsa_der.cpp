#include "engine/crypto/ecdsa_der.hpp"

#include "engine/crypto/der.hpp"

namespace blason::crypto {

std::optional<Bytes> ecdsa_from_der(KeyType type, ByteView signature) {
    const std::size_t size = info(type).signature_size / 2;
    auto inside = der::take(signature, der::kSequence);
    if (!inside || !signature.empty()) return std::nullopt;
    Bytes out;
    for (int number = 0; number < 2; ++number) {
        const auto digits = der::take_positive(*inside);
        if (!digits || digits->size() > size) return std::nullopt;
        out.insert(out.end(), size - digits->size(), 0);
        out.insert(out.end(), digits->begin(), digits->end());
    }
    if (!inside->empty()) return std::nullopt;
    return out;
}

}  // namespace blason::crypto
