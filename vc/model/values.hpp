// Small questions about JSON values that every check asks: is this a URL, which types does this object have, who is it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/json/value.hpp"

namespace blason::vc::model {

inline json::Value text_value(std::string_view characters) {
    return json::String(characters.data(), characters.size());
}

/// An absolute URL as VCDM 2.0 section 4.4 wants identifiers: a scheme, a colon and something after it, without white
/// space or any other character that no URI may hold (RFC 3986 section 2).
bool is_url(std::string_view text);

/// The strings of `type`, one or many; empty when there is no such member or it holds something else. Views into
/// `object`.
std::vector<std::string_view> types_of(const json::Value& object);
std::vector<std::string_view> types_of(json::Value&&) = delete;
bool has_type(const json::Value& object, std::string_view name);

/// The id of a value that is a URL or an object with `id`; nothing when it is neither. A view into `value`.
std::optional<std::string_view> id_of(const json::Value& value);
std::optional<std::string_view> id_of(json::Value&&) = delete;

/// Whether a document with these contexts may have a proof that was made with those (VC-DI-EDDSA section 3.3.2): they
/// are the same, or the document's go on after them. Both are values of `@context`.
bool contexts_begin_with(const json::Value& contexts, const json::Value& of_proof);

/// The instant a member holds; nothing when it is absent or unreadable.
std::optional<Instant> instant_of(const json::Value& object, std::string_view member);

/// Calls `visit(element, index)` for each element of an array, or once with index nothing for a single value.
template <typename Visit>
void for_each_value(const json::Value& one_or_many, const Visit& visit) {
    if (!one_or_many.is_array()) {
        visit(one_or_many, std::optional<std::size_t>());
        return;
    }
    std::size_t index = 0;
    for (const json::Value& element : one_or_many.get_array()) visit(element, std::optional<std::size_t>(index++));
}

}  // namespace blason::vc::model
