#include "conformance/open_badges/html_forms.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace blason::conformance {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f";

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

void append_utf8(std::string& out, unsigned code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

/// The few named references that attribute values need, and numbers.
std::string unescaped(std::string_view text) {
    static const std::map<std::string_view, char> kNames{
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    std::string out;
    while (!text.empty()) {
        const auto end = text.front() == '&' ? text.substr(0, 12).find(';') : std::string_view::npos;
        if (end == std::string_view::npos) {
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        const auto name = text.substr(1, end - 1);
        const auto known = kNames.find(name);
        if (known != kNames.end()) {
            out += known->second;
        } else if (name.starts_with('#')) {
            const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
            append_utf8(out, static_cast<unsigned>(
                                 std::strtoul(std::string(name.substr(hex ? 2 : 1)).c_str(), nullptr, hex ? 16 : 10)));
        } else {
            out += text.substr(0, end + 1);
        }
        text.remove_prefix(end + 1);
    }
    return out;
}

struct Tag {
    std::string name;  ///< in lower case; "/form" for an end tag
    std::map<std::string, std::string, std::less<>> attributes;

    [[nodiscard]] std::string attribute(std::string_view key) const {
        const auto found = attributes.find(key);
        return found == attributes.end() ? std::string() : found->second;
    }
};

class Tokenizer {
  public:
    explicit Tokenizer(std::string_view html) : rest_(html) {}

    std::optional<Tag> next() {
        while (true) {
            const auto open = rest_.find('<');
            if (open == std::string_view::npos) return std::nullopt;
            rest_.remove_prefix(open + 1);
            if (rest_.starts_with("!--")) {
                skip_past("-->");
                continue;
            }
            const auto length = rest_.find_first_of(" \t\r\n\f>");
            if (length == std::string_view::npos) return std::nullopt;
            Tag tag{lower(rest_.substr(0, length)), {}};
            rest_.remove_prefix(length);
            read_attributes(tag);
            if (tag.name == "script" || tag.name == "style") skip_past("</");
            return tag;
        }
    }

  private:
    void skip_past(std::string_view mark) {
        const auto at = rest_.find(mark);
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + mark.size());
    }
    void skip_any(std::string_view characters) {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
    }
    std::string_view take_until(std::string_view characters) {
        const auto value = rest_.substr(0, rest_.find_first_of(characters));
        rest_.remove_prefix(value.size());
        return value;
    }

    void read_attributes(Tag& tag) {
        while (true) {
            skip_any(" \t\r\n\f/");
            if (rest_.empty()) return;
            if (rest_.front() == '>') {
                rest_.remove_prefix(1);
                return;
            }
            const auto name = lower(take_until(" \t\r\n\f/>="));
            skip_any(kSpace);
            std::string value;
            if (rest_.starts_with('=')) {
                rest_.remove_prefix(1);
                skip_any(kSpace);
                if (rest_.starts_with('"') || rest_.starts_with('\'')) {
                    const std::string_view quote = rest_.substr(0, 1);
                    rest_.remove_prefix(1);
                    value = unescaped(take_until(quote));
                    if (!rest_.empty()) rest_.remove_prefix(1);
                } else {
                    value = unescaped(take_until(" \t\r\n\f>"));
                }
            } else if (name.empty()) {
                rest_.remove_prefix(1);  // a stray character
            }
            tag.attributes.emplace(name, std::move(value));
        }
    }

    std::string_view rest_;
};

FormControl control_of(const Tag& tag) {
    FormControl control;
    control.name = tag.attribute("name");
    control.value = tag.attribute("value");
    control.type = lower(tag.attribute("type"));
    if (control.type.empty()) control.type = tag.name == "button" ? "submit" : "text";
    control.checked = tag.attributes.contains("checked");
    if (control.type == "checkbox" && !tag.attributes.contains("value")) control.value = "on";
    return control;
}

}  // namespace

bool HtmlForm::has_type(std::string_view type) const {
    return std::any_of(controls.begin(), controls.end(), [&](const auto& control) { return control.type == type; });
}

std::vector<HtmlForm> forms_of(std::string_view html) {
    std::vector<HtmlForm> forms;
    bool inside = false;
    Tokenizer tokens(html);
    while (const auto tag = tokens.next()) {
        if (tag->name == "form") {
            const auto method = lower(tag->attribute("method"));
            forms.push_back({tag->attribute("action"), method == "post" ? "post" : "get", {}});
            inside = true;
        } else if (tag->name == "/form") {
            inside = false;
        } else if (inside && (tag->name == "input" || tag->name == "button")) {
            forms.back().controls.push_back(control_of(*tag));
        }
    }
    return forms;
}

}  // namespace blason::conformance
