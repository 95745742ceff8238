// The expressions of filters and scripts.
#include <charconv>

#include "engine/json/path/parser.hpp"

namespace blason::json::path {

namespace {

bool is_condition(Operator op) {
    return op <= Operator::GreaterOrEqual;
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::optional<Operator> Parser::any_of(std::initializer_list<std::pair<std::string_view, Operator>> operators) {
    skip_space();
    for (const auto& [token, op] : operators)
        if (take(token)) return op;
    return std::nullopt;
}

std::optional<Expression> Parser::combined(Operator op, std::optional<Expression> left,
                                           std::optional<Expression> right) {
    if (!left || !right) return std::nullopt;
    Expression both;
    both.op = op;
    both.operands.push_back(std::move(*left));
    both.operands.push_back(std::move(*right));
    return both;
}

std::optional<Expression> Parser::as_condition(std::optional<Expression> expression) {
    if (!expression || is_condition(expression->op) || expression->op == Operator::Query) return expression;
    return fail("a comparison or a path is missing here");
}

std::optional<Expression> Parser::as_value(std::optional<Expression> expression) {
    if (!expression) return std::nullopt;
    if (is_condition(expression->op)) return fail("a value is missing here");
    if (expression->op == Operator::Query && !path::is_singular(expression->segments))
        return fail("a path with more than one result cannot be compared");
    return expression;
}

std::optional<Expression> Parser::condition() {
    return as_condition(either());
}

std::optional<Expression> Parser::value() {
    return as_value(either());
}

std::optional<Expression> Parser::either() {
    auto left = both();
    while (left && any_of({{"||", Operator::Or}}))
        left = combined(Operator::Or, as_condition(std::move(left)), as_condition(both()));
    return left;
}

std::optional<Expression> Parser::both() {
    auto left = comparison();
    while (left && any_of({{"&&", Operator::And}}))
        left = combined(Operator::And, as_condition(std::move(left)), as_condition(comparison()));
    return left;
}

/// Section 2.3.5.2.2; `===` and `!==` are how JavaScript writes the same.
std::optional<Expression> Parser::comparison() {
    auto left = sum();
    if (!left) return std::nullopt;
    const auto op = any_of({{"===", Operator::Equal},
                            {"==", Operator::Equal},
                            {"!==", Operator::NotEqual},
                            {"!=", Operator::NotEqual},
                            {"<=", Operator::LessOrEqual},
                            {"<", Operator::Less},
                            {">=", Operator::GreaterOrEqual},
                            {">", Operator::Greater}});
    if (!op) return left;
    return combined(*op, as_value(std::move(left)), as_value(sum()));
}

std::optional<Expression> Parser::sum() {
    auto left = product();
    while (left) {
        const auto op = any_of({{"+", Operator::Add}, {"-", Operator::Subtract}});
        if (!op) break;
        left = combined(*op, as_value(std::move(left)), as_value(product()));
    }
    return left;
}

std::optional<Expression> Parser::product() {
    auto left = unary();
    while (left) {
        const auto op = any_of({{"*", Operator::Multiply}, {"/", Operator::Divide}, {"%", Operator::Remainder}});
        if (!op) break;
        left = combined(*op, as_value(std::move(left)), as_value(unary()));
    }
    return left;
}

std::optional<Expression> Parser::unary() {
    const Depth depth(*this);
    if (depth.too_deep()) return fail_depth();
    skip_space();
    const bool negated = peek() == '!' && peek(1) != '=';
    if (!negated && peek() != '-') return primary();
    ++position_;
    auto operand = negated ? as_condition(unary()) : as_value(unary());
    if (!operand) return std::nullopt;
    Expression outer;
    outer.op = negated ? Operator::Not : Operator::Negate;
    outer.operands.push_back(std::move(*operand));
    return outer;
}

std::optional<Expression> Parser::primary() {
    if (peek() == '@' || peek() == '$') return inner_query();
    if (!take("(")) return literal();
    auto inside = either();
    if (!inside) return std::nullopt;
    skip_space();
    if (!take(")")) return fail("the parenthesis is not closed");
    return inside;
}

std::optional<Expression> Parser::inner_query() {
    Expression query;
    query.op = Operator::Query;
    query.from_root = peek() == '$';
    ++position_;
    auto read = segments(true);
    if (!read) return std::nullopt;
    query.segments = std::move(*read);
    return query;
}

std::optional<Expression> Parser::literal() {
    Expression read;
    if (peek() == '\'' || peek() == '"') {
        auto text = quoted();
        if (!text) return std::nullopt;
        read.literal = json::String(text->data(), text->size());
        return read;
    }
    if (peek() >= '0' && peek() <= '9') return number();
    const std::size_t begin = position_;
    while (is_word(peek())) ++position_;
    const std::string_view word = text_.substr(begin, position_ - begin);
    if (word == "true" || word == "false") {
        read.literal = word == "true";
    } else if (word != "null") {
        position_ = begin;
        if (!word.empty() && text_.substr(begin + word.size()).starts_with('('))
            return fail(malformed("json-path-function", "JSONPath functions are not supported (character " +
                                                            std::to_string(begin + 1) + ")."));
        return fail("a value or a path is missing here");
    }
    return read;
}

/// RFC 8259 section 6; the sign is an operator.
std::optional<Expression> Parser::number() {
    const std::string_view text = rest();
    Expression read;
    double real = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), real);
    const auto length = static_cast<std::size_t>(end - text.data());
    const std::string_view digits = text.substr(0, length);
    if (code != std::errc() ||
        (digits.starts_with('0') && digits.size() > 1 && is_word(digits[1]) && digits[1] != 'e' && digits[1] != 'E'))
        return fail("this is no number");
    std::int64_t whole = 0;
    const auto [whole_end, whole_code] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    if (whole_code == std::errc() && whole_end == end) {
        read.literal = whole;
    } else {
        read.literal = real;
    }
    position_ += length;
    return read;
}

}  // namespace blason::json::path
