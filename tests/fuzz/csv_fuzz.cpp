// The first byte chooses the separator. Records do not overlap, keep to the limits, and what was read is read again
// from its own fields written strictly.
#include "engine/text/csv.hpp"

#include "tests/fuzz/input.hpp"

using namespace blason;

namespace {

std::string written(const std::vector<std::string>& fields, char separator) {
    std::string out;
    for (const auto& field : fields) {
        if (!out.empty()) out += separator;
        out += '"';
        for (const char c : field) out += c == '"' ? "\"\"" : std::string(1, c);
        out += '"';
    }
    return out + "\r\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    text::CsvRules rules;
    rules.separator = data[0] % 2 == 0 ? ',' : ';';
    rules.max_fields = 16;
    rules.max_field = 256;
    text::CsvReader reader(fuzz::text(data + 1, size - 1), rules);
    std::size_t line = 0;
    std::size_t records = 0;
    while (const auto record = reader.next()) {
        fuzz::require(record->line > line || (records == 0 && record->line >= 1));
        fuzz::require(++records <= size);
        line = record->line;
        fuzz::require(record->fields.size() <= rules.max_fields);
        if (record->error) continue;
        const auto again = text::CsvReader(written(record->fields, rules.separator), rules).next();
        fuzz::require(again && !again->error && again->fields == record->fields);
    }
    return 0;
}
