#include "engine/jsonld/iri_expansion.hpp"

#include "engine/iri/iri.hpp"

namespace blason::jsonld {

Iri expand_iri(const ActiveContext& active, std::string_view value, IriFlags flags, TextArena& arena) {
    return expand_iri(active, value, active.find(value), flags, arena);
}

Iri expand_iri(const ActiveContext& active, std::string_view value, const TermDefinition* definition, IriFlags flags,
               TextArena& arena) {
    if (value.starts_with('@')) {
        // Steps 1 and 2.
        if (const auto keyword = keyword_of(value); keyword != Keyword::None) return {value, keyword};
        if (has_keyword_form(value)) return Iri::null();
    }
    if (definition != nullptr) {
        // Step 4: an alias of a keyword counts everywhere; step 5: an IRI mapping only where terms do.
        if (definition->keyword != Keyword::None) return {*definition->iri, definition->keyword};
        if (flags.vocab) {
            if (!definition->iri) return Iri::null();
            return {*definition->iri, Keyword::None, false, definition->iri_is_well_formed};
        }
    }
    // Step 6.
    if (const auto colon = value.find(':'); colon != std::string_view::npos && colon > 0) {
        const auto prefix = value.substr(0, colon);
        const auto suffix = value.substr(colon + 1);
        if (prefix == "_" || suffix.starts_with("//")) return {value};
        const auto* mapping = active.find(prefix);
        if (mapping != nullptr && mapping->iri && mapping->prefix) return {arena.join(*mapping->iri, suffix)};
        if (iri::is_absolute(value)) return {value};
    }
    // Step 7.
    if (flags.vocab && active.vocab) return {arena.join(*active.vocab, value)};
    // Step 8.
    if (flags.document_relative && active.base) return {arena.keep(iri::resolve(*active.base, value))};
    return {value};
}

}  // namespace blason::jsonld
