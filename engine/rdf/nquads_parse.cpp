// The grammar of RDF 1.1 N-Quads, section 4; each function is named after its production.
#include <fmt/format.h>

#include <cstdint>
#include <optional>

#include "engine/rdf/nquads.hpp"
#include "engine/rdf/nquads_characters.hpp"
#include "engine/text/utf8.hpp"

namespace blason::rdf {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// PN_CHARS_BASE beyond ASCII.
constexpr std::array kNameStart{Range{0xc0, 0xd6},     Range{0xd8, 0xf6},     Range{0xf8, 0x2ff},
                                Range{0x370, 0x37d},   Range{0x37f, 0x1fff},  Range{0x200c, 0x200d},
                                Range{0x2070, 0x218f}, Range{0x2c00, 0x2fef}, Range{0x3001, 0xd7ff},
                                Range{0xf900, 0xfdcf}, Range{0xfdf0, 0xfffd}, Range{0x10000, 0xeffff}};

bool is_alpha(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}
bool is_pn_chars_u(char32_t c) {
    if (c < 0x80) return is_alpha(c) || c == '_' || c == ':';
    return std::ranges::any_of(kNameStart, [c](const Range& range) { return c >= range.first && c <= range.last; });
}
bool is_pn_chars(char32_t c) {
    return is_pn_chars_u(c) || is_digit(c) || c == '-' || c == 0xb7 || (c >= 0x300 && c <= 0x36f) || c == 0x203f ||
           c == 0x2040;
}
/// RFC 3987: an IRI, not a relative reference, starts with a scheme (RDF 1.1 Concepts section 3.2).
bool has_scheme(std::string_view iri) {
    if (iri.empty() || !is_alpha(static_cast<unsigned char>(iri.front()))) return false;
    for (const char c : iri) {
        if (c == ':') return true;
        const auto u = static_cast<unsigned char>(c);
        if (!is_alpha(u) && !is_digit(u) && c != '+' && c != '-' && c != '.') return false;
    }
    return false;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0U | c >> 6U);
        put(0x80U | (c & 0x3fU));
    } else if (c < 0x10000) {
        put(0xe0U | c >> 12U);
        put(0x80U | (c >> 6U & 0x3fU));
        put(0x80U | (c & 0x3fU));
    } else {
        put(0xf0U | c >> 18U);
        put(0x80U | (c >> 12U & 0x3fU));
        put(0x80U | (c >> 6U & 0x3fU));
        put(0x80U | (c & 0x3fU));
    }
}

/// A recursive descent over text that is valid UTF-8. The first error stays; every function that has met one returns
/// something harmless.
class Parser {
  public:
    Parser(Dataset& dataset, std::string_view text) : dataset_(dataset), text_(dataset.keep(text)) {}

    Result<void> document(const NQuadsLimits& limits) {
        while (at_ < text_.size() && !problem_) {
            skip_space();
            if (!at_line_end()) {
                if (dataset_.quads.size() == limits.max_quads) {
                    return Error{"nquads-limit",
                                 fmt::format("There are more than {} quads.", limits.max_quads),
                                 {},
                                 ErrorKind::TooLarge};
                }
                statement();
                skip_space();
            }
            end_of_line();
        }
        if (problem_) return *problem_;
        return {};
    }

  private:
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] bool next_is(std::string_view token) const { return text_.substr(at_).starts_with(token); }
    [[nodiscard]] bool at_line_end() const {
        return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '#';
    }

    void fail(std::string_view what) {
        if (problem_) return;
        const auto before = text_.substr(0, at_);
        const auto line = 1 + std::ranges::count(before, '\n');
        const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
        problem_ = malformed("nquads-syntax", fmt::format("Line {}, column {}: {}.", line, at_ - line_start + 1, what));
        at_ = text_.size();
    }
    void expect(char c, std::string_view what) {
        if (peek() != c || at_ == text_.size()) return fail(what);
        ++at_;
    }

    void skip_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    }
    void end_of_line() {
        if (!at_line_end()) return fail("a statement must be alone on its line");
        while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;  // a comment
        while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    }

    // statement ::= subject predicate object graphLabel? '.'
    void statement() {
        Quad quad;
        quad.subject = iri_or_blank_node("a subject is an IRI or a blank node");
        skip_space();
        quad.predicate = {TermKind::Iri, iri_ref("a predicate is an IRI"), {}, {}};
        skip_space();
        quad.object = peek() == '"' ? literal() : iri_or_blank_node("an object is an IRI, a blank node or a literal");
        skip_space();
        if (peek() != '.') quad.graph = iri_or_blank_node("a graph is an IRI or a blank node, then comes \".\"");
        skip_space();
        expect('.', "a statement ends with \".\"");
        if (!problem_) dataset_.quads.push_back(quad);
    }

    Term iri_or_blank_node(std::string_view what) {
        if (next_is("_:")) return {TermKind::BlankNode, blank_node_label(), {}, {}};
        return {TermKind::Iri, iri_ref(what), {}, {}};
    }

    // IRIREF ::= '<' ([^#x00-#x20<>"{}|^`\] | UCHAR)* '>'
    std::string_view iri_ref(std::string_view what) {
        if (peek() != '<') return fail(what), std::string_view();
        const auto iri = until('>', "\">\" is missing");
        if (!problem_ && !has_scheme(iri)) fail("an IRI must be absolute");
        return iri;
    }

    // BLANK_NODE_LABEL ::= '_:' (PN_CHARS_U | [0-9]) ((PN_CHARS | '.')* PN_CHARS)?
    std::string_view blank_node_label() {
        at_ += 2;
        const std::size_t start = at_;
        std::size_t end = start;  // behind the last character that is not a dot
        while (at_ < text_.size()) {
            std::size_t next = at_;
            const char32_t c = decode(next);
            if (at_ == start ? !is_pn_chars_u(c) && !is_digit(c) : !is_pn_chars(c) && c != '.') break;
            at_ = next;
            if (c != '.') end = at_;
        }
        at_ = end;
        if (end == start) fail("a blank node needs a label");
        return text_.substr(start, end - start);
    }

    // literal ::= STRING_LITERAL_QUOTE ('^^' IRIREF | LANGTAG)?
    Term literal() {
        const auto value = until('"', "the closing quote is missing");
        if (next_is("^^")) {
            at_ += 2;
            return {TermKind::Literal, value, iri_ref("a datatype is an IRI"), {}};
        }
        if (peek() == '@') return {TermKind::Literal, value, kLangString, language_tag()};
        return {TermKind::Literal, value, kXsdString, {}};
    }

    // LANGTAG ::= '@' [a-zA-Z]+ ('-' [a-zA-Z0-9]+)*
    std::string_view language_tag() {
        const std::size_t start = ++at_;
        bool first = true;
        do {
            if (!first) ++at_;
            const std::size_t subtag = at_;
            while (at_ < text_.size() && (is_alpha(static_cast<unsigned char>(text_[at_])) ||
                                          (!first && is_digit(static_cast<unsigned char>(text_[at_]))))) {
                ++at_;
            }
            if (at_ == subtag) return fail("a part of the language tag is empty"), std::string_view();
            first = false;
        } while (peek() == '-');
        return text_.substr(start, at_ - start);
    }

    /// The text between here and `close`: a view of the input where nothing is escaped, else a copy in the arena.
    std::string_view until(char close, std::string_view missing) {
        const bool is_literal = close == '"';
        const auto& outside = is_literal ? kOutsideLiteral : kOutsideIri;
        const std::size_t start = ++at_;
        std::string unescaped;
        std::size_t copied = start;
        while (true) {
            while (at_ < text_.size() && !outside[static_cast<unsigned char>(text_[at_])]) ++at_;
            if (at_ == text_.size()) return fail(missing), std::string_view();
            if (text_[at_] != '\\') break;
            unescaped += text_.substr(copied, at_ - copied);
            append_utf8(unescaped, escape(is_literal));
            copied = at_;
        }
        if (text_[at_] != close) {
            return fail(is_literal ? "a literal ends on its line" : "this character is not allowed in an IRI"),
                   std::string_view();
        }
        const std::size_t end = at_++;
        if (copied == start) return text_.substr(start, end - start);
        unescaped += text_.substr(copied, end - copied);
        return dataset_.keep(unescaped);
    }

    // UCHAR ::= '\u' HEX HEX HEX HEX | '\U' HEX{8};   ECHAR ::= '\' [tbnrf"'\]
    char32_t escape(bool is_literal) {
        const std::size_t backslash = at_++;
        const char kind = peek();
        if (kind == 'u' || kind == 'U') {
            ++at_;
            const auto digits = text_.substr(at_, kind == 'u' ? 4 : 8);
            std::uint32_t code = 0;
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
            const bool complete = digits.size() == (kind == 'u' ? 4U : 8U) && end == digits.data() + digits.size();
            if (error != std::errc() || !complete || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
                at_ = backslash;
                return fail("this escape is no Unicode character"), U'\0';
            }
            at_ += digits.size();
            if (!is_literal && code < 0x80 && kOutsideIri[code]) fail("this character is not allowed in an IRI");
            return code;
        }
        static constexpr std::string_view kNames = "tbnrf\"'\\";
        static constexpr std::string_view kMeans = "\t\b\n\r\f\"'\\";
        const auto index = is_literal && at_ < text_.size() ? kNames.find(kind) : std::string_view::npos;
        if (index == std::string_view::npos) {
            at_ = backslash;
            return fail("this escape does not exist here"), U'\0';
        }
        ++at_;
        return static_cast<unsigned char>(kMeans[index]);
    }

    /// The character at `at`, which it moves behind it. The text is known to be valid UTF-8.
    [[nodiscard]] char32_t decode(std::size_t& at) const {
        const auto byte = [&] { return static_cast<unsigned char>(text_[at++]); };
        const char32_t lead = byte();
        if (lead < 0x80) return lead;
        const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        char32_t c = lead & (0x3fU >> static_cast<unsigned>(more));
        for (int i = 0; i < more; ++i) c = c << 6U | (byte() & 0x3fU);
        return c;
    }

    Dataset& dataset_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<Error> problem_;
};

}  // namespace

Result<Dataset> parse_nquads(std::string_view text, const NQuadsLimits& limits) {
    if (text.size() > limits.max_bytes) {
        return Error{"nquads-limit",
                     fmt::format("The text is longer than {} bytes.", limits.max_bytes),
                     {},
                     ErrorKind::TooLarge};
    }
    if (const auto at = text::first_invalid_utf8(text)) {
        return malformed("nquads-syntax", fmt::format("The text is not valid UTF-8 (byte {}).", *at));
    }
    Dataset dataset;
    if (auto done = Parser(dataset, text).document(limits); !done) return std::move(done).error();
    return dataset;
}

}  // namespace blason::rdf
