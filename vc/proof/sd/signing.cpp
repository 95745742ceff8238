#include "vc/proof/sd/signing.hpp"

#include "engine/text/varint.hpp"

namespace blason::vc::proof::sd {

Bytes write_public_key(const crypto::PublicKey& key) {
    Bytes out;
    text::append_varint(out, crypto::info(key.type()).public_codec);
    out.insert(out.end(), key.bytes().begin(), key.bytes().end());
    return out;
}

std::optional<crypto::PublicKey> read_public_key(ByteView bytes) {
    const auto codec = text::read_varint(bytes);
    if (!codec || codec->value != crypto::info(crypto::KeyType::P256).public_codec) return std::nullopt;
    auto key = crypto::PublicKey::from_bytes(crypto::KeyType::P256, bytes.subspan(codec->size));
    if (!key) return std::nullopt;
    return std::move(*key);
}

Bytes sign_data(const crypto::Digest& proof_hash, ByteView public_key, const crypto::Digest& mandatory_hash) {
    Bytes out;
    for (const ByteView part : {proof_hash.bytes(), public_key, mandatory_hash.bytes()}) {
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

}  // namespace blason::vc::proof::sd
