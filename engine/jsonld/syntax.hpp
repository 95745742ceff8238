// The words of JSON-LD: keywords, and the small lexical questions the algorithms ask.
#pragma once

#include <cstdint>
#include <string_view>

namespace blason::jsonld {

/// JSON-LD 1.1 section 1.7 (syntax tokens and keywords). Framing keywords are not among them: we do not frame.
enum class Keyword : std::uint8_t {
    None,
    Base,
    Container,
    Context,
    Direction,
    Graph,
    Id,
    Import,
    Included,
    Index,
    Json,
    Language,
    List,
    Nest,
    NoneToken,  ///< "@none"
    Prefix,
    Propagate,
    Protected,
    Reverse,
    Set,
    Type,
    Value,
    Version,
    Vocab,
};

/// Keyword::None for every other text.
Keyword keyword_of(std::string_view text);
inline bool is_keyword(std::string_view text) {
    return keyword_of(text) != Keyword::None;
}

/// "@" followed by letters only: reserved for keywords of the future, so ignored (IRI Expansion step 2).
bool has_keyword_form(std::string_view text);

inline bool is_blank_node(std::string_view text) {
    return text.starts_with("_:");
}

/// BCP 47 section 2.2.9 asks for the shape only: subtags of one to eight letters or digits, the first of letters.
bool is_well_formed_language(std::string_view tag);

}  // namespace blason::jsonld
