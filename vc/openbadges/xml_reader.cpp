#include "vc/openbadges/xml_reader.hpp"

#include <algorithm>
#include <deque>
#include <optional>

#include "engine/text/utf8.hpp"
#include "vc/openbadges/xml_references.hpp"

namespace blason::openbadges {

namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kXmlnsNamespace = "http://www.w3.org/2000/xmlns/";
constexpr std::size_t kMaxNamespaces = 256;  // in force at one place

/// XML 1.0 section 2.3, with every letter beyond ASCII taken as one of a name.
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (c & '\x80') != 0;
}
bool is_name_part(char c) {
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/// A prefix and what it stands for, from one element on until it ends.
struct Binding {
    std::string prefix;
    std::string space;
    std::size_t depth;
};

class Reader {
  public:
    Reader(std::string_view document, XmlHandler& handler, const XmlLimits& limits)
        : document_(document), handler_(handler), limits_(limits) {
        bindings_.push_back({"xml", std::string(kXmlNamespace), 0});
    }

    Result<void> run() {
        if (auto characters = check_characters(); !characters) return characters;
        if (document_.starts_with("\xEF\xBB\xBF")) at_ = 3;
        if (auto declaration = read_declaration(); !declaration) return declaration;
        while (at_ < document_.size()) {
            if (auto piece = read_piece(); !piece) return piece;
        }
        if (!open_.empty() || !root_seen_) return fault("an element does not end");
        return {};
    }

  private:
    [[nodiscard]] Error fault(std::string_view what) const {
        return malformed("svg-malformed", "The SVG image is not well formed: " + std::string(what) + ", at byte " +
                                              std::to_string(at_) + ".");
    }
    [[nodiscard]] Error over_limit(std::string_view what) const {
        return {"svg-limit",
                "The SVG image has " + std::string(what) + ", at byte " + std::to_string(at_) + ".",
                {},
                ErrorKind::TooLarge};
    }
    [[nodiscard]] std::string_view rest() const { return document_.substr(at_); }

    Result<void> check_characters() {
        if (const auto bad = text::first_invalid_utf8(document_)) {
            at_ = *bad;
            return fault("it is not UTF-8");
        }
        if (const auto bad = first_forbidden_character(document_)) {
            at_ = *bad;
            return fault("a character that XML does not allow");
        }
        return {};
    }

    /// XML 1.0 section 2.8; the encoding is UTF-8 or none is named.
    Result<void> read_declaration() {
        if (!rest().starts_with("<?xml") || rest().size() < 6 || kSpace.find(rest()[5]) == std::string_view::npos)
            return {};
        const std::size_t end = rest().find("?>");
        if (end == std::string_view::npos) return fault("the XML declaration does not end");
        std::string_view inside = rest().substr(5, end - 5);
        const std::size_t encoding = inside.find("encoding");
        if (encoding != std::string_view::npos) {
            std::string name;
            for (const char c : inside.substr(encoding + 8)) {
                if (kSpace.find(c) == std::string_view::npos)
                    name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            }
            if (!name.starts_with("=\"utf-8\"") && !name.starts_with("='utf-8'"))
                return fault("its encoding is not UTF-8");
        }
        at_ += end + 2;
        return {};
    }

    Result<void> read_piece() {
        if (document_[at_] != '<') return read_text();
        if (rest().starts_with("<!--")) return read_comment();
        if (rest().starts_with("<![CDATA[")) return read_cdata();
        if (rest().starts_with("<!")) return read_declaration_of_type();
        if (rest().starts_with("<?")) return read_instruction();
        if (rest().starts_with("</")) return read_end();
        return read_start();
    }

    Result<void> read_text() {
        const std::string_view raw = rest().substr(0, rest().find('<'));
        if (open_.empty()) {
            if (raw.find_first_not_of(kSpace) != std::string_view::npos) return fault("text outside the root element");
        } else {
            if (raw.find("]]>") != std::string_view::npos)
                return fault("the end of a CDATA section without a beginning");
            const auto text = resolve_references(raw);
            if (!text) return fault("a reference that XML does not know");
            if (auto told = handler_.text(*text); !told) return told;
        }
        at_ += raw.size();
        return {};
    }

    Result<void> read_comment() {
        const std::size_t end = document_.find("--", at_ + 4);
        if (end == std::string_view::npos || end + 2 >= document_.size() || document_[end + 2] != '>')
            return fault("a comment does not end");
        at_ = end + 3;
        return {};
    }

    Result<void> read_cdata() {
        if (open_.empty()) return fault("text outside the root element");
        const std::size_t begin = at_ + 9;
        const std::size_t end = document_.find("]]>", begin);
        if (end == std::string_view::npos) return fault("a CDATA section does not end");
        if (auto told = handler_.text(document_.substr(begin, end - begin)); !told) return told;
        at_ = end + 3;
        return {};
    }

    /// Document types can define entities and load files: no image of a badge needs one. Drawing programs write one
    /// all the same.
    Result<void> read_declaration_of_type() {
        constexpr std::string_view kName = "DOCTYPE";
        const std::string_view name = rest().substr(2, kName.size());
        const bool doctype =
            name.size() == kName.size() &&
            std::equal(name.begin(), name.end(), kName.begin(), [](char a, char b) { return (a & '\xDF') == b; });
        if (!doctype) return fault("a declaration in the wrong place");
        if (limits_.skip_svg_doctype && !doctype_seen_ && !root_seen_ && skip_doctype()) {
            doctype_seen_ = true;
            return {};
        }
        return malformed("svg-doctype",
                         "The SVG image has a document type declaration, which images of badges must not have.");
    }

    /// XML 1.0 section 2.8, without an internal subset: <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "...">. Says
    /// whether it was one of the kind that is passed over; `at_` stays where it is when not.
    bool skip_doctype() {
        const std::size_t begin = at_;
        const auto literal = [&]() -> std::optional<std::string_view> {
            const char quote = at_ < document_.size() ? document_[at_] : '\0';
            if (quote != '"' && quote != '\'') return std::nullopt;
            const std::size_t end = document_.find(quote, at_ + 1);
            if (end == std::string_view::npos) return std::nullopt;
            const std::string_view text = document_.substr(at_ + 1, end - at_ - 1);
            at_ = end + 1;
            return text;
        };
        const auto named = [&] {
            if (!take("<!DOCTYPE") || !skip_space() || read_name() != "svg") return false;
            skip_space();
            if (!take("PUBLIC")) return take(">");
            if (!skip_space()) return false;
            const auto public_name = literal();
            if (!public_name || !public_name->starts_with("-//W3C//DTD SVG ") || !skip_space() || !literal())
                return false;
            skip_space();
            return take(">");
        };
        if (named()) return true;
        at_ = begin;
        return false;
    }

    Result<void> read_instruction() {
        at_ += 2;
        const std::string_view target = read_name();
        const std::size_t end = document_.find("?>", at_);
        const bool reserved = target.size() == 3 && (target[0] & '\xDF') == 'X' && (target[1] & '\xDF') == 'M' &&
                              (target[2] & '\xDF') == 'L';
        if (target.empty() || reserved || end == std::string_view::npos) return fault("a processing instruction");
        if (auto told = handler_.instruction(target); !told) return told;
        at_ = end + 2;
        return {};
    }

    Result<void> read_end() {
        at_ += 2;
        const std::string_view name = read_name();
        skip_space();
        if (open_.empty() || name != open_.back() || !take(">")) return fault("an end tag that fits no start");
        return close();
    }

    Result<void> read_start() {
        if (open_.empty() && root_seen_) return fault("a second root element");
        if (open_.size() == limits_.max_depth)
            return over_limit("elements nested more than " + std::to_string(limits_.max_depth) + " deep");
        XmlTag tag;
        tag.begin = at_++;
        tag.name.written = read_name();
        if (tag.name.written.empty()) return fault("a tag without a name");
        while (true) {
            const bool spaced = skip_space();
            tag.empty = take("/>");
            if (tag.empty || take(">")) break;
            if (!spaced) return fault("a tag that does not end");
            if (auto attribute = read_attribute(tag); !attribute) return attribute;
        }
        tag.end = at_;
        root_seen_ = true;
        const std::size_t depth = open_.size();
        open_.push_back(tag.name.written);
        if (auto named = resolve_names(tag); !named) return named;
        if (auto told = handler_.start(tag, depth); !told) return told;
        return tag.empty ? close() : Result<void>();
    }

    Result<void> read_attribute(XmlTag& tag) {
        if (++attributes_ > limits_.max_attributes)
            return over_limit("more than " + std::to_string(limits_.max_attributes) + " attributes");
        XmlAttribute attribute;
        attribute.name.written = read_name();
        skip_space();
        if (attribute.name.written.empty() || !take("=")) return fault("an attribute without a name or a value");
        skip_space();
        const char quote = at_ < document_.size() ? document_[at_] : '\0';
        if (quote != '"' && quote != '\'') return fault("an attribute without quotes");
        const std::size_t end = document_.find(quote, ++at_);
        if (end == std::string_view::npos) return fault("an attribute that does not end");
        const bool may_be_long = attribute.name.written == limits_.long_attribute;
        const std::string_view raw = document_.substr(at_, end - at_);
        if (raw.size() > (may_be_long ? limits_.max_long_attribute : limits_.max_attribute))
            return over_limit("an attribute that is too long");
        auto value = raw.find('<') == std::string_view::npos ? resolve_references(raw) : std::nullopt;
        if (!value) return fault("an attribute with a reference that XML does not know");
        attribute.value = std::move(*value);
        at_ = end + 1;
        tag.attributes.push_back(std::move(attribute));
        return {};
    }

    Result<void> close() {
        open_.pop_back();
        while (bindings_.back().depth > open_.size()) bindings_.pop_back();
        return handler_.end(at_, open_.size());
    }

    /// Namespaces in XML 1.0: declarations first, then every name by them. No name may stand there twice.
    Result<void> resolve_names(XmlTag& tag) {
        for (XmlAttribute& attribute : tag.attributes) {
            const std::string_view name = attribute.name.written;
            if (name != "xmlns" && !name.starts_with("xmlns:")) continue;
            const std::string_view prefix = name.size() > 6 ? name.substr(6) : std::string_view();
            const bool reserved = prefix == "xml" || prefix == "xmlns" || attribute.value == kXmlNamespace ||
                                  attribute.value == kXmlnsNamespace;
            if (reserved || name == "xmlns:" || (!prefix.empty() && attribute.value.empty()))
                return fault("a namespace that cannot be declared");
            if (bindings_.size() == kMaxNamespaces) return over_limit("too many namespaces");
            bindings_.push_back({std::string(prefix), attribute.value, open_.size()});
        }
        if (!resolve(tag.name, true)) return fault("a name without its namespace");
        std::vector<std::pair<std::string_view, std::string_view>> names;
        names.reserve(tag.attributes.size());
        for (XmlAttribute& attribute : tag.attributes) {
            if (!resolve(attribute.name, false)) return fault("a name without its namespace");
            names.emplace_back(attribute.name.space, attribute.name.local);
        }
        std::sort(names.begin(), names.end());
        if (std::adjacent_find(names.begin(), names.end()) != names.end())
            return fault("an attribute that is there twice");
        return {};
    }

    [[nodiscard]] bool resolve(XmlName& name, bool element) const {
        const std::size_t colon = name.written.find(':');
        name.local = name.written.substr(colon == std::string_view::npos ? 0 : colon + 1);
        if (name.local.empty() || !is_name_start(name.local.front()) || name.local.find(':') != std::string_view::npos)
            return false;
        const std::string_view prefix =
            colon == std::string_view::npos ? std::string_view() : name.written.substr(0, colon);
        if (prefix == "xmlns" || (!element && name.written == "xmlns")) {
            name.space = kXmlnsNamespace;
            return !element;
        }
        if (prefix.empty() && (colon != std::string_view::npos || !element)) return colon == std::string_view::npos;
        const auto bound = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                        [&](const Binding& one) { return one.prefix == prefix; });
        if (bound != bindings_.rend()) name.space = bound->space;
        return bound != bindings_.rend() || prefix.empty();
    }

    std::string_view read_name() {
        const std::size_t begin = at_;
        if (at_ < document_.size() && is_name_start(document_[at_])) {
            while (at_ < document_.size() && is_name_part(document_[at_])) ++at_;
        }
        return document_.substr(begin, at_ - begin);
    }

    bool skip_space() {
        const std::size_t begin = at_;
        at_ = std::min(document_.find_first_not_of(kSpace, at_), document_.size());
        return at_ != begin;
    }

    bool take(std::string_view text) {
        if (!rest().starts_with(text)) return false;
        at_ += text.size();
        return true;
    }

    std::string_view document_;
    XmlHandler& handler_;
    const XmlLimits& limits_;
    std::size_t at_ = 0;
    std::size_t attributes_ = 0;
    bool root_seen_ = false;
    bool doctype_seen_ = false;
    std::vector<std::string_view> open_;  ///< names of the elements around, as written
    std::deque<Binding> bindings_;        ///< a deque: what views point to stays where it is
};

}  // namespace

const std::string* XmlTag::attribute(std::string_view local) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const XmlAttribute& one) {
        return one.name.space.empty() && one.name.local == local;
    });
    return found == attributes.end() ? nullptr : &found->value;
}

Result<void> read_xml(std::string_view document, XmlHandler& handler, const XmlLimits& limits) {
    return Reader(document, handler, limits).run();
}

}  // namespace blason::openbadges
