// JSON-LD API section 6.2.2, IRI Compaction.
#include <algorithm>
#include <vector>

#include "engine/iri/iri.hpp"
#include "engine/jsonld/compact.hpp"
#include "engine/jsonld/language_text.hpp"
#include "engine/jsonld/tree.hpp"
#include "engine/text/ascii.hpp"

namespace blason::jsonld {
namespace {

using C = Containers;
using By = InverseContext::By;

std::uint8_t bits(int combination) {
    return static_cast<std::uint8_t>(combination);
}

// "en_ltr", "_ltr" or "en", in lower case.
std::string language_direction(const json::Value& value) {
    std::string key = json::text_of(value, "@language");
    if (json::find(value, "@direction") != nullptr) key += "_" + json::text_of(value, "@direction");
    return text::lower(key);
}

// What step 4 gathers.
struct Preference {
    std::vector<std::uint8_t> containers;
    By by = By::Language;
    std::string value = "@null";

    void append(std::initializer_list<int> combinations) {
        for (const int combination : combinations) containers.push_back(bits(combination));
    }
};

// Step 4.7.
void prefer_for_list(const json::Value& value, const std::string& default_language, Preference& preference) {
    if (json::find(value, "@index") == nullptr) preference.append({C::List});
    const auto& items = json::find(value, "@list")->get_array();
    std::string common_type;
    std::string common_language = items.empty() ? default_language : "";
    for (const auto& item : items) {
        std::string language = "@none";
        std::string type = "@none";
        const bool is_value = is_value_object(item);
        if (!is_value) {
            type = "@id";
        } else if (json::find(item, "@direction") != nullptr || json::find(item, "@language") != nullptr) {
            language = language_direction(item);
        } else if (json::find(item, "@type") != nullptr) {
            type = json::text_of(item, "@type");
        } else {
            language = "@null";
        }
        if (common_language.empty()) {
            common_language = language;
        } else if (language != common_language && is_value) {
            common_language = "@none";
        }
        if (common_type.empty()) {
            common_type = type;
        } else if (type != common_type) {
            common_type = "@none";
        }
        if (common_language == "@none" && common_type == "@none") break;
    }
    if (common_language.empty()) common_language = "@none";
    if (common_type.empty()) common_type = "@none";
    if (common_type != "@none") {
        preference.by = By::Type;
        preference.value = common_type;
    } else {
        preference.value = common_language;
    }
}

// Step 4.8.
void prefer_for_graph(const json::Value& value, Preference& preference) {
    const bool has_index = json::find(value, "@index") != nullptr;
    const bool has_id = json::find(value, "@id") != nullptr;
    const auto index = {C::Graph | C::Index, C::Graph | C::Index | C::Set};
    const auto id = {C::Graph | C::Id, C::Graph | C::Id | C::Set};
    if (has_index) preference.append(index);
    if (has_id) preference.append(id);
    preference.append({C::Graph, C::Graph | C::Set, C::Set});
    if (!has_index) preference.append(index);
    if (!has_id) preference.append(id);
    preference.append({C::Index, C::Index | C::Set});
    preference.by = By::Type;
    preference.value = "@id";
}

// Step 4.9.
void prefer_for_node_or_value(const json::Value* value, Preference& preference) {
    if (value != nullptr && is_value_object(*value)) {
        const bool tagged = json::find(*value, "@direction") != nullptr || json::find(*value, "@language") != nullptr;
        if (tagged && json::find(*value, "@index") == nullptr) {
            preference.value = language_direction(*value);
            preference.append({C::Language, C::Language | C::Set});
        } else if (json::find(*value, "@type") != nullptr) {
            preference.value = json::text_of(*value, "@type");
            preference.by = By::Type;
        }
    } else {
        preference.by = By::Type;
        preference.value = "@id";
        preference.append({C::Id, C::Id | C::Set, C::Type, C::Set | C::Type});
    }
    preference.append({C::Set});
}

}  // namespace

std::string_view Compactor::alias(const ActiveContext& active, std::string_view keyword) {
    std::string_view found = keyword;
    // A keyword has no colon, so none of the steps that fail apply to it.
    return iri(active, keyword, {}, found) ? found : keyword;
}

// Step 4.
bool Compactor::term_for(const ActiveContext& active, std::string_view var, const IriOptions& options,
                         std::string_view& out) {
    const auto* value = options.value;
    const bool is_map = value != nullptr && value->is_object();
    const bool has_index = is_map && json::find(*value, "@index") != nullptr;
    const bool is_list = is_map && is_list_object(*value);
    Preference preference;
    if (has_index && !is_graph_object(*value)) preference.append({C::Index, C::Index | C::Set});  // step 4.5
    if (options.reverse) {                                                                        // step 4.6
        preference.by = By::Type;
        preference.value = "@reverse";
        preference.append({C::Set});
    } else if (is_list) {
        prefer_for_list(*value, default_language_key(active), preference);
    } else if (is_map && is_graph_object(*value)) {
        prefer_for_graph(*value, preference);
    } else {
        prefer_for_node_or_value(is_map ? value : nullptr, preference);
    }
    preference.append({0});  // step 4.10
    if (active.mode != ProcessingMode::JsonLd10) {
        if (!has_index) preference.append({C::Index, C::Index | C::Set});  // step 4.11
        if (is_map && value->get_object().size() == 1 && is_value_object(*value))
            preference.append({C::Language, C::Language | C::Set});  // step 4.12
    }
    // Steps 4.14 to 4.19.
    std::vector<std::string> preferred;
    if (preference.value == "@reverse") preferred.emplace_back("@reverse");
    const auto* id = is_map ? json::find(*value, "@id") : nullptr;
    if ((preference.value == "@id" || preference.value == "@reverse") && id != nullptr && id->is_string()) {
        std::string_view compacted;
        if (!iri(active, json::view(*id), {}, compacted)) return false;
        const auto* definition = active.find(compacted);
        const bool is_term = definition != nullptr && definition->iri == json::view(*id);
        preferred.insert(preferred.end(), {is_term ? "@vocab" : "@id", is_term ? "@id" : "@vocab", "@none"});
    } else {
        preferred.insert(preferred.end(), {preference.value, "@none"});
        if (is_list && json::find(*value, "@list")->get_array().empty()) preference.by = By::Any;
    }
    preferred.emplace_back("@any");
    for (std::size_t i = 0, count = preferred.size(); i < count; ++i) {
        const auto underscore = preferred[i].find('_');
        if (underscore != std::string::npos) preferred.push_back(preferred[i].substr(underscore));
    }
    out = active.inverse().select(var, preference.containers, preference.by, preferred);
    return true;
}

bool Compactor::iri(const ActiveContext& active, std::string_view var, const IriOptions& options,
                    std::string_view& out) {
    const auto& inverse = active.inverse();
    if (options.vocab && inverse.contains(var)) {
        std::string_view term;
        if (!term_for(active, var, options, term)) return false;
        if (!term.empty()) {
            out = term;
            return true;
        }
    }
    // Step 5.
    if (options.vocab && active.vocab && var.starts_with(*active.vocab) && var.size() > active.vocab->size()) {
        const auto suffix = var.substr(active.vocab->size());
        if (active.find(suffix) == nullptr) {
            out = suffix;
            return true;
        }
    }
    // Steps 6 and 7.
    std::string best;
    for (const auto* prefix : inverse.prefixes()) {
        if (*prefix->iri == var || !var.starts_with(*prefix->iri)) continue;
        std::string candidate = prefix->term + ":" + std::string(var.substr(prefix->iri->size()));
        const bool better =
            best.empty() || candidate.size() < best.size() || (candidate.size() == best.size() && candidate < best);
        if (!better) continue;
        const auto* definition = active.find(candidate);
        if (definition == nullptr || (definition->iri == var && options.value == nullptr)) best = std::move(candidate);
    }
    if (!best.empty()) {  // step 8
        out = run_.texts.keep(best);
        return true;
    }
    // Step 9.
    if (const auto colon = var.find(':'); colon != std::string_view::npos && !var.substr(colon + 1).starts_with("//")) {
        const auto* definition = active.find(var.substr(0, colon));
        if (definition != nullptr && definition->prefix)
            return run_.fail_at_node("IRI confused with prefix",
                                     "\"" + std::string(var) + "\" would be read as a compact IRI with this context.");
    }
    // Step 10.
    out = var;
    if (!options.vocab && active.base && run_.options.compact_to_relative && !is_blank_node(var) && !var.empty()) {
        std::string relative = iri::relativize(*active.base, var);
        if (has_keyword_form(relative)) relative.insert(0, "./");
        // With "://" in it, expansion would take the reference for an IRI (section 5.2.2 step 6.2), and lose the base.
        if (relative != var && relative.find("://") == std::string::npos) out = run_.texts.keep(relative);
    }
    return true;
}

}  // namespace blason::jsonld
