// JSON-LD API section 8.5.2, RDF to Object Conversion.
#include <charconv>
#include <cmath>

#include "engine/json/parse.hpp"
#include "engine/jsonld/from_rdf.hpp"
#include "engine/jsonld/vocabulary.hpp"

namespace blason::jsonld {
namespace {

// The lexical spaces of xsd:integer and xsd:double without INF and NaN (XML Schema 1.1 part 2, sections 3.4.13, 3.3.5).
struct Lexical {
    bool integer = false;
    bool number = false;
};
Lexical classify(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return at - start;
    };
    std::size_t mantissa = digits();
    if (at == text.size()) return {mantissa != 0, mantissa != 0};
    if (text[at] == '.') {
        ++at;
        mantissa += digits();
    }
    if (mantissa == 0) return {};
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (digits() == 0) return {};
    }
    return {false, at == text.size()};
}

}  // namespace

bool RdfReader::object(const rdf::Term& term, json::Value& out) {
    if (term.kind == rdf::TermKind::Literal) return literal(term, out);
    json::Object reference(storage_);
    reference.emplace("@id", text((term.kind == rdf::TermKind::BlankNode ? "_:" : "") + std::string(term.value)));
    out = std::move(reference);
    return true;
}

// Step 2.4. Nothing when the value would not survive: it then stays a typed string.
std::optional<json::Value> RdfReader::native(const rdf::Term& term) const {
    constexpr double kMaxSafeInteger = 9007199254740991.0;
    if (term.datatype == kXsdBoolean) {
        if (term.value == "true" || term.value == "1") return json::Value(true, storage_);
        if (term.value == "false" || term.value == "0") return json::Value(false, storage_);
        return std::nullopt;
    }
    const auto lexical = classify(term.value);
    const bool is_integer = term.datatype == kXsdInteger;
    if (is_integer ? !lexical.integer : term.datatype != kXsdDouble || !lexical.number) return std::nullopt;
    auto digits = term.value;
    if (digits.front() == '+') digits.remove_prefix(1);
    double number = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec != std::errc{}) return std::nullopt;
    if (!is_integer) return json::Value(number, storage_);
    if (std::abs(number) > kMaxSafeInteger) return std::nullopt;
    return json::Value(static_cast<std::int64_t>(number), storage_);
}

bool RdfReader::literal(const rdf::Term& term, json::Value& out) {
    json::Object result(storage_);
    result.reserve(3);
    if (run_.options.use_native_types)
        if (auto converted = native(term)) {
            result.emplace("@value", std::move(*converted));
            out = std::move(result);
            return true;
        }
    // Step 2.5.
    if (run_.options.processing_mode != ProcessingMode::JsonLd10 && term.datatype == kRdfJson) {
        auto parsed = json::parse(term.value, storage_);
        if (!parsed)
            return run_.fail("invalid JSON literal", "An rdf:JSON literal is no JSON: " + parsed.error().detail,
                             json::Path{});
        result.emplace("@value", std::move(*parsed));
        result.emplace("@type", text("@json"));
    } else if (run_.options.rdf_direction == RdfDirection::I18nDatatype && term.datatype.starts_with(kI18n)) {
        const auto fragment = term.datatype.substr(kI18n.size());
        const auto underscore = fragment.find('_');
        result.emplace("@value", text(term.value));
        if (const auto language = fragment.substr(0, underscore); !language.empty())
            result.emplace("@language", text(language));
        if (underscore != std::string_view::npos) result.emplace("@direction", text(fragment.substr(underscore + 1)));
    } else {
        result.emplace("@value", text(term.value));
        if (!term.language.empty()) {
            result.emplace("@language", text(term.language));
        } else if (term.datatype != rdf::kXsdString) {
            result.emplace("@type", text(term.datatype));
        }
    }
    out = std::move(result);
    return true;
}

}  // namespace blason::jsonld
