// JSON-LD from anybody: what expansion gives expands to itself. The first time, values that stand free in an implicit
// graph (an @graph container) may still go: nothing in expanded form tells them from what somebody wrote there.
#include "tests/fuzz/jsonld.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto value = json::parse(fuzz::text(data + 1, size - 1));
    if (!value) return 0;
    const auto options = fuzz::options(data[0]);
    const auto expanded = fuzz::processor().expand(*value, options);
    if (!expanded) return 0;
    const auto again = fuzz::processor().expand(*expanded, options);
    if (fuzz::is_never_read(again)) return 0;
    fuzz::require(again.has_value());
    const auto third = fuzz::processor().expand(*again, options);
    fuzz::require(third && *third == *again);
    return 0;
}
