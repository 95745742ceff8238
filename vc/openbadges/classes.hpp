// The classes of Open Badges 3.0 and CLR 2.0 (data model, section B.1 and following) as one table: what a property is
// called, what it holds, whether it must be there and whether it is a list.
#pragma once

#include <span>
#include <string_view>

namespace blason::openbadges {

/// What a property holds.
enum class Kind {
    Any,           ///< looked at elsewhere
    Text,          ///< a string, or a language value
    Uri,           ///< an absolute URL
    ImageUri,      ///< an absolute URL; a data: URL must be of a PNG or an SVG
    Number,        ///< a JSON number
    Boolean,       ///< true or false
    Instant,       ///< DateTimeZ: date and time with a zone
    DateTime,      ///< date and time, zone optional, or a date
    Date,          ///< year, month, day
    LanguageCode,  ///< "en", "fr-CA"
    CompactJws,    ///< three parts of base64url
    Enumeration,   ///< one of a list (enumerations.hpp); `of` names it
    Nested,        ///< an object; `of` names its class
    Party          ///< a URL or an object; `of` names its class
};

enum class Presence { Optional, Required };

enum class Arity {
    One,     ///< never a list
    Many,    ///< a list; a single value stands for a list of one in JSON-LD, but we never issue it so
    Compact  ///< one value or a list
};

struct Property {
    std::string_view name;
    Kind kind = Kind::Text;
    Presence presence = Presence::Optional;
    Arity arity = Arity::One;
    std::string_view of{};  ///< class or enumeration
};

/// How `type` names the class.
enum class Typing {
    Contains,  ///< the class is among the types
    Exactly,   ///< the single string is the class's name
    Untyped    ///< no type required
};

struct Class {
    std::string_view name;
    Typing typing = Typing::Contains;
    bool closed = false;  ///< no further properties
    std::span<const Property> properties;
};

/// nullptr when there is no class of that name.
const Class* find_class(std::string_view name);

}  // namespace blason::openbadges
