// JSON Schema Validation section 6: keywords that look at one value.
#include <algorithm>

#include "engine/json/compare.hpp"
#include "engine/json/jcs.hpp"
#include "vc/schema/evaluator.hpp"
#include "vc/schema/format.hpp"

namespace blason::vc::schema {

namespace {

bool has_type(const json::Value& instance, const json::Value& type) {
    if (!type.is_string()) return false;
    const std::string_view name = json::view(type);
    return name == json::type_name(instance) ||
           (name == "integer" && instance.is_number() && json::is_integer(instance));
}

/// Section 6.3.1: characters, not bytes.
std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Whether a count keeps to a limit; a limit that is no number is passed over.
bool at_least(std::size_t count, const json::Value* limit) {
    return limit == nullptr || !limit->is_number() || static_cast<double>(count) >= json::number_of(*limit);
}
bool at_most(std::size_t count, const json::Value* limit) {
    return limit == nullptr || !limit->is_number() || static_cast<double>(count) <= json::number_of(*limit);
}

/// Canonical texts are equal when the values are.
bool is_unique(const json::Array& array) {
    std::vector<std::string> texts;
    texts.reserve(array.size());
    for (const json::Value& element : array) texts.push_back(json::canonicalize(element));
    std::sort(texts.begin(), texts.end());
    return std::adjacent_find(texts.begin(), texts.end()) == texts.end();
}

std::string_view view_of(const json::Value& value) {
    return value.is_string() ? json::view(value) : std::string_view();
}

}  // namespace

bool Evaluator::assertions(const Frame& frame) {
    bool fits = true;
    if (const json::Value* type = frame.find("type")) {
        const auto* list = type->if_array();
        const bool good = list == nullptr ? has_type(frame.instance, *type)
                                          : std::any_of(list->begin(), list->end(), [&](const json::Value& one) {
                                                return has_type(frame.instance, one);
                                            });
        if (!good) fits = fail(frame, "type", "The value is of another type than the schema asks for.");
    }
    if (const auto* allowed = frame.array("enum")) {
        const bool good = std::any_of(allowed->begin(), allowed->end(),
                                      [&](const json::Value& one) { return json::equal(one, frame.instance); });
        if (!good) fits = fail(frame, "enum", "The value is none of those that the schema lists.");
    }
    if (const json::Value* only = frame.find("const"); only != nullptr && !json::equal(*only, frame.instance))
        fits = fail(frame, "const", "The value is not the one that the schema asks for.");
    if (frame.instance.is_number()) return numbers(frame) && fits;
    if (frame.instance.is_string()) return strings(frame) && fits;
    return sizes(frame) && fits;
}

bool Evaluator::numbers(const Frame& frame) {
    struct Bound {
        std::string_view keyword;
        bool (*good)(int compared);
    };
    static constexpr Bound kBounds[] = {{"minimum", [](int c) { return c >= 0; }},
                                        {"maximum", [](int c) { return c <= 0; }},
                                        {"exclusiveMinimum", [](int c) { return c > 0; }},
                                        {"exclusiveMaximum", [](int c) { return c < 0; }}};
    bool fits = true;
    for (const auto& [keyword, good] : kBounds) {
        const json::Value* bound = frame.find(keyword);
        if (bound != nullptr && bound->is_number() && !good(json::compare_numbers(frame.instance, *bound)))
            fits = fail(frame, keyword, "The number is outside the range that the schema allows.");
    }
    const json::Value* divisor = frame.find("multipleOf");
    if (divisor != nullptr && divisor->is_number() && !json::is_multiple(frame.instance, *divisor))
        fits = fail(frame, "multipleOf", "The number is not a multiple of what the schema asks for.");
    return fits;
}

bool Evaluator::strings(const Frame& frame) {
    bool fits = true;
    const std::string_view text = json::view(frame.instance);
    const json::Value* least = frame.find("minLength");
    const json::Value* most = frame.find("maxLength");
    if (least != nullptr && !at_least(letters(text), least)) fits = fail(frame, "minLength", "The text is too short.");
    if (most != nullptr && !at_most(letters(text), most)) fits = fail(frame, "maxLength", "The text is too long.");
    if (const json::Value* pattern = frame.find("pattern"); pattern != nullptr && !matches(*pattern, text))
        fits = fail(frame, "pattern", "The text does not have the form that the schema asks for.");
    if (settings_.formats == Formats::Assertion) fits = format(frame) && fits;
    return fits;
}

bool Evaluator::matches(const json::Value& pattern, std::string_view text) {
    const auto found = settings_.patterns.found(view_of(pattern), text);
    if (!found) stop(found.error());
    return found && *found;
}

/// Validation section 7, and the bounds that its draft of version 6 had for dates: `formatMinimum` and its like. The
/// vocabulary of Presentation Exchange 1.0 writes them as texts of `minimum` and so on.
bool Evaluator::format(const Frame& frame) {
    const json::Value* named = frame.find("format");
    if (named == nullptr || !named->is_string()) return true;
    const std::string_view name = json::view(*named);
    const std::string_view text = json::view(frame.instance);
    if (!has_format(text, name).value_or(true))
        return fail(frame, "format", "The text does not have the format that the schema asks for.");
    struct Bound {
        std::string_view keyword;
        std::string_view older;
        bool (*good)(int compared);
    };
    static constexpr Bound kBounds[] = {{"formatMinimum", "minimum", [](int c) { return c >= 0; }},
                                        {"formatMaximum", "maximum", [](int c) { return c <= 0; }},
                                        {"formatExclusiveMinimum", "exclusiveMinimum", [](int c) { return c > 0; }},
                                        {"formatExclusiveMaximum", "exclusiveMaximum", [](int c) { return c < 0; }}};
    bool fits = true;
    for (const auto& [keyword, older, good] : kBounds) {
        const json::Value* bound = frame.find(keyword);
        if (bound == nullptr) bound = frame.find(older);
        if (bound == nullptr || !bound->is_string()) continue;
        const auto compared = compare_format(text, json::view(*bound), name);
        if (!compared || !good(*compared))
            fits = fail(frame, keyword, "The date is outside the range that the schema allows.");
    }
    return fits;
}

bool Evaluator::sizes(const Frame& frame) {
    bool fits = true;
    if (const auto* array = frame.instance.if_array()) {
        if (!at_least(array->size(), frame.find("minItems"))) fits = fail(frame, "minItems", "The list is too short.");
        if (!at_most(array->size(), frame.find("maxItems"))) fits = fail(frame, "maxItems", "The list is too long.");
        const json::Value* unique = frame.find("uniqueItems");
        if (unique != nullptr && unique->is_bool() && unique->get_bool() && !is_unique(*array))
            fits = fail(frame, "uniqueItems", "The list has an element twice.");
    }
    if (const auto* object = frame.instance.if_object()) {
        if (!at_least(object->size(), frame.find("minProperties")))
            fits = fail(frame, "minProperties", "The object has too few properties.");
        if (!at_most(object->size(), frame.find("maxProperties")))
            fits = fail(frame, "maxProperties", "The object has too many properties.");
        if (const auto* required = frame.array("required")) {
            for (const json::Value& name : *required) {
                if (name.is_string() && json::find(*object, json::view(name)) == nullptr)
                    fits = fail(frame, "required", "The property " + std::string(json::view(name)) + " is missing.");
            }
        }
    }
    return fits;
}

}  // namespace blason::vc::schema
