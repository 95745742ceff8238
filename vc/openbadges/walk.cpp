#include "vc/openbadges/walk.hpp"

#include <algorithm>

#include "engine/base/instant.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/enumerations.hpp"
#include "vc/openbadges/rules.hpp"

namespace blason::openbadges {

namespace {

using vc::model::Findings;

/// The forms of one string value; nullptr text when the value is of the right form, else what it should have been.
std::string_view expectation(Kind kind, std::string_view text) {
    switch (kind) {
        case Kind::Uri:
            return vc::model::is_url(text) ? "" : "a URL";
        case Kind::ImageUri:
            return is_image_url(text) ? "" : "a URL, or a data: URL of a PNG or an SVG";
        case Kind::Instant:
            return parse_instant(text) ? "" : "a date and time with its zone, such as 2026-01-15T09:00:00Z";
        case Kind::DateTime:
            return is_date(text) || parse_instant(text, MissingOffset::MeansUtc) ? "" : "a date and time";
        case Kind::Date:
            return is_date(text) ? "" : "a date, such as 2026-01-15";
        case Kind::LanguageCode:
            return is_language_code(text) ? "" : "a language, such as \"fr\" or \"fr-CA\"";
        case Kind::CompactJws:
            return is_compact_jws(text) ? "" : "a compact JWS";
        default:
            return "";
    }
}

bool is_date_kind(Kind kind) {
    return kind == Kind::Instant || kind == Kind::DateTime || kind == Kind::Date;
}

void check_text(const json::Value& value, const Property& property, const json::Path& path, Findings& findings) {
    const std::string_view expected =
        value.is_string() ? expectation(property.kind, json::view(value)) : std::string_view("text");
    if (expected.empty()) return;
    findings.error(is_date_kind(property.kind) ? "invalid-date" : "wrong-type",
                   std::string(property.name) + " must be " + std::string(expected) + ".", path);
}

/// An endorsement is a credential of its own.
void check_endorsement(const json::Value& value, const Class& its, const json::Path& path, Findings& findings) {
    Findings inside;
    vc::model::check_credential(value, path, inside);
    walk(value, its, path, inside);
    findings.add_of_others(inside);
}

void check_value(const json::Value& value, const Property& property, const json::Path& path, Findings& findings) {
    if (value.is_null()) return;  // has been named already, wherever it stands
    const auto wrong = [&](std::string_view expected) {
        findings.error("wrong-type", std::string(property.name) + " must be " + std::string(expected) + ".", path);
    };
    switch (property.kind) {
        case Kind::Any:
            break;
        case Kind::Number:
            if (!value.is_number()) wrong("a number");
            break;
        case Kind::Boolean:
            if (!value.is_bool()) wrong("true or false");
            break;
        case Kind::Enumeration:
            if (!value.is_string()) {
                wrong("text");
            } else if (!is_enumerated(property.of, json::view(value))) {
                findings.error("not-enumerated",
                               "\"" + std::string(json::view(value)) + "\" is not a known " +
                                   std::string(property.name) + "; an extension starts with \"ext:\".",
                               path);
            }
            break;
        case Kind::Nested:
            if (property.of == "EndorsementCredential") {
                check_endorsement(value, *find_class(property.of), path, findings);
            } else {
                walk(value, *find_class(property.of), path, findings);
            }
            break;
        case Kind::Party:
            // The data model has looked at a URL already.
            if (value.is_object()) walk(value, *find_class(property.of), path, findings);
            break;
        case Kind::Text:
            if (!value.is_string() && !is_language_text(value)) wrong("text");
            break;
        default:
            check_text(value, property, path, findings);
    }
}

void check_property(const json::Value& value, const Property& property, const json::Path& path, Findings& findings) {
    if (property.kind == Kind::Any) return;
    if (!value.is_array()) {
        if (property.arity == Arity::Many) {
            findings.advise("list-required", std::string(property.name) + " must be a list.", path);
        }
        return check_value(value, property, path, findings);
    }
    // Several texts in different languages are one text.
    const bool languages = property.kind == Kind::Text &&
                           std::all_of(value.get_array().begin(), value.get_array().end(), is_language_text);
    if (property.arity == Arity::One && !languages) {
        return findings.error("single-value-required", std::string(property.name) + " must be a single value.", path);
    }
    const json::Array& values = value.get_array();
    for (std::size_t i = 0; i < values.size(); ++i) check_value(values[i], property, json::Path(&path, i), findings);
}

void check_type(const json::Value& value, const Class& expected, const json::Path& path, Findings& findings) {
    if (expected.typing == Typing::Untyped) return;
    const json::Value* type = json::find(value, "type");
    const std::string name(expected.name);
    if (type == nullptr) {
        return findings.error("missing-type", "There is no type; it must name " + name + ".", path);
    }
    const bool single = type->is_string() && json::view(*type) == expected.name;
    if (expected.typing == Typing::Exactly ? single : vc::model::has_type(value, expected.name)) return;
    findings.error("type-not-named",
                   expected.typing == Typing::Exactly ? "The type must be \"" + name + "\" and nothing else."
                                                      : "The types must include \"" + name + "\".",
                   json::Path(&path, "type"));
}

/// Most properties of a class are absent from an object of it, and one word tells of nearly all of them: it has a bit
/// for the size and first letter of each name that is there.
class Names {
  public:
    explicit Names(const json::Object& object) {
        for (const auto& member : object) bits_ |= bit(std::string_view(member.key().data(), member.key().size()));
    }
    [[nodiscard]] bool may_have(std::string_view name) const { return (bits_ & bit(name)) != 0; }

  private:
    static std::uint64_t bit(std::string_view name) {
        const auto first = name.empty() ? 0U : static_cast<unsigned char>(name.front());
        return std::uint64_t{1} << ((name.size() * 5 + first) % 64);
    }
    std::uint64_t bits_ = 0;
};

}  // namespace

void walk(const json::Value& value, const Class& expected, const json::Path& path, Findings& findings) {
    if (!value.is_object()) {
        return findings.error("wrong-type", "This must be an object of class " + std::string(expected.name) + ".",
                              path);
    }
    const json::Object& object = value.get_object();
    const Names names(object);
    check_type(value, expected, path, findings);
    for (const Property& property : expected.properties) {
        const bool perhaps = names.may_have(property.name);
        if (const json::Value* member = perhaps ? json::find(object, property.name) : nullptr) {
            const json::Path place(&path, property.name);
            check_property(*member, property, place, findings);
            if (property.kind == Kind::Text && property.presence == Presence::Required && member->is_string() &&
                member->get_string().empty())
                findings.advise("empty-text", std::string(property.name) + " is there, and says nothing.", place);
        } else if (property.presence == Presence::Required) {
            findings.error("missing-property",
                           std::string(expected.name) + " must have " + std::string(property.name) + ".", path);
        }
    }
    if (expected.closed) {
        for (const auto& member : object) {
            const std::string_view name(member.key().data(), member.key().size());
            const auto named = [&](const Property& property) { return property.name == name; };
            if (std::any_of(expected.properties.begin(), expected.properties.end(), named)) continue;
            findings.error("unknown-property", std::string(expected.name) + " may not have further properties.",
                           json::Path(&path, name));
        }
    }
    apply_rules(value, expected.name, path, findings);
}

}  // namespace blason::openbadges
