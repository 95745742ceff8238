#include "vc/trace_difference.hpp"

#include <algorithm>
#include <array>

#include "engine/json/parse.hpp"
#include "vc/model/values.hpp"

namespace blason::vc {

namespace {

struct Value {
    std::string_view name;
    std::string ProofTrace::*text;
    bool is_hex;
};

constexpr std::array kValues = {Value{"canonicalDocument", &ProofTrace::canonical_document, false},
                                Value{"canonicalProofOptions", &ProofTrace::canonical_proof_options, false},
                                Value{"documentHash", &ProofTrace::document_hash, true},
                                Value{"proofOptionsHash", &ProofTrace::proof_options_hash, true},
                                Value{"signingInput", &ProofTrace::signing_input, true}};

constexpr std::size_t kContext = 30;  ///< bytes shown on either side of a difference, more or less

bool inside_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

bool is_hex(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

/// Texts go through editors and systems that write line ends in their own way.
std::string normal(std::string_view text, bool hex) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out.push_back(hex && text[i] >= 'A' && text[i] <= 'F' ? static_cast<char>(text[i] - 'A' + 'a') : text[i]);
    }
    while (!out.empty() && (out.back() == '\n' || (hex && (out.back() == ' ' || out.back() == '\r')))) out.pop_back();
    return out;
}

/// The piece of a line around a place, whole characters only.
std::string around(std::string_view text, std::size_t place) {
    if (place >= text.size()) return {};
    const std::size_t line = text.substr(0, place).rfind('\n');
    std::size_t from = std::max(line == std::string_view::npos ? 0 : line + 1, place < kContext ? 0 : place - kContext);
    while (from > 0 && inside_character(text[from])) --from;
    std::size_t to = std::min({text.find('\n', place), text.size(), place + kContext});
    while (to < text.size() && inside_character(text[to])) ++to;
    return std::string(text.substr(from, to - from));
}

TraceDifference compare(const Value& value, std::string_view expected_text, const ProofTrace& trace) {
    const std::string expected = normal(expected_text, value.is_hex);
    const std::string found = normal(trace.*value.text, value.is_hex);
    TraceDifference out;
    out.value = value.name;
    out.equal = expected == found;
    if (out.equal) return out;
    const auto differ = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
    auto place = static_cast<std::size_t>(differ.second - found.begin());
    const std::string& longer = expected.size() > found.size() ? expected : found;
    while (place > 0 && place < longer.size() && inside_character(longer[place])) --place;
    const std::string_view before = std::string_view(longer).substr(0, place);
    const std::size_t line = before.rfind('\n');
    const std::string_view in_line = line == std::string_view::npos ? before : before.substr(line + 1);
    out.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    out.column = 1 + static_cast<std::size_t>(
                         std::count_if(in_line.begin(), in_line.end(), [](char c) { return !inside_character(c); }));
    out.expected = around(expected, place);
    out.found = around(found, place);
    return out;
}

/// The object with the values: itself, or the first trace of a report.
const json::Value* trace_in(const json::Value& given) {
    const json::Value* traces = json::find(given, "traces");
    if (traces == nullptr || !traces->is_array()) return &given;
    return traces->get_array().empty() ? nullptr : &traces->get_array().front();
}

}  // namespace

Result<std::vector<TraceDifference>> compare_trace(std::string_view expected, const ProofTrace& trace) {
    const Error nothing{
        "expected-value", "There is nothing here that a trace could be compared with.", {}, ErrorKind::Usage};
    std::vector<TraceDifference> out;
    const std::string text = normal(expected, false);
    if (text.empty()) return nothing;
    // A canonical document by JCS is JSON too: it has none of the names.
    if (const auto given = json::parse(text); given && given->is_object()) {
        const json::Value* values = trace_in(*given);
        if (values == nullptr) return nothing;
        for (const Value& value : kValues) {
            const json::Value* one = json::find(*values, value.name);
            if (one != nullptr && one->is_string()) out.push_back(compare(value, json::view(*one), trace));
        }
        if (!out.empty()) return out;
        if (json::find(*given, "@context") == nullptr) return nothing;
    }
    out.push_back(compare(kValues[is_hex(normal(text, true)) ? 2 : 0], text, trace));
    return out;
}

json::Value to_json(const TraceDifference& difference) {
    json::Object out{{"value", model::text_value(difference.value)}, {"equal", difference.equal}};
    if (difference.equal) return out;
    out.emplace("line", difference.line);
    out.emplace("column", difference.column);
    out.emplace("expected", model::text_value(difference.expected));
    out.emplace("found", model::text_value(difference.found));
    return out;
}

}  // namespace blason::vc
