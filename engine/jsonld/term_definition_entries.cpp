// JSON-LD API section 4.2.2, Create Term Definition, steps 20 to 26: the entries that stand on their own.
#include "engine/iri/iri.hpp"
#include "engine/jsonld/context_processing.hpp"

namespace blason::jsonld {
namespace {

using json::Path;

Error error_at(std::string code, std::string detail, const Path& here, const ContextInput& input) {
    if (!input.in_input && !input.base_url.empty()) detail += " (in the context " + input.base_url + ")";
    return refused(std::move(code), std::move(detail), here.pointer());
}

}  // namespace

Result<void> ContextProcessor::map_rest(Definition& d, TermDefinition& definition, const json::Object& value,
                                        const Path& here) {
    const bool only_1_0 = d.active->mode == ProcessingMode::JsonLd10;
    const bool has_type = value.contains("@type");
    for (const auto& entry : value) {  // step 26
        switch (keyword_of({entry.key().data(), entry.key().size()})) {
            case Keyword::Id:
            case Keyword::Reverse:
            case Keyword::Container:
            case Keyword::Context:
            case Keyword::Direction:
            case Keyword::Index:
            case Keyword::Language:
            case Keyword::Nest:
            case Keyword::Prefix:
            case Keyword::Protected:
            case Keyword::Type:
                break;
            default:
                return error_at("invalid term definition",
                                "\"" + std::string(entry.key()) + "\" is no entry of a term definition.", here,
                                *d.input);
        }
    }
    if (const auto* index = json::find(value, "@index")) {  // step 20
        if (only_1_0 || !definition.containers.has(Containers::Index) || !index->is_string())
            return error_at("invalid term definition", "@index names a property, and needs an @index container.", here,
                            *d.input);
        const auto expanded = expand_in_context(d, json::view(*index), kVocab);
        if (!expanded) return expanded.error();
        if (expanded->is_null || expanded->keyword != Keyword::None || !iri::is_absolute(expanded->text))
            return error_at("invalid term definition", "@index does not expand to an IRI.", here, *d.input);
        definition.index = std::string(json::view(*index));
    }
    if (const auto* context = json::find(value, "@context"))  // step 21
        if (auto done = map_context(d, definition, *context, here); !done) return done;
    if (const auto* language = json::find(value, "@language"); language != nullptr && !has_type) {  // step 22
        if (!language->is_null() && !language->is_string())
            return error_at("invalid language mapping", "@language is a string or null.", here, *d.input);
        definition.language.set = true;
        if (language->is_string()) definition.language.tag = std::string(json::view(*language));
    }
    if (const auto* direction = json::find(value, "@direction"); direction != nullptr && !has_type) {  // step 23
        if (direction->is_null()) {
            definition.direction = Direction::Null;
        } else if (direction->is_string() && json::view(*direction) == "ltr") {
            definition.direction = Direction::Ltr;
        } else if (direction->is_string() && json::view(*direction) == "rtl") {
            definition.direction = Direction::Rtl;
        } else {
            return error_at("invalid base direction", "@direction is \"ltr\", \"rtl\" or null.", here, *d.input);
        }
    }
    if (const auto* nest = json::find(value, "@nest")) {  // step 24
        if (only_1_0) return error_at("invalid term definition", "@nest needs JSON-LD 1.1.", here, *d.input);
        const auto keyword = nest->is_string() ? keyword_of(json::view(*nest)) : Keyword::None;
        if (!nest->is_string() || (keyword != Keyword::None && keyword != Keyword::Nest))
            return error_at("invalid @nest value", "@nest is a term or @nest.", here, *d.input);
        definition.nest = std::string(json::view(*nest));
    }
    if (const auto* prefix = json::find(value, "@prefix")) {  // step 25
        if (only_1_0 || definition.term.find_first_of(":/") != std::string::npos)
            return error_at("invalid term definition", "Only a plain term can be a prefix, and only in JSON-LD 1.1.",
                            here, *d.input);
        if (!prefix->is_bool()) return error_at("invalid @prefix value", "@prefix is true or false.", here, *d.input);
        definition.prefix = prefix->get_bool();
        if (definition.prefix && definition.iri && is_keyword(*definition.iri))
            return error_at("invalid term definition", "An alias of a keyword is no prefix.", here, *d.input);
    }
    return {};
}

// Step 21: processed once against the context as it is now, to find errors where they are written.
Result<void> ContextProcessor::map_context(Definition& d, TermDefinition& definition, const json::Value& context,
                                           const Path& here) {
    if (d.active->mode == ProcessingMode::JsonLd10)
        return error_at("invalid term definition", "A scoped context needs JSON-LD 1.1.", here, *d.input);
    const Path inside = d.input->in_input ? Path(&here, "@context") : here;
    ContextInput input = *d.input;
    input.path = &inside;
    input.override_protected = true;
    input.propagate = true;
    input.validate_scoped_context = false;
    ++input.depth;
    if (auto processed = process(d.active, context, input); !processed) {
        Error error = processed.error();
        if (error.kind != ErrorKind::Refused) return error;
        error.detail = "The scoped context of \"" + definition.term + "\" is invalid: " + error.detail;
        error.code = "invalid scoped context";
        return error;
    }
    definition.context = std::shared_ptr<const json::Value>(d.input->owner, &context);
    definition.base_url = d.input->base_url;
    return {};
}

}  // namespace blason::jsonld
