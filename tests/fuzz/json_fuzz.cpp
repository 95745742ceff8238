// Whatever the strict reader accepts has a canonical text, and that text is its own canonical text.
#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = json::parse(fuzz::text(data, size));
    if (!value) return 0;
    const std::string canonical = json::canonicalize(*value);
    const auto again = json::parse(canonical);
    fuzz::require(again && json::canonicalize(*again) == canonical);
    const auto plain = json::parse(json::serialize(*value));
    fuzz::require(plain && json::canonicalize(*plain) == canonical);
    return 0;
}
