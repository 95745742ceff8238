// JSON-LD API section 8.2.2, Object to RDF Conversion: value objects.
#include "engine/json/jcs.hpp"
#include "engine/jsonld/language_text.hpp"
#include "engine/jsonld/syntax.hpp"
#include "engine/jsonld/to_rdf.hpp"
#include "engine/jsonld/tree.hpp"
#include "engine/jsonld/vocabulary.hpp"
#include "engine/text/ascii.hpp"

namespace blason::jsonld {
namespace {

using rdf::Term;
using rdf::TermKind;

/// The entries of a value object, found in one pass; nullptr: absent. @value is there.
struct ValueObject {
    const json::Value* value = nullptr;
    const json::Value* type = nullptr;
    const json::Value* language = nullptr;
    const json::Value* direction = nullptr;

    explicit ValueObject(const json::Object& item) {
        for (const auto& entry : item) {
            switch (keyword_of(key_of(entry))) {
                case Keyword::Value:
                    value = &entry.value();
                    break;
                case Keyword::Type:
                    type = &entry.value();
                    break;
                case Keyword::Language:
                    language = &entry.value();
                    break;
                case Keyword::Direction:
                    direction = &entry.value();
                    break;
                default:
                    break;
            }
        }
    }
};

}  // namespace

// Steps 4 to 15.
bool RdfWriter::literal(const json::Object& item, const Graph& graph, Term& out) {
    const ValueObject entries(item);
    const auto& value = *entries.value;
    const auto* type = entries.type;
    const auto* language = entries.language;
    const auto type_name = type != nullptr && type->is_string() ? json::view(*type) : std::string_view();
    out = {TermKind::Iri, {}, {}, {}};  // null, until the literal stands
    const bool is_json = type_name == "@json";
    const auto datatype = type == nullptr || is_json ? std::string_view() : sink_.datatype(type_name);
    if (type != nullptr && !is_json && datatype.empty()) return true;                         // step 6
    if (language != nullptr && !is_well_formed_language(json::view(*language))) return true;  // step 7

    Term literal;
    if (is_json) {  // step 8
        literal = {TermKind::Literal, out_.keep(json::canonicalize(value)), kRdfJson, {}, true};
    } else if (value.is_structured() || value.is_null()) {
        return true;
    } else {  // steps 9 to 12
        literal = sink_.literal(value, datatype);
        if (language != nullptr && datatype.empty() && value.is_string()) literal.datatype = rdf::kLangString;
    }
    const auto* direction = entries.direction;
    if (direction != nullptr && run_.options.rdf_direction != RdfDirection::None) {  // step 13
        if (run_.options.rdf_direction == RdfDirection::CompoundLiteral)
            return compound_literal(item, literal, graph, out);
        std::string i18n(kI18n);
        if (language != nullptr) i18n += text::lower(json::view(*language));
        i18n.append(1, '_').append(json::view(*direction));
        literal.datatype = out_.keep(i18n);
    } else if (language != nullptr) {  // step 14
        literal.language = json::view(*language);
    }
    out = literal;
    return true;
}

// Step 13.3.
bool RdfWriter::compound_literal(const json::Object& item, const Term& literal, const Graph& graph, Term& out) {
    const auto plain = [&](std::string_view text) {
        return Term{TermKind::Literal, out_.keep(text), rdf::kXsdString, {}};
    };
    const auto iri = [](std::string_view text) { return Term{TermKind::Iri, text, {}, {}}; };
    out = sink_.new_blank_node();
    if (!graph.linked) return true;
    Term text = literal;
    text.datatype = rdf::kXsdString;
    if (!emit(out, iri(kRdfValue), text, graph)) return false;
    if (const auto* language = item.if_contains("@language"))
        if (!emit(out, iri(kRdfLanguage), plain(text::lower(json::view(*language))), graph)) return false;
    return emit(out, iri(kRdfDirection), plain(json::view(item.at("@direction"))), graph);
}

}  // namespace blason::jsonld
