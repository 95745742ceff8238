// JSON-LD API section 5.3.2, Value Expansion, and what safe mode asks of references and tags.
#include "engine/iri/iri.hpp"
#include "engine/jsonld/expand.hpp"

namespace blason::jsonld {

using json::Path;

bool Expander::value(const ActiveContext& active, const TermDefinition* definition, const json::Value& input,
                     const Path& path, json::Value& out) {
    const auto type = definition != nullptr ? definition->type_kind : TypeMapping::Unset;
    if (input.is_string()) {
        // Steps 1 and 2.
        const auto text = json::view(input);
        if (type == TypeMapping::Id) return reference(expand_reference(active, text, run_.texts), text, path, out);
        if (type == TypeMapping::Vocab)
            return reference(expand_iri(active, text, kVocabAndDocument, run_.texts), text, path, out);
    }
    // Step 3.
    auto& result = out.emplace_object();
    result.reserve(type == TypeMapping::Iri || type == TypeMapping::Json ? 2 : 3);
    result.emplace("@value", input);
    if (type == TypeMapping::Iri || type == TypeMapping::Json) {  // step 4
        if (type == TypeMapping::Iri && !check_datatype(definition->type, path)) return false;
        result.emplace("@type", text(definition->type));
    } else if (input.is_string()) {  // step 5
        const std::string* language = nullptr;
        if (definition != nullptr && definition->language.set) {
            if (definition->language.tag) language = &*definition->language.tag;
        } else if (active.language) {
            language = &*active.language;
        }
        auto direction = definition != nullptr ? definition->direction : Direction::Unset;
        if (direction == Direction::Unset) direction = active.direction;
        if (language != nullptr) {
            if (!check_language(*language, path)) return false;
            result.emplace("@language", text(*language));
        }
        if (direction == Direction::Ltr || direction == Direction::Rtl) {
            if (!check_direction(path)) return false;
            result.emplace("@direction", text(direction == Direction::Ltr ? "ltr" : "rtl"));
        }
    }
    return true;
}

bool Expander::reference(const Iri& id, std::string_view value_text, const Path& path, json::Value& out) {
    if (!check_reference(id, value_text, path)) return false;
    auto& result = out.emplace_object();
    result.reserve(1);
    result.emplace("@id", id.is_null ? json::Value(nullptr, storage_) : text(id.text));
    return true;
}

bool Expander::check_reference(const Iri& iri, std::string_view value_text, const Path& path) {
    if (!run_.options.safe) return true;
    if (iri.is_null || iri.keyword != Keyword::None)
        return run_.lose("\"" + std::string(value_text) + "\" is reserved and names nothing.", path);
    if (is_blank_node(iri.text)) return true;
    const bool for_rdf = run_.purpose == Purpose::Rdf;
    if (for_rdf && (iri.well_formed || iri::is_well_formed(iri.text))) return true;
    if (!iri::is_absolute(iri.text))
        return run_.lose("\"" + std::string(value_text) + "\" does not expand to an absolute IRI.", path);
    if (for_rdf) return run_.lose("\"" + std::string(value_text) + "\" is no well-formed IRI.", path);
    return true;
}

bool Expander::check_property(const Iri& property, const TermDefinition* definition, const Path& path) {
    if (!run_.options.safe || run_.purpose != Purpose::Rdf) return true;
    if (definition != nullptr ? definition->iri_is_well_formed : iri::is_well_formed(property.text)) return true;
    if (!is_blank_node(property.text)) return run_.lose("The property does not expand to a well-formed IRI.", path);
    return run_.options.produce_generalized_rdf || run_.lose("A blank node cannot be a property in RDF.", path);
}

// The conversion to RDF leaves out what has another datatype (section 8.2.2 step 6).
bool Expander::check_datatype(std::string_view datatype, const Path& path) {
    return !run_.options.safe || run_.purpose != Purpose::Rdf || iri::is_well_formed(datatype) ||
           run_.lose("\"" + std::string(datatype) + "\", the datatype of the term, is no well-formed IRI.", path);
}

bool Expander::check_language(std::string_view tag, const Path& path) {
    return !run_.options.safe || is_well_formed_language(tag) ||
           run_.lose("\"" + std::string(tag) + "\" is no well-formed language tag.", path);
}

bool Expander::check_direction(const Path& path) {
    return run_.purpose != Purpose::Rdf || run_.options.rdf_direction != RdfDirection::None ||
           run_.lose("The base direction would be lost: no RDF form of it is chosen.", path);
}

}  // namespace blason::jsonld
