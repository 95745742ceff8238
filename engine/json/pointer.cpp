#include "engine/json/pointer.hpp"

#include <charconv>

namespace blason::json {
namespace {

/// RFC 6901 section 3: "~" is written "~0", "/" is written "~1".
void append_token(std::string& out, std::string_view name) {
    out.push_back('/');
    for (const char c : name) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out.push_back(c);
        }
    }
}

/// RFC 6901 section 4: digits without a leading zero; "-" (the element after the last) names nothing here.
const Value* element(const Array& array, std::string_view token) {
    if (token.empty() || (token.size() > 1 && token.front() == '0')) return nullptr;
    std::size_t index = 0;
    const auto [end, code] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (code != std::errc{} || end != token.data() + token.size()) return nullptr;
    return array.if_contains(index);
}

}  // namespace

std::string Path::pointer() const {
    if (parent_ == nullptr) return {};
    auto text = parent_->pointer();
    append_token(text, is_index_ ? std::to_string(index_) : std::string(name_));
    return text;
}

Result<std::vector<std::string>> parse_pointer(std::string_view pointer) {
    std::vector<std::string> tokens;
    if (pointer.empty()) return tokens;
    if (pointer.front() != '/') {
        return malformed("json-pointer-syntax", "A JSON pointer is empty or begins with \"/\".");
    }
    for (std::size_t at = 0; at < pointer.size(); ++at) {
        if (pointer[at] == '/') {
            tokens.emplace_back();
        } else if (pointer[at] != '~') {
            tokens.back().push_back(pointer[at]);
        } else if (at + 1 < pointer.size() && (pointer[at + 1] == '0' || pointer[at + 1] == '1')) {
            tokens.back().push_back(pointer[++at] == '0' ? '~' : '/');
        } else {
            return malformed("json-pointer-syntax", "In a JSON pointer \"~\" is followed by 0 or 1.");
        }
    }
    return tokens;
}

const Value* resolve_pointer(const Value& document, const std::vector<std::string>& tokens) {
    const Value* here = &document;
    for (const auto& token : tokens) {
        if (const auto* array = here->if_array()) {
            here = element(*array, token);
        } else {
            here = find(*here, token);
        }
        if (here == nullptr) return nullptr;
    }
    return here;
}

std::string format_pointer(const std::vector<std::string>& tokens) {
    std::string text;
    for (const auto& token : tokens) append_token(text, token);
    return text;
}

}  // namespace blason::json
