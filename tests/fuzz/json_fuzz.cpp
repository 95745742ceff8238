// Whatever the strict reader accepts is written so that it reads back as the same value, plain and indented.
#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = json::parse(fuzz::text(data, size));
    if (!value) return 0;
    const std::string canonical = json::canonicalize(*value);
    const auto plain = json::parse(json::serialize(*value));
    fuzz::require(plain && json::canonicalize(*plain) == canonical);
    const auto indented = json::parse(json::pretty(*value));
    fuzz::require(indented && json::canonicalize(*indented) == canonical);
    return 0;
}
