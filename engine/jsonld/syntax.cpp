#include "engine/jsonld/syntax.hpp"

#include <algorithm>

namespace blason::jsonld {
namespace {

constexpr bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_alphanumeric(char c) {
    return is_alpha(c) || (c >= '0' && c <= '9');
}

}  // namespace

Keyword keyword_of(std::string_view text) {
    if (text.size() < 3 || text.size() > 10 || text.front() != '@') return Keyword::None;
    const auto is = [text](std::string_view name, Keyword keyword) { return text == name ? keyword : Keyword::None; };
    switch (text[1]) {
        case 'b':
            return is("@base", Keyword::Base);
        case 'c':
            return text == "@context" ? Keyword::Context : is("@container", Keyword::Container);
        case 'd':
            return is("@direction", Keyword::Direction);
        case 'g':
            return is("@graph", Keyword::Graph);
        case 'i':
            if (text == "@id") return Keyword::Id;
            if (text == "@index") return Keyword::Index;
            return text == "@included" ? Keyword::Included : is("@import", Keyword::Import);
        case 'j':
            return is("@json", Keyword::Json);
        case 'l':
            return text == "@list" ? Keyword::List : is("@language", Keyword::Language);
        case 'n':
            return text == "@none" ? Keyword::NoneToken : is("@nest", Keyword::Nest);
        case 'p':
            if (text == "@prefix") return Keyword::Prefix;
            return text == "@protected" ? Keyword::Protected : is("@propagate", Keyword::Propagate);
        case 'r':
            return is("@reverse", Keyword::Reverse);
        case 's':
            return is("@set", Keyword::Set);
        case 't':
            return is("@type", Keyword::Type);
        case 'v':
            if (text == "@value") return Keyword::Value;
            return text == "@vocab" ? Keyword::Vocab : is("@version", Keyword::Version);
        default:
            return Keyword::None;
    }
}

bool has_keyword_form(std::string_view text) {
    return text.size() > 1 && text.front() == '@' && std::all_of(text.begin() + 1, text.end(), is_alpha);
}

bool is_well_formed_language(std::string_view tag) {
    bool first = true;
    while (true) {
        const auto dash = tag.find('-');
        const auto subtag = tag.substr(0, dash);
        if (subtag.empty() || subtag.size() > 8) return false;
        if (!std::all_of(subtag.begin(), subtag.end(), first ? is_alpha : is_alphanumeric)) return false;
        if (dash == std::string_view::npos) return true;
        tag.remove_prefix(dash + 1);
        first = false;
    }
}

}  // namespace blason::jsonld
