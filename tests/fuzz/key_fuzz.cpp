// Every key that is accepted in one form has that same form again, and survives the other form.
#include "engine/crypto/ecdsa_der.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/multibase.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

namespace {

void require_both_forms(const crypto::PublicKey& key) {
    const auto from_multikey = crypto::PublicKey::from_multikey(key.multikey());
    fuzz::require(from_multikey && *from_multikey == key);
    const auto from_jwk = crypto::PublicKey::from_jwk(key.jwk());
    fuzz::require(from_jwk && *from_jwk == key);
    fuzz::require(key.thumbprint().size() == 43);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto input = fuzz::text(data, size);
    static_cast<void>(text::multibase_decode(input));
    if (const auto key = crypto::PublicKey::from_multikey(input)) {
        fuzz::require(key->multikey() == input);
        require_both_forms(*key);
    }
    // The first byte chooses the type, the rest are the bytes of the key.
    const auto& row = crypto::key_types()[data[0] % crypto::key_types().size()];
    const ByteView bytes(data + 1, size - 1);
    if (const auto key = crypto::PublicKey::from_bytes(row.type, bytes)) require_both_forms(*key);
    if (const auto signature = crypto::ecdsa_from_der(row.type, bytes)) {
        fuzz::require(signature->size() == row.signature_size / 2 * 2);
    }
    if (const auto key = crypto::private_key_from_bytes(row.type, bytes)) {
        const auto again = crypto::parse_key_file(crypto::private_jwk_text(*key));
        fuzz::require(again && again->public_key == key->public_key);
    }
    static_cast<void>(crypto::parse_key_file(input));
    if (const auto value = json::parse(input); value && value->is_object()) {
        if (const auto key = crypto::PublicKey::from_jwk(value->get_object())) require_both_forms(*key);
    }
    return 0;
}
