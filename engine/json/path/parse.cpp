#include <algorithm>
#include <charconv>

#include "engine/json/path/parser.hpp"
#include "engine/text/utf8.hpp"

namespace blason::json::path {

namespace {

constexpr std::int64_t kMaxInteger = (std::int64_t{1} << 53) - 1;  // RFC 9535 section 2.1

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Section 2.5.1.1, and "@", "~" and "$", with which names of JSON-LD and DIDComm are written.
bool begins_name(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || c == '~' || c == '$' ||
           byte >= 0x80U;
}

/// In an expression "-" is an operator, outside it is taken for a part of the name.
bool continues_name(char c, bool in_expression) {
    return begins_name(c) || is_digit(c) || (!in_expression && (c == '-' || c == ':'));
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80U) return put(code);
    if (code < 0x800U) {
        put(0xC0U | (code >> 6U));
    } else if (code < 0x10000U) {
        put(0xE0U | (code >> 12U));
        put(0x80U | ((code >> 6U) & 0x3FU));
    } else {
        put(0xF0U | (code >> 18U));
        put(0x80U | ((code >> 12U) & 0x3FU));
        put(0x80U | ((code >> 6U) & 0x3FU));
    }
    put(0x80U | (code & 0x3FU));
}

}  // namespace

bool is_singular(const std::vector<Segment>& segments) {
    return std::all_of(segments.begin(), segments.end(), [](const Segment& one) {
        return !one.descendant && one.selectors.size() == 1 &&
               (std::holds_alternative<Name>(one.selectors[0]) || std::holds_alternative<Index>(one.selectors[0]));
    });
}

bool Query::is_singular() const {
    return path::is_singular(*segments_);
}

Result<Query> Query::parse(std::string_view text, const ParseLimits& limits) {
    if (text.size() > limits.max_bytes)
        return Error{"json-path-size", "The JSONPath expression is too long.", {}, ErrorKind::TooLarge};
    if (text::first_invalid_utf8(text)) return malformed("json-path-syntax", "The JSONPath expression is not UTF-8.");
    Parser parser(text, limits);
    auto segments = parser.query();
    if (!segments) return parser.fault();
    Query query;
    query.text_ = text;
    query.segments_ = std::make_shared<const std::vector<Segment>>(std::move(*segments));
    return query;
}

void Parser::skip_space() {
    while (!at_end() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) ++position_;
}

bool Parser::take(std::string_view token) {
    if (!rest().starts_with(token)) return false;
    position_ += token.size();
    return true;
}

std::nullopt_t Parser::fail(std::string detail) {
    return fail(malformed("json-path-syntax", "The JSONPath expression cannot be read: " + std::move(detail) +
                                                  " (character " + std::to_string(position_ + 1) + ")."));
}

std::nullopt_t Parser::fail(Error error) {
    if (!fault_) fault_ = std::move(error);
    return std::nullopt;
}

std::nullopt_t Parser::fail_depth() {
    return fail(Error{"json-path-depth", "The JSONPath expression is nested too deeply.", {}, ErrorKind::TooLarge});
}

std::optional<std::vector<Segment>> Parser::query() {
    if (!take("$")) return fail("it does not begin with $");
    auto read = segments(false);
    if (!read) return std::nullopt;
    if (!at_end()) return fail("something follows that is no part of it");
    return read;
}

/// As many as there are; what follows is for the caller to judge.
std::optional<std::vector<Segment>> Parser::segments(bool in_expression) {
    std::vector<Segment> read;
    for (;;) {
        const std::size_t before = position_;
        skip_space();
        if (peek() != '.' && peek() != '[') {
            position_ = before;
            return read;
        }
        if (++segments_read_ > limits_.max_segments)
            return fail(
                Error{"json-path-size", "The JSONPath expression has too many steps.", {}, ErrorKind::TooLarge});
        auto one = segment(in_expression);
        if (!one) return std::nullopt;
        read.push_back(std::move(*one));
    }
}

/// Section 2.5.
std::optional<Segment> Parser::segment(bool in_expression) {
    Segment read;
    read.descendant = take("..");
    if (!read.descendant && !take(".")) {
        auto selectors = bracketed();
        if (!selectors) return std::nullopt;
        read.selectors = std::move(*selectors);
        return read;
    }
    if (read.descendant && peek() == '[') {
        auto selectors = bracketed();
        if (!selectors) return std::nullopt;
        read.selectors = std::move(*selectors);
    } else if (take("*")) {
        read.selectors.emplace_back(Wildcard{});
    } else {
        auto name = shorthand(in_expression);
        if (!name) return std::nullopt;
        read.selectors.emplace_back(Name{std::move(*name)});
    }
    return read;
}

std::optional<std::string> Parser::shorthand(bool in_expression) {
    if (at_end() || !begins_name(peek()))
        return fail(is_digit(peek()) ? "an index is written in brackets, as [0]" : "the name of a member is missing");
    const std::size_t begin = position_;
    while (!at_end() && continues_name(peek(), in_expression)) ++position_;
    if (peek() == '(')
        return fail(malformed("json-path-function",
                              "JSONPath functions are not supported (character " + std::to_string(begin + 1) + ")."));
    return std::string(text_.substr(begin, position_ - begin));
}

std::optional<std::vector<Selector>> Parser::bracketed() {
    const Depth depth(*this);
    if (depth.too_deep()) return fail_depth();
    if (!take("[")) return fail("a bracket is missing");
    std::vector<Selector> selectors;
    do {
        skip_space();
        auto one = selector();
        if (!one) return std::nullopt;
        selectors.push_back(std::move(*one));
        skip_space();
    } while (take(","));
    if (!take("]")) return fail("the bracket is not closed");
    return selectors;
}

/// Section 2.3.
std::optional<Selector> Parser::selector() {
    if (peek() == '\'' || peek() == '"') {
        auto name = quoted();
        if (!name) return std::nullopt;
        return Name{std::move(*name)};
    }
    if (take("*")) return Wildcard{};
    if (take("?")) {
        auto filter = condition();
        if (!filter) return std::nullopt;
        return Filter{std::make_shared<const Expression>(std::move(*filter))};
    }
    if (take("(")) {
        auto script = value();
        if (!script) return std::nullopt;
        skip_space();
        if (!take(")")) return fail("the parenthesis is not closed");
        return Script{std::make_shared<const Expression>(std::move(*script))};
    }
    return index_or_slice();
}

/// Sections 2.3.3 and 2.3.4.
std::optional<Selector> Parser::index_or_slice() {
    std::optional<std::int64_t> parts[3];
    int part = 0;
    for (;;) {
        if (peek() == '-' || is_digit(peek())) {
            parts[part] = integer();
            if (!parts[part]) return std::nullopt;
            skip_space();
        }
        if (part == 2 || !take(":")) break;
        skip_space();
        ++part;
    }
    if (part > 0) return Slice{parts[0], parts[1], parts[2].value_or(1)};
    if (!parts[0]) return fail("a name in quotes, a number, a slice, * or a filter is missing in the brackets");
    return Index{*parts[0]};
}

/// Without leading zeros or "-0", and not beyond what a double holds exactly.
std::optional<std::int64_t> Parser::integer() {
    const std::size_t begin = position_;
    take("-");
    while (is_digit(peek())) ++position_;
    const std::string_view digits = text_.substr(begin, position_ - begin);
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool padded = digits.starts_with("-0") || (digits.starts_with('0') && digits.size() > 1);
    if (code != std::errc() || end != digits.data() + digits.size() || padded || number > kMaxInteger ||
        number < -kMaxInteger)
        return fail("this is no index");
    return number;
}

/// Section 2.3.1.1.
std::optional<std::string> Parser::quoted() {
    const char quote = peek();
    ++position_;
    std::string out;
    while (!at_end() && peek() != quote) {
        if (static_cast<unsigned char>(peek()) < 0x20U) return fail("a control character stands in quotes");
        if (peek() == '\\') {
            ++position_;
            if (!escape(out)) return fail("this escape is not known");
        } else {
            out += text_[position_++];
        }
    }
    if (at_end()) return fail("the quotes are not closed");
    ++position_;
    return out;
}

bool Parser::escape(std::string& out) {
    constexpr std::string_view kLetters = "bfnrt/\\'\"";
    constexpr std::string_view kMeanings = "\b\f\n\r\t/\\'\"";
    if (at_end()) return false;
    const char letter = text_[position_++];
    if (const auto known = kLetters.find(letter); known != std::string_view::npos) {
        out += kMeanings[known];
        return true;
    }
    if (letter != 'u') return false;
    const auto unit = hex4();
    if (!unit || (*unit >= 0xDC00U && *unit < 0xE000U)) return false;
    if (*unit < 0xD800U || *unit >= 0xE000U) {
        append_utf8(out, *unit);
        return true;
    }
    if (!take("\\u")) return false;
    const auto low = hex4();
    if (!low || *low < 0xDC00U || *low >= 0xE000U) return false;
    append_utf8(out, 0x10000U + ((*unit - 0xD800U) << 10U) + (*low - 0xDC00U));
    return true;
}

std::optional<std::uint32_t> Parser::hex4() {
    const std::string_view digits = rest().substr(0, 4);
    std::uint32_t value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 4 || code != std::errc() || end != digits.data() + 4) return std::nullopt;
    position_ += 4;
    return value;
}

}  // namespace blason::json::path
