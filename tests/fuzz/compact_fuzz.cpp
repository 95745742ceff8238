// Compaction with contexts from anybody: with the document's own context, and with none, where nothing may be lost.
#include "tests/fuzz/jsonld.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto value = json::parse(fuzz::text(data + 1, size - 1));
    if (!value) return 0;
    const auto options = fuzz::options(data[0]);
    const auto& processor = fuzz::processor();
    const auto expanded = processor.expand(*value, options);
    if (!expanded) return 0;
    // A document that says nothing compacts to {}, and safe mode calls an empty object a loss.
    if (expanded->get_array().empty()) return 0;
    if (const auto compacted = processor.compact(*expanded, nullptr, options)) {
        const auto again = processor.expand(*compacted, options);
        const auto expected = processor.expand(*expanded, options);
        fuzz::require(again && expected && *again == *expected);
    }
    if (const auto* context = json::find(*value, "@context")) {
        if (const auto compacted = processor.compact(*expanded, *context, options))
            static_cast<void>(processor.expand(*compacted, options));
    }
    return 0;
}
