#include "vc/schema/pattern.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace blason::vc::schema {

namespace {

constexpr std::size_t kMaxExpression = 4096;  // bytes
constexpr int kMaxMemory = 2 << 20;           // bytes of one compiled expression
constexpr std::size_t kMaxKept = 128;

/// White space of ECMA-262 \s, as the inside of a class.
constexpr std::string_view kSpaces =
    R"(\t-\r\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
}

/// What ECMA-262 writes differently: \uXXXX, \cX, white space and named groups.
std::string translated(std::string_view expression) {
    std::string out;
    bool in_class = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        const std::string_view rest = expression.substr(i);
        if (c != '\\') {
            if (c == '[') in_class = true;
            if (c == ']') in_class = false;
            out += c;
            if (rest.starts_with("(?<") && rest.size() > 3 && rest[3] != '=' && rest[3] != '!') {
                out += "?P";
                ++i;
            }
        } else if (rest.size() >= 6 && rest[1] == 'u' && is_hex(rest.substr(2, 4))) {
            out.append("\\x{").append(rest.substr(2, 4)).append("}");
            i += 5;
        } else if (rest.size() >= 3 && rest[1] == 'c') {
            constexpr std::string_view kDigits = "0123456789abcdef";
            const auto code = static_cast<unsigned>(rest[2]) & 0x1FU;
            out.append("\\x").append(1, kDigits[code >> 4U]).append(1, kDigits[code & 0xFU]);
            i += 2;
        } else if (rest.size() >= 2 && (rest[1] == 's' || (rest[1] == 'S' && !in_class))) {
            const std::string inside = (rest[1] == 'S' ? "^" : "") + std::string(kSpaces);
            out += in_class ? inside : "[" + inside + "]";
            ++i;
        } else if (rest.size() >= 2) {
            out.append(rest.substr(0, 2));
            ++i;
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

struct Patterns::Compiled {
    explicit Compiled(const std::string& expression, const RE2::Options& options) : re2(expression, options) {}
    RE2 re2;
};

Patterns::Patterns() = default;
Patterns::~Patterns() = default;

Result<bool> Patterns::found(std::string_view expression, std::string_view text) {
    auto known = compiled_.find(expression);
    if (known == compiled_.end()) {
        if (compiled_.size() == kMaxKept) compiled_.clear();
        RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(kMaxMemory);
        const std::string source = expression.size() > kMaxExpression ? "(" : translated(expression);
        known = compiled_.emplace(std::string(expression), std::make_unique<Compiled>(source, options)).first;
        work_ += 1 + static_cast<std::size_t>(std::max(0, known->second->re2.ProgramSize())) / 8;
    }
    const RE2& re2 = known->second->re2;
    if (!re2.ok())
        return unavailable("schema-pattern-unsupported",
                           "The schema has a regular expression that cannot be matched here.");
    work_ += text.size() / 64;
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), re2);
}

}  // namespace blason::vc::schema
