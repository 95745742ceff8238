#include "engine/sdjwt/combined.hpp"

#include "engine/sdjwt/reveal.hpp"
#include "engine/text/base64url.hpp"

namespace blason::sdjwt {

namespace {

/// How often a character stands in a text. There are few of them, far apart.
std::size_t count_of(char c, std::string_view text) {
    std::size_t count = 0;
    for (auto at = text.find(c); at != std::string_view::npos; at = text.find(c, at + 1)) ++count;
    return count;
}

}  // namespace

bool is_sd_jwt(std::string_view text) {
    const std::size_t tilde = text.find('~');
    return tilde != std::string_view::npos && count_of('.', text.substr(0, tilde)) == 2 &&
           text::is_base64url_with(text, '.', '~');
}

Result<Parts> split(std::string_view text) {
    if (text.size() > kMaxBytes) {
        return Error{"jose-size", "The signed text is too large.", "", ErrorKind::TooLarge};
    }
    if (!is_sd_jwt(text)) {
        return malformed("sd-jwt-malformed", "This is not an SD-JWT: a JWT and disclosures, each ended by \"~\".");
    }
    const std::size_t count = count_of('~', text);
    if (count - 1 > RevealLimits{}.max_disclosures) {
        return Error{"sd-too-many", "There are more disclosures than are read.", "", ErrorKind::TooLarge};
    }
    Parts parts;
    const std::size_t last = text.rfind('~');
    parts.key_binding = text.substr(last + 1);
    parts.bound = text.substr(0, last + 1);
    std::string_view rest = parts.bound;
    parts.jwt = rest.substr(0, rest.find('~'));
    rest.remove_prefix(parts.jwt.size() + 1);
    while (!rest.empty()) {
        const std::size_t end = rest.find('~');
        auto disclosure = parse_disclosure(rest.substr(0, end));
        if (!disclosure) return std::move(disclosure).error();
        parts.disclosures.push_back(std::move(*disclosure));
        rest.remove_prefix(end + 1);
    }
    return parts;
}

std::string join(std::string_view jwt, const std::vector<Disclosure>& disclosures) {
    std::string text(jwt);
    text += '~';
    for (const Disclosure& disclosure : disclosures) {
        text += disclosure.text;
        text += '~';
    }
    return text;
}

}  // namespace blason::sdjwt
