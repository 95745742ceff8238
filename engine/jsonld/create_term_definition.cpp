// JSON-LD API section 4.2.2, Create Term Definition; the steps are numbered as there.
#include <algorithm>
#include <array>

#include "engine/iri/iri.hpp"
#include "engine/jsonld/context_processing.hpp"

namespace blason::jsonld {
namespace {

using json::Path;

// Terms that wait for the definition of their prefix; a longer chain is an attack on the stack.
constexpr std::size_t kMaxDependencyDepth = 128;

Error error_at(std::string code, std::string detail, const Path& here, const ContextInput& input) {
    if (!input.in_input && !input.base_url.empty()) detail += " (in the context " + input.base_url + ")";
    return refused(std::move(code), std::move(detail), here.pointer());
}

std::string in_quotes(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

bool is_iri_or_blank(std::string_view text) {
    return iri::is_absolute(text) || is_blank_node(text);
}

bool ends_with_gen_delim(std::string_view text) {
    return !text.empty() && std::string_view(":/?#[]@").find(text.back()) != std::string_view::npos;
}

// Step 4: `@type` may get a container @set and be protected, nothing else.
bool is_valid_type_redefinition(const json::Value& value) {
    if (!value.is_object() || value.get_object().empty()) return false;
    for (const auto& entry : value.get_object()) {
        if (entry.key() == "@protected") continue;
        if (entry.key() != "@container" || !entry.value().is_string() || entry.value().get_string() != "@set")
            return false;
    }
    return true;
}

std::optional<Containers::Bit> container_bit(Keyword keyword) {
    switch (keyword) {
        case Keyword::List:
            return Containers::List;
        case Keyword::Set:
            return Containers::Set;
        case Keyword::Index:
            return Containers::Index;
        case Keyword::Language:
            return Containers::Language;
        case Keyword::Graph:
            return Containers::Graph;
        case Keyword::Id:
            return Containers::Id;
        case Keyword::Type:
            return Containers::Type;
        default:
            return std::nullopt;
    }
}

// Step 19.1: one keyword; @graph with @id or @index, and perhaps @set; @set with one of the others.
bool is_valid_combination(Containers containers, std::size_t count) {
    if (count <= 1) return true;
    using C = Containers;
    const int without_set = containers.bits() & ~C::Set;
    const bool set = containers.has(C::Set);
    if (without_set == (C::Graph | C::Id) || without_set == (C::Graph | C::Index)) return count == (set ? 3U : 2U);
    const bool one_other = without_set == C::Index || without_set == C::Graph || without_set == C::Id ||
                           without_set == C::Type || without_set == C::Language;
    return set && one_other && count == 2;
}

}  // namespace

Result<Iri> ContextProcessor::expand_in_context(Definition& d, std::string_view value, IriFlags flags) {
    const auto define_first = [&](std::string_view term) -> Result<void> {
        if (!d.local->contains(json::key(term))) return {};
        const auto state = d.defined.find(term);
        if (state != d.defined.end() && state->second) return {};
        return create_term(d, term);
    };
    if (!is_keyword(value) && !has_keyword_form(value)) {
        // IRI Expansion step 3.
        if (auto done = define_first(value); !done) return done.error();
        // IRI Expansion step 6.3, unless step 4 or 5 answers before.
        const auto* definition = d.active->find(value);
        const bool answered = definition != nullptr && (flags.vocab || definition->keyword != Keyword::None);
        const auto colon = value.find(':');
        if (!answered && colon != std::string_view::npos && colon > 0 && value.substr(0, colon) != "_" &&
            !value.substr(colon + 1).starts_with("//")) {
            if (auto done = define_first(value.substr(0, colon)); !done) return done.error();
        }
    }
    return expand_iri(*d.active, value, flags, arena_);
}

Result<void> ContextProcessor::create_term(Definition& d, std::string_view term) {
    const Path here = d.input->in_input && d.input->path != nullptr ? Path(d.input->path, term)
                      : d.input->path != nullptr                    ? *d.input->path
                                                                    : Path();
    // Step 1.
    if (const auto state = d.defined.find(term); state != d.defined.end()) {
        if (state->second) return {};
        return error_at("cyclic IRI mapping", "The definition of " + in_quotes(term) + " depends on itself.", here,
                        *d.input);
    }
    // Step 2.
    if (term.empty()) return error_at("invalid term definition", "A term may not be empty.", here, *d.input);
    if (d.depth >= kMaxDependencyDepth)
        return Error{"jsonld-depth-limit", "Too many terms depend on each other.", here.pointer(), ErrorKind::TooLarge};
    // The key of `local` outlives `d`; the caller's text may not.
    const auto entry = d.local->find(json::key(term));
    const std::string_view name(entry->key().data(), entry->key().size());
    d.defined[name] = false;
    // Step 3.
    const auto& value = entry->value();
    if (term == "@type") {  // step 4
        if (d.active->mode == ProcessingMode::JsonLd10 || !is_valid_type_redefinition(value))
            return error_at("keyword redefinition", "@type may only get a container @set or be protected.", here,
                            *d.input);
    } else if (is_keyword(term)) {  // step 5
        return error_at("keyword redefinition", in_quotes(term) + " is a keyword.", here, *d.input);
    } else if (has_keyword_form(term)) {
        return {};
    }
    // Step 6.
    const auto previous = d.active->terms.find_shared(term);
    d.active->terms.remove(term);
    // Steps 7 to 9.
    json::Object as_object;
    const json::Object* members = &as_object;
    if (value.is_object()) {
        members = &value.get_object();
    } else if (value.is_null() || value.is_string()) {
        as_object.emplace("@id", value);
    } else {
        return error_at("invalid term definition", "A term definition is a string, an object or null.", here, *d.input);
    }
    // Step 10.
    auto definition = std::make_shared<TermDefinition>();
    definition->id = next_identity();
    definition->term = std::string(term);
    definition->is_protected = d.default_protected;
    bool ignore = false;
    ++d.depth;
    auto filled = fill_term(d, *definition, *members, value.is_string(), here, ignore);
    --d.depth;
    if (!filled) return filled;
    if (ignore) {
        // Steps 13.3 and 14.2.2 only return; putting the former definition back keeps them from being a way to remove a
        // protected term.
        if (previous) d.active->terms.set(previous);
        return {};
    }
    if (definition->iri) {
        definition->keyword = keyword_of(*definition->iri);
        definition->iri_is_well_formed = iri::is_well_formed(*definition->iri);
        definition->iri_has_colon = definition->iri->find(':') != std::string::npos;
    }
    std::shared_ptr<const TermDefinition> final_definition = definition;
    // Step 27.
    if (!d.input->override_protected && previous && previous->is_protected) {
        if (!definition->same_as(*previous))
            return error_at("protected term redefinition",
                            in_quotes(term) + " is protected and may not be defined differently.", here, *d.input);
        final_definition = previous;
    }
    // Step 28.
    d.active->terms.set(std::move(final_definition));
    d.defined[name] = true;
    return {};
}

Result<void> ContextProcessor::fill_term(Definition& d, TermDefinition& definition, const json::Object& value,
                                         bool simple_term, const Path& here, bool& ignore) {
    const bool only_1_0 = d.active->mode == ProcessingMode::JsonLd10;
    if (const auto* entry = json::find(value, "@protected")) {  // step 11
        if (!entry->is_bool())
            return error_at("invalid @protected value", "@protected is true or false.", here, *d.input);
        if (only_1_0) return error_at("invalid term definition", "@protected needs JSON-LD 1.1.", here, *d.input);
        definition.is_protected = entry->get_bool();
    }
    if (const auto* type = json::find(value, "@type"))  // step 12
        if (auto done = map_type(d, definition, *type, here); !done) return done;
    if (value.contains("@reverse")) {  // step 13
        if (auto done = map_reverse(d, definition, value, here, ignore); !done || ignore) return done;
        return map_rest(d, definition, value, here);
    }
    const auto* id = json::find(value, "@id");
    if (id != nullptr && !(id->is_string() && json::view(*id) == definition.term)) {  // step 14
        if (!id->is_null())
            if (auto done = map_id(d, definition, *id, simple_term, here, ignore); !done || ignore) return done;
    } else if (auto done = map_by_name(d, definition, here); !done) {
        return done;
    }
    if (const auto* container = json::find(value, "@container"))  // step 19
        if (auto done = map_container(d, definition, *container, here); !done) return done;
    return map_rest(d, definition, value, here);
}

// Step 12.
Result<void> ContextProcessor::map_type(Definition& d, TermDefinition& definition, const json::Value& type,
                                        const Path& here) {
    const auto invalid = [&](std::string detail) {
        return error_at("invalid type mapping", std::move(detail), here, *d.input);
    };
    if (!type.is_string()) return invalid("The @type of a term is a string.");
    const auto expanded = expand_in_context(d, json::view(type), kVocab);
    if (!expanded) return expanded.error();
    const bool only_1_0 = d.active->mode == ProcessingMode::JsonLd10;
    if (expanded->is_null) return invalid("The @type of a term is an IRI, @id, @vocab, @json or @none.");
    switch (expanded->keyword) {
        case Keyword::Id:
            definition.type_kind = TypeMapping::Id;
            break;
        case Keyword::Vocab:
            definition.type_kind = TypeMapping::Vocab;
            break;
        case Keyword::Json:
            definition.type_kind = TypeMapping::Json;
            break;
        case Keyword::NoneToken:
            definition.type_kind = TypeMapping::None;
            break;
        case Keyword::None:
            definition.type_kind = TypeMapping::Iri;
            break;
        default:
            return invalid("The @type of a term is an IRI, @id, @vocab, @json or @none.");
    }
    if (only_1_0 && (definition.type_kind == TypeMapping::Json || definition.type_kind == TypeMapping::None))
        return invalid("@json and @none need JSON-LD 1.1.");
    if (definition.type_kind == TypeMapping::Iri && !iri::is_absolute(expanded->text))
        return invalid(in_quotes(json::view(type)) + " does not expand to an IRI.");
    definition.type = std::string(expanded->text);
    definition.type_is_well_formed = definition.type_kind == TypeMapping::Iri && iri::is_well_formed(definition.type);
    return {};
}

// Step 13.
Result<void> ContextProcessor::map_reverse(Definition& d, TermDefinition& definition, const json::Object& value,
                                           const Path& here, bool& ignore) {
    if (value.contains("@id") || value.contains("@nest"))
        return error_at("invalid reverse property", "A reverse property has no @id and no @nest.", here, *d.input);
    const auto& reverse = *json::find(value, "@reverse");
    if (!reverse.is_string())
        return error_at("invalid IRI mapping", "@reverse names a property by a string.", here, *d.input);
    if (has_keyword_form(json::view(reverse))) {
        ignore = true;
        return {};
    }
    const auto expanded = expand_in_context(d, json::view(reverse), kVocab);
    if (!expanded) return expanded.error();
    if (expanded->is_null || !is_iri_or_blank(expanded->text))
        return error_at("invalid IRI mapping", in_quotes(json::view(reverse)) + " does not expand to an IRI.", here,
                        *d.input);
    definition.iri = std::string(expanded->text);
    if (const auto* container = json::find(value, "@container"); container != nullptr && !container->is_null()) {
        const auto keyword = container->is_string() ? keyword_of(json::view(*container)) : Keyword::None;
        if (keyword != Keyword::Set && keyword != Keyword::Index)
            return error_at("invalid reverse property", "A reverse property has a @set or @index container only.", here,
                            *d.input);
        definition.containers.add(*container_bit(keyword));
    }
    definition.reverse_property = true;
    return {};
}

// Step 14.2.
Result<void> ContextProcessor::map_id(Definition& d, TermDefinition& definition, const json::Value& id,
                                      bool simple_term, const Path& here, bool& ignore) {
    const std::string& term = definition.term;
    if (!id.is_string()) return error_at("invalid IRI mapping", "@id is a string or null.", here, *d.input);
    const auto text = json::view(id);
    if (!is_keyword(text) && has_keyword_form(text)) {
        ignore = true;
        return {};
    }
    const auto expanded = expand_in_context(d, text, kVocab);
    if (!expanded) return expanded.error();
    if (expanded->is_null || (expanded->keyword == Keyword::None && !is_iri_or_blank(expanded->text)))
        return error_at("invalid IRI mapping", in_quotes(text) + " does not expand to an IRI.", here, *d.input);
    if (expanded->keyword == Keyword::Context)
        return error_at("invalid keyword alias", "@context has no alias.", here, *d.input);
    definition.iri = std::string(expanded->text);
    // Step 14.2.4.
    const auto colon = term.find(':', 1);
    const bool has_inner_colon = colon != std::string::npos && colon + 1 < term.size();
    const bool has_slash = term.find('/') != std::string::npos;
    if (has_inner_colon || has_slash) {
        const auto entry = d.local->find(json::key(term));
        d.defined[std::string_view(entry->key().data(), entry->key().size())] = true;
        const auto own = expand_in_context(d, term, kVocab);
        if (!own) return own.error();
        if (own->is_null || own->text != *definition.iri)
            return error_at("invalid IRI mapping", in_quotes(term) + " looks like an IRI and is mapped to another one.",
                            here, *d.input);
    }
    // Step 14.2.5.
    if (term.find(':') == std::string::npos && !has_slash && simple_term &&
        (ends_with_gen_delim(*definition.iri) || is_blank_node(*definition.iri)))
        definition.prefix = true;
    return {};
}

// Steps 15 to 18: no @id, or one that equals the term.
Result<void> ContextProcessor::map_by_name(Definition& d, TermDefinition& definition, const Path& here) {
    const std::string& term = definition.term;
    if (const auto colon = term.find(':', 1); colon != std::string::npos) {  // step 15
        const auto prefix = std::string_view(term).substr(0, colon);
        const auto suffix = std::string_view(term).substr(colon + 1);
        if (d.local->contains(json::key(prefix)) && prefix != term) {
            const auto entry = d.local->find(json::key(prefix));
            if (auto done = create_term(d, {entry->key().data(), entry->key().size()}); !done) return done;
        }
        const auto* mapping = d.active->find(prefix);
        definition.iri =
            mapping != nullptr && mapping->iri ? std::string(arena_.join(*mapping->iri, suffix)) : std::string(term);
        return {};
    }
    if (term.find('/') != std::string::npos) {  // step 16
        const Iri expanded = expand_iri(*d.active, term, kVocab, arena_);
        if (expanded.is_null || !iri::is_absolute(expanded.text))
            return error_at("invalid IRI mapping", in_quotes(term) + " does not expand to an IRI.", here, *d.input);
        definition.iri = std::string(expanded.text);
        return {};
    }
    if (term == "@type") {  // step 17
        definition.iri = "@type";
        return {};
    }
    if (!d.active->vocab)  // step 18
        return error_at("invalid IRI mapping", in_quotes(term) + " has no @id, and there is no @vocab.", here,
                        *d.input);
    definition.iri = *d.active->vocab + term;
    return {};
}

// Step 19.
Result<void> ContextProcessor::map_container(Definition& d, TermDefinition& definition, const json::Value& container,
                                             const Path& here) {
    const auto invalid = [&](std::string detail) {
        return error_at("invalid container mapping", std::move(detail), here, *d.input);
    };
    const bool only_1_0 = d.active->mode == ProcessingMode::JsonLd10;
    std::size_t count = 0;
    const auto add = [&](const json::Value& item) {
        const auto bit = item.is_string() ? container_bit(keyword_of(json::view(item))) : std::nullopt;
        if (bit) definition.containers.add(*bit);
        ++count;
        return bit.has_value();
    };
    if (container.is_array()) {
        if (only_1_0) return invalid("An array of containers needs JSON-LD 1.1.");
        for (const auto& item : container.get_array())
            if (!add(item)) return invalid("@container holds container keywords only.");
        if (count == 0) return invalid("@container is empty.");
    } else if (!add(container)) {
        return invalid("@container is a container keyword.");
    }
    if (!is_valid_combination(definition.containers, count)) return invalid("These containers do not go together.");
    using C = Containers;
    if (only_1_0 && definition.containers.has_any(C::Graph | C::Id | C::Type))
        return invalid("@graph, @id and @type containers need JSON-LD 1.1.");
    if (definition.containers.has(C::Type)) {  // step 19.4
        if (definition.type_kind == TypeMapping::Unset) {
            definition.type_kind = TypeMapping::Id;
            definition.type = "@id";
        }
        if (definition.type_kind != TypeMapping::Id && definition.type_kind != TypeMapping::Vocab)
            return error_at("invalid type mapping", "A @type container goes with @type @id or @vocab only.", here,
                            *d.input);
    }
    return {};
}

}  // namespace blason::jsonld
