// A term definition (JSON-LD API section 4.1, "active context"), immutable once it stands in an active context.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/json/value.hpp"
#include "engine/jsonld/syntax.hpp"

namespace blason::jsonld {

/// Container mapping: a set of keywords.
class Containers {
  public:
    enum Bit : std::uint8_t {
        List = 1,
        Set = 2,
        Index = 4,
        Language = 8,
        Graph = 16,
        Id = 32,
        Type = 64,
    };
    void add(Bit bit) { bits_ = static_cast<std::uint8_t>(bits_ | bit); }
    [[nodiscard]] bool has(Bit bit) const { return (bits_ & bit) != 0; }
    [[nodiscard]] bool has_any(int bits) const { return (bits_ & bits) != 0; }
    [[nodiscard]] bool empty() const { return bits_ == 0; }
    [[nodiscard]] std::uint8_t bits() const { return bits_; }
    bool operator==(const Containers&) const = default;

  private:
    std::uint8_t bits_ = 0;
};

enum class Direction : std::uint8_t { Unset, Null, Ltr, Rtl };

/// What a term says about a language: nothing, "none" (null), or a tag.
struct LanguageMapping {
    bool set = false;
    std::optional<std::string> tag;
    bool operator==(const LanguageMapping&) const = default;
};

enum class TypeMapping : std::uint8_t { Unset, Id, Vocab, Json, None, Iri };

struct TermDefinition {
    std::uint64_t id = 0;  ///< identity for the context cache, never used twice
    std::string term;

    std::optional<std::string> iri;   ///< IRI mapping; no value: the term is explicitly null
    Keyword keyword = Keyword::None;  ///< of the IRI mapping, when it is an alias
    bool iri_is_well_formed = false;  ///< the IRI mapping may stand in RDF
    bool iri_has_colon = false;       ///< the IRI mapping may stand as a property (Expansion step 13.3)

    bool prefix = false;
    bool is_protected = false;
    bool reverse_property = false;
    Containers containers;
    TypeMapping type_kind = TypeMapping::Unset;
    std::string type;                  ///< the type mapping's text, also for keywords
    bool type_is_well_formed = false;  ///< it is an IRI that may stand in RDF
    Direction direction = Direction::Unset;
    LanguageMapping language;
    std::string index;                ///< index mapping; empty: none
    std::optional<std::string> nest;  ///< nest value

    std::shared_ptr<const json::Value> context;  ///< local context, unprocessed; nullptr: none
    std::string base_url;                        ///< to resolve what `context` names

    /// Create Term Definition step 27.1: the same, apart from the protected flag.
    [[nodiscard]] bool same_as(const TermDefinition& other) const;
};

}  // namespace blason::jsonld
