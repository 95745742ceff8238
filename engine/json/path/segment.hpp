// What a JSONPath query is made of (RFC 9535 section 2.3); used by parse.cpp and evaluate.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/json/value.hpp"

namespace blason::json::path {

struct Expression;

struct Name {
    std::string text;
};
struct Wildcard {};
struct Index {
    std::int64_t value;  ///< negative: from the end
};
struct Slice {
    std::optional<std::int64_t> start;
    std::optional<std::int64_t> end;
    std::int64_t step = 1;
};
struct Filter {
    std::shared_ptr<const Expression> condition;
};
/// `[(...)]` of Presentation Exchange: the value is the index or the name.
struct Script {
    std::shared_ptr<const Expression> value;
};
using Selector = std::variant<Name, Wildcard, Index, Slice, Filter, Script>;

struct Segment {
    bool descendant = false;
    std::vector<Selector> selectors;
};

enum class Operator {
    Or,
    And,
    Not,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Negate,
    Literal,  ///< `literal`
    Query     ///< `segments`, from the current node or from the root
};

/// A node of the tree of an expression. Which operators stand below which is checked when it is read: `Or`, `And` and
/// `Not` have conditions (comparisons, each other, queries as tests of existence), all others have values.
struct Expression {
    Operator op = Operator::Literal;
    std::vector<Expression> operands;
    Value literal;
    std::vector<Segment> segments;
    bool from_root = false;
};

/// Section 2.3.5.1; a script is none, as its result decides.
bool is_singular(const std::vector<Segment>& segments);

}  // namespace blason::json::path
