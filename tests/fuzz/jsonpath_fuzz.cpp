// JSONPath of strangers: input `path NEWLINE document`. What is read is read again from its own text, every match
// stands where its pointer says, the first match is the first of all, and the work is bounded.
#include "engine/json/parse.hpp"
#include "engine/json/path/query.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::text(data, size);
    const std::size_t end = input.find('\n');
    if (end == std::string_view::npos) return 0;
    const auto query = json::path::Query::parse(input.substr(0, end));
    if (!query) {
        fuzz::require(!query.error().detail.empty());
        return 0;
    }
    const auto again = json::path::Query::parse(query->text());
    fuzz::require(again.has_value() && again->is_singular() == query->is_singular());
    const auto document = json::parse(input.substr(end + 1));
    if (!document) return 0;
    json::path::Work work{20'000};
    const auto matches = json::path::all(*query, *document, work, 500);
    json::path::Work little{20'000};
    const auto first = json::path::first(*again, *document, little);
    if (!matches) return 0;
    fuzz::require(first.has_value() && first->has_value() == !matches->empty());
    if (*first) fuzz::require((*first)->pointer == matches->front().pointer);
    if (query->is_singular()) fuzz::require(matches->size() <= 1);
    for (const json::path::Match& one : *matches) {
        const auto tokens = json::parse_pointer(one.pointer);
        fuzz::require(tokens.has_value() && json::resolve_pointer(*document, *tokens) == one.value);
    }
    return 0;
}
