// JSON-LD API section 6.3.2, Value Compaction.
#include "engine/jsonld/compact.hpp"
#include "engine/jsonld/language_text.hpp"
#include "engine/jsonld/tree.hpp"
#include "engine/text/ascii.hpp"

namespace blason::jsonld {
namespace {

// An empty tag is a language all the same, if an ill-formed one.
bool is_language_of(const json::Object& value, const std::optional<std::string>& language) {
    return value.contains("@language") == language.has_value() &&
           text::lower(json::text_view(value, "@language")) == text::lower(language ? std::string_view(*language) : "");
}

// Step 10: the language and the direction of the value are those the property has anyway.
bool matches_defaults(const ActiveContext& active, const TermDefinition* definition, const json::Object& value) {
    const bool own_language = definition != nullptr && definition->language.set;
    auto direction = active.direction;
    if (definition != nullptr && definition->direction != Direction::Unset) direction = definition->direction;
    return is_language_of(value, own_language ? definition->language.tag : active.language) &&
           json::text_view(value, "@direction") == direction_text(direction);
}

}  // namespace

bool Compactor::value(const ActiveContext& active, const TermDefinition* definition, const json::Object& input,
                      bool& replaced, json::Value& out) {
    const auto type_kind = definition != nullptr ? definition->type_kind : TypeMapping::Unset;
    const bool has_index = input.contains("@index");
    const bool index_fits = !has_index || (definition != nullptr && definition->containers.has(Containers::Index));
    const auto* id = input.if_contains("@id");
    const auto* type = input.if_contains("@type");
    const auto* plain = input.if_contains("@value");
    replaced = true;
    if (id != nullptr && input.size() == (has_index ? 2U : 1U)) {  // step 6
        if ((type_kind == TypeMapping::Id || type_kind == TypeMapping::Vocab) && id->is_string() && index_fits) {
            std::string_view compacted;
            if (!iri(active, json::view(*id), {nullptr, type_kind == TypeMapping::Vocab, false}, compacted))
                return false;
            out = text(compacted);
            return true;
        }
    } else if (plain != nullptr && index_fits) {
        const bool type_matches =
            type != nullptr && definition != nullptr && type->is_string() && json::view(*type) == definition->type;
        const bool plain_matches = type == nullptr && type_kind != TypeMapping::None &&
                                   (!plain->is_string() || matches_defaults(active, definition, input));
        if (type_matches || plain_matches) {  // steps 7, 9 and 10
            out = json::Value(*plain, storage_);
            return true;
        }
    }
    // The value stays a map. Compaction step 7 takes it from here only under a @json term; otherwise the entries are
    // compacted by the steps that follow there.
    replaced = type_kind == TypeMapping::Json;
    if (!replaced) return true;
    json::Object renamed(storage_);
    for (const auto& entry : input) {
        json::Value kept(entry.value(), storage_);
        if (entry.key() == "@type" && kept.is_string()) {  // step 8.1
            std::string_view compacted;
            if (!iri(active, json::view(kept), {}, compacted)) return false;
            kept = text(compacted);
        }
        renamed.emplace(json::key(alias(active, key_of(entry))), std::move(kept));  // step 11
    }
    out = std::move(renamed);
    return true;
}

}  // namespace blason::jsonld
