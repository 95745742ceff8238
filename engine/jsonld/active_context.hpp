// The active context (JSON-LD API section 4.1): immutable and shared once it is compiled.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/jsonld/inverse_context.hpp"
#include "engine/jsonld/processor.hpp"
#include "engine/jsonld/term_definition.hpp"

namespace blason::jsonld {

/// Term definitions by name. A copy shares the definitions and costs two small arrays; a look-up is one hash and,
/// nearly always, one comparison.
class TermTable {
  public:
    [[nodiscard]] const TermDefinition* find(std::string_view term) const;
    [[nodiscard]] std::shared_ptr<const TermDefinition> find_shared(std::string_view term) const;
    /// Replaces a definition of the same term.
    void set(std::shared_ptr<const TermDefinition> definition);
    void remove(std::string_view term);

    /// In the order of definition; holes are nullptr.
    [[nodiscard]] const std::vector<std::shared_ptr<const TermDefinition>>& definitions() const { return definitions_; }
    [[nodiscard]] std::size_t size() const { return count_; }

  private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t position = 0;  ///< index into definitions_ plus one; 0: free
    };
    [[nodiscard]] std::size_t slot_of(std::string_view term, std::uint32_t hash) const;
    void grow();

    std::vector<std::shared_ptr<const TermDefinition>> definitions_;
    std::vector<Slot> slots_;  ///< open addressing, a power of two, at most half full
    std::size_t count_ = 0;    ///< definitions that are not holes
};

struct ActiveContext : std::enable_shared_from_this<ActiveContext> {
    std::uint64_t id = 0;  ///< identity for the context cache, never used twice
    /// Some of it was written in a document, not in a loaded context: the cache keeps it apart, so that documents
    /// cannot push out what everybody shares.
    bool from_document = false;
    ProcessingMode mode = ProcessingMode::JsonLd11;

    std::optional<std::string> base;           ///< base IRI
    std::optional<std::string> original_base;  ///< original base URL
    std::optional<std::string> vocab;
    std::optional<std::string> language;
    Direction direction = Direction::Unset;  ///< Unset or a direction, never Null
    TermTable terms;
    std::shared_ptr<const ActiveContext> previous;
    LazyInverseContext lazy_inverse;

    [[nodiscard]] const InverseContext& inverse() const { return lazy_inverse.get(*this); }
    [[nodiscard]] const TermDefinition* find(std::string_view term) const { return terms.find(term); }
    /// The keyword a key is or stands for, if any; needs `seal`.
    [[nodiscard]] Keyword keyword_of_key(std::string_view key) const {
        if (key.starts_with('@'))
            if (const auto keyword = keyword_of(key); keyword != Keyword::None) return keyword;
        const auto* alias = find_alias(key);
        return alias != nullptr ? alias->keyword : Keyword::None;
    }
    /// The term, if it is an alias of a keyword; needs `seal`.
    [[nodiscard]] const TermDefinition* find_alias(std::string_view term) const {
        if (term.size() < 64 && ((alias_sizes_ >> term.size()) & 1U) == 0) return nullptr;
        for (const auto* alias : aliases_)
            if (alias->term == term) return alias;
        return nullptr;
    }
    /// Collects the aliases of keywords. There are few of them, and most keys are none: looking among them costs less
    /// than looking the key up among all terms. Called once, when the context is complete.
    void seal();
    [[nodiscard]] bool has_protected_terms() const;

  private:
    std::vector<const TermDefinition*> aliases_;
    std::uint64_t alias_sizes_ = 0;  ///< bit n: there is an alias of n bytes
};

using ContextPtr = std::shared_ptr<const ActiveContext>;

}  // namespace blason::jsonld
