// What is read and written again is read as the same, and its deterministic form stays as it is.
#include "engine/cbor/decode.hpp"
#include "engine/cbor/encode.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = cbor::decode(ByteView(data, size));
    if (!value) {
        fuzz::require(!value.error().code.empty() && !value.error().detail.empty());
        return 0;
    }
    const Bytes written = cbor::encode(*value);
    fuzz::require(written.size() == size);  // only the order of map entries is free
    const auto again = cbor::decode(written);
    fuzz::require(again && cbor::encode(*again) == written);
    return 0;
}
