// JSON-LD API sections 4.3 and 4.4: Inverse Context Creation and Term Selection. Made on the first compaction with an
// active context, and kept with it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace blason::jsonld {

struct ActiveContext;
struct TermDefinition;

class InverseContext {
  public:
    /// The entries of a type/language map.
    enum class By : std::uint8_t { Language, Type, Any };

    /// `active` must outlive this.
    explicit InverseContext(const ActiveContext& active);

    [[nodiscard]] bool contains(std::string_view iri) const { return by_iri_.contains(iri); }

    /// Section 4.4.2. Containers are sets of Containers::Bit, 0 is @none. An empty text: no term.
    [[nodiscard]] std::string_view select(std::string_view iri, std::span<const std::uint8_t> containers, By by,
                                          std::span<const std::string> preferred) const;

    /// Definitions with the prefix flag, for IRI Compaction steps 7 and 9.
    [[nodiscard]] const std::vector<const TermDefinition*>& prefixes() const { return prefixes_; }

  private:
    using Choices = std::map<std::string, std::string_view, std::less<>>;
    using TypeLanguageMap = std::array<Choices, 3>;
    void add(const TermDefinition& definition, const std::string& default_language);

    std::unordered_map<std::string_view, std::map<std::uint8_t, TypeLanguageMap>> by_iri_;
    std::vector<const TermDefinition*> prefixes_;
};

/// Holds the inverse context of one active context; a copied active context starts without.
class LazyInverseContext {
  public:
    LazyInverseContext() = default;
    LazyInverseContext(const LazyInverseContext&) {}
    LazyInverseContext& operator=(const LazyInverseContext&) = delete;
    const InverseContext& get(const ActiveContext& active) const {
        std::call_once(once_, [&] { made_ = std::make_unique<const InverseContext>(active); });
        return *made_;
    }

  private:
    mutable std::once_flag once_;
    mutable std::unique_ptr<const InverseContext> made_;
};

}  // namespace blason::jsonld
