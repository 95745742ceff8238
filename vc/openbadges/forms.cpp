#include <algorithm>

#include "engine/base/instant.hpp"
#include "engine/text/base64url.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/rules.hpp"

namespace blason::openbadges {

namespace {

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
template <typename Predicate>
bool all(std::string_view text, Predicate predicate) {
    return std::all_of(text.begin(), text.end(), predicate);
}

/// Takes the next part up to a hyphen.
std::string_view next_part(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('-'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

}  // namespace

bool is_image_url(std::string_view text) {
    if (!vc::model::is_url(text)) return false;
    return !text.starts_with("data:") || text.starts_with("data:image/png") || text.starts_with("data:image/svg+xml");
}

bool is_date(std::string_view text) {
    // XML Schema date is a dateTime without its time: the same reader decides about the calendar.
    if (text.size() < 10) return false;
    const std::size_t zone = text.find_first_of("Z+:", 10) == std::string_view::npos ? text.size() : 10;
    const std::string instant = std::string(text.substr(0, zone)) + "T00:00:00" + std::string(text.substr(zone));
    return text.find('T') == std::string_view::npos && parse_instant(instant, MissingOffset::MeansUtc).has_value();
}

// Open Badges 3.0 LanguageCode: ^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$
bool is_language_code(std::string_view text) {
    std::string_view rest = text;
    if (text.empty() || text.back() == '-') return false;
    const std::string_view language = next_part(rest);
    if (language.size() < 2 || language.size() > 4 || !all(language, is_lower)) return false;
    std::string_view part = next_part(rest);
    if (part.size() == 4 && is_upper(part[0]) && all(part.substr(1), is_lower)) part = next_part(rest);
    const bool region =
        part.empty() || (part.size() == 2 && all(part, is_upper)) || (part.size() == 3 && all(part, is_digit));
    return region && rest.empty();
}

// Open Badges 3.0 CompactJws: the payload may be empty, header and signature may not.
bool is_compact_jws(std::string_view text) {
    const std::size_t first = text.find('.');
    const std::size_t last = text.rfind('.');
    if (first == std::string_view::npos || first == last || first == 0 || last + 1 == text.size()) return false;
    return text::is_base64url(text.substr(0, first)) && text::is_base64url(text.substr(first + 1, last - first - 1)) &&
           text::is_base64url(text.substr(last + 1));
}

bool is_language_text(const json::Value& value) {
    // Open Badges allow languages of four letters, which nobody has assigned: "type" is no language.
    constexpr std::string_view kType = "type";
    if (!value.is_object() || value.get_object().empty()) return false;
    const bool value_object = json::find(value, "@value") != nullptr;
    return std::all_of(value.get_object().begin(), value.get_object().end(), [&](const auto& member) {
        const std::string_view name(member.key().data(), member.key().size());
        const bool known = value_object ? name == "@value" || name == "@language" || name == "@direction"
                                        : is_language_code(name) && name != kType;
        return known && member.value().is_string();
    });
}

}  // namespace blason::openbadges
