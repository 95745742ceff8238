// JSON-LD API section 5.2, IRI Expansion, and section 5.3, Value Expansion, lean on this.
#pragma once

#include <string_view>

#include "engine/jsonld/active_context.hpp"
#include "engine/jsonld/text_arena.hpp"

namespace blason::jsonld {

/// The result of IRI expansion: null, a keyword, or a text that is an IRI, a blank node identifier or a reference that
/// could not be made absolute. The text belongs to the input, to the active context or to the arena.
struct Iri {
    std::string_view text;
    Keyword keyword = Keyword::None;
    bool is_null = false;
    bool well_formed = false;  ///< known to be: it is the IRI mapping of a term, which has been looked at

    static Iri null() { return {{}, Keyword::None, true, false}; }
};

struct IriFlags {
    bool document_relative = false;
    bool vocab = false;
};
inline constexpr IriFlags kVocab{false, true};
inline constexpr IriFlags kDocumentRelative{true, false};
inline constexpr IriFlags kVocabAndDocument{true, true};

/// Section 5.2.2, without local context: steps 3 and 6.3 belong to context processing, which runs them first.
Iri expand_iri(const ActiveContext& active, std::string_view value, IriFlags flags, TextArena& arena);

/// The same for a text whose term definition was looked up already (nullptr: there is none).
Iri expand_iri(const ActiveContext& active, std::string_view value, const TermDefinition* definition, IriFlags flags,
               TextArena& arena);

/// Of what names a node, relative to the document: of all terms only the aliases of keywords count. Needs a sealed
/// context.
inline Iri expand_reference(const ActiveContext& active, std::string_view value, TextArena& arena) {
    return expand_iri(active, value, active.find_alias(value), kDocumentRelative, arena);
}

}  // namespace blason::jsonld
