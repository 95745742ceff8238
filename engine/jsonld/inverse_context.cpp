#include "engine/jsonld/inverse_context.hpp"

#include <algorithm>

#include "engine/jsonld/active_context.hpp"
#include "engine/jsonld/language_text.hpp"
#include "engine/text/ascii.hpp"

namespace blason::jsonld {

InverseContext::InverseContext(const ActiveContext& active) {
    std::vector<const TermDefinition*> sorted;
    for (const auto& definition : active.terms.definitions())
        if (definition && definition->iri) sorted.push_back(definition.get());
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return a->term.size() != b->term.size() ? a->term.size() < b->term.size() : a->term < b->term;
    });
    // Section 4.3.2, step 2.
    const std::string default_language = default_language_key(active);
    for (const auto* definition : sorted) {
        add(*definition, default_language);
        if (definition->prefix) prefixes_.push_back(definition);
    }
}

// Step 3.
void InverseContext::add(const TermDefinition& definition, const std::string& default_language) {
    const std::string_view term = definition.term;
    auto& map = by_iri_[*definition.iri][definition.containers.bits()];
    auto& languages = map[static_cast<std::size_t>(By::Language)];
    auto& types = map[static_cast<std::size_t>(By::Type)];
    map[static_cast<std::size_t>(By::Any)].try_emplace("@none", term);
    const bool has_direction = definition.direction != Direction::Unset;
    const std::string language = definition.language.tag ? text::lower(*definition.language.tag) : std::string();
    const std::string direction(direction_text(definition.direction));
    if (definition.reverse_property) {  // step 3.10
        types.try_emplace("@reverse", term);
    } else if (definition.type_kind == TypeMapping::None) {  // step 3.11
        languages.try_emplace("@any", term);
        types.try_emplace("@any", term);
    } else if (definition.type_kind != TypeMapping::Unset) {  // step 3.12
        types.try_emplace(definition.type, term);
    } else if (definition.language.set && has_direction) {  // step 3.13
        const bool neither = language.empty() && direction.empty();
        languages.try_emplace(neither ? "@null" : direction.empty() ? language : language + "_" + direction, term);
    } else if (definition.language.set) {  // step 3.14
        languages.try_emplace(language.empty() ? "@null" : language, term);
    } else if (has_direction) {  // step 3.15
        languages.try_emplace(direction.empty() ? "@none" : "_" + direction, term);
    } else {  // step 3.16
        languages.try_emplace(default_language, term);
        languages.try_emplace("@none", term);
        types.try_emplace("@none", term);
    }
}

std::string_view InverseContext::select(std::string_view iri, std::span<const std::uint8_t> containers, By by,
                                        std::span<const std::string> preferred) const {
    const auto found = by_iri_.find(iri);
    if (found == by_iri_.end()) return {};
    for (const auto container : containers) {
        const auto map = found->second.find(container);
        if (map == found->second.end()) continue;
        const auto& choices = map->second[static_cast<std::size_t>(by)];
        for (const auto& value : preferred)
            if (const auto choice = choices.find(value); choice != choices.end()) return choice->second;
    }
    return {};
}

}  // namespace blason::jsonld
