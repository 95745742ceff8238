#include "engine/json/fault.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/json/number_value.hpp"
#include "engine/json/pointer.hpp"
#include "engine/text/utf8.hpp"

namespace blason::json {
namespace {

namespace bj = boost::json;

/// Follows the text without building anything, and remembers where it is.
class TrackingHandler {
  public:
    static constexpr std::size_t max_object_size = bj::object::max_size();
    static constexpr std::size_t max_array_size = bj::array::max_size();
    static constexpr std::size_t max_key_size = bj::string::max_size();
    static constexpr std::size_t max_string_size = bj::string::max_size();

    explicit TrackingHandler(bool allow_nul) : allow_nul_(allow_nul) {}

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code&) { return open(false); }
    bool on_object_end(std::size_t, bj::error_code&) { return close(); }
    bool on_array_begin(bj::error_code&) { return open(true); }
    bool on_array_end(std::size_t, bj::error_code&) { return close(); }
    bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return append(part); }
    bool on_key(bj::string_view last, std::size_t, bj::error_code& code) {
        append(last);
        auto& level = levels_.back();
        level.name = std::exchange(text_, {});
        level.in_member = true;
        if (has_nul(level.name)) return refuse("json-nul", "A member name holds U+0000", code);
        if (!level.names.insert(level.name).second) {
            return refuse("json-duplicate-key", "A member name comes twice in one object", code);
        }
        return true;
    }
    bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return append(part); }
    bool on_string(bj::string_view last, std::size_t, bj::error_code& code) {
        append(last);
        const auto text = std::exchange(text_, {});
        if (has_nul(text)) return refuse("json-nul", "A string holds U+0000", code);
        return next();
    }
    bool on_number_part(bj::string_view, bj::error_code&) { return true; }
    bool on_int64(std::int64_t, bj::string_view, bj::error_code&) { return next(); }
    bool on_uint64(std::uint64_t, bj::string_view, bj::error_code&) { return next(); }
    bool on_double(double estimate, bj::string_view text, bj::error_code& code) {
        if (!exact_double({text.data(), text.size()}, estimate)) {
            code = bj::error::exponent_overflow;
            return false;
        }
        return next();
    }
    bool on_bool(bool, bj::error_code&) { return next(); }
    bool on_null(bj::error_code&) { return next(); }
    bool on_comment_part(bj::string_view, bj::error_code&) { return false; }
    bool on_comment(bj::string_view, bj::error_code&) { return false; }

    [[nodiscard]] std::string pointer() const {
        std::vector<std::string> tokens;
        for (const auto& level : levels_) {
            if (level.is_array) {
                tokens.push_back(std::to_string(level.index));
            } else if (level.in_member) {
                tokens.push_back(level.name);
            }
        }
        return format_pointer(tokens);
    }
    /// What this handler itself refused; an empty code when it refused nothing.
    [[nodiscard]] const Error& own_fault() const { return own_fault_; }

  private:
    struct Level {
        bool is_array = false;
        std::size_t index = 0;        ///< of the element that is being read
        bool in_member = false;       ///< between a name and the end of its value
        std::string name;             ///< of that member
        std::set<std::string> names;  ///< seen in this object
    };

    bool open(bool is_array) {
        levels_.emplace_back();
        levels_.back().is_array = is_array;
        return true;
    }
    bool close() {
        levels_.pop_back();
        return next();
    }
    /// A value is complete.
    bool next() {
        if (!levels_.empty()) {
            ++levels_.back().index;
            levels_.back().in_member = false;
        }
        return true;
    }
    bool append(bj::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }
    [[nodiscard]] bool has_nul(std::string_view text) const {
        return !allow_nul_ && text.find('\0') != std::string_view::npos;
    }
    bool refuse(std::string code, std::string detail, bj::error_code& stop) {
        own_fault_ = malformed(std::move(code), std::move(detail));
        stop = bj::error::syntax;
        return false;
    }

    bool allow_nul_;
    std::vector<Level> levels_;
    std::string text_;
    Error own_fault_;
};

/// "line 3, column 7": both count from 1, a column is a character.
std::string place(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto start = before.rfind('\n');
    const auto in_line = start == std::string_view::npos ? before : before.substr(start + 1);
    const auto column = std::count_if(in_line.begin(), in_line.end(),
                                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }) +
                        1;
    return fmt::format("line {}, column {}", line, column);
}

/// A high surrogate alone (`\ud800` and then no escape) is a plain syntax error to Boost.JSON.
bool is_surrogate_fault(const bj::error_code& code, std::string_view before) {
    if (code == bj::error::illegal_leading_surrogate || code == bj::error::illegal_trailing_surrogate) return true;
    if (code != bj::error::syntax) return false;
    // The parser stops within two characters after the six of the escape.
    const auto tail = before.substr(before.size() - std::min<std::size_t>(before.size(), 8));
    const auto escape = tail.find("\\u");
    return escape != std::string_view::npos && tail.size() - escape >= 6 && (tail[escape + 2] | 0x20) == 'd' &&
           std::string_view("89abAB").find(tail[escape + 3]) != std::string_view::npos;
}

/// What a parser's error code means to us.
Error translate(const bj::error_code& code, std::string_view text, std::size_t offset, const ParseLimits& limits) {
    if (code == bj::error::too_deep) {
        return {"json-depth",
                fmt::format("Arrays and objects are nested more than {} deep", limits.max_depth),
                {},
                ErrorKind::TooLarge};
    }
    if (code == bj::error::exponent_overflow) {
        return malformed("json-number-overflow", "The number, or its exponent, is too large for a double");
    }
    if (is_surrogate_fault(code, text.substr(0, offset))) {
        return malformed("json-invalid-utf8", "An escaped surrogate stands alone, which is no Unicode character");
    }
    if (const auto bad = text::first_invalid_utf8(text); bad && *bad <= offset) {
        return malformed("json-invalid-utf8", "The text is not UTF-8");
    }
    if (text.starts_with("\xEF\xBB\xBF"))
        return malformed("json-syntax", "A JSON text must not begin with a byte order mark");
    if (code == bj::error::incomplete || text.size() <= offset) {
        return malformed("json-syntax", "The JSON text ends too early");
    }
    if (!code) return malformed("json-syntax", "Something follows the JSON value");
    return malformed("json-syntax", "This is not JSON");
}

}  // namespace

Error describe_fault(std::string_view text, const ParseLimits& limits) {
    if (text.size() > limits.max_bytes) {
        return {"json-size",
                fmt::format("The JSON text is longer than {} bytes.", limits.max_bytes),
                {},
                ErrorKind::TooLarge};
    }
    bj::parse_options options;
    options.max_depth = limits.max_depth;
    bj::basic_parser<TrackingHandler> parser(options, limits.allow_nul);
    bj::error_code code;
    const auto offset = parser.write_some(false, text.data(), text.size(), code);
    if (!code && offset == text.size()) return {};

    const auto& tracker = parser.handler();
    auto error = tracker.own_fault().code.empty() ? translate(code, text, offset, limits) : tracker.own_fault();
    error.pointer = tracker.pointer();
    error.detail += fmt::format(" ({}).", place(text, offset));
    return error;
}

}  // namespace blason::json
