// Reads the text of a JSONPath query; used by parse.cpp and expression.cpp only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/json/path/query.hpp"
#include "engine/json/path/segment.hpp"

namespace blason::json::path {

/// A recursive descent over the text. Functions return nothing after the first fault, which `fault()` then says.
class Parser {
  public:
    Parser(std::string_view text, const ParseLimits& limits) : text_(text), limits_(limits) {}

    /// The whole text: `$` and segments.
    std::optional<std::vector<Segment>> query();
    [[nodiscard]] Error fault() const { return *fault_; }

  private:
    // parse.cpp: RFC 9535 section 2.5.
    std::optional<std::vector<Segment>> segments(bool in_expression);
    std::optional<Segment> segment(bool in_expression);
    std::optional<std::string> shorthand(bool in_expression);
    std::optional<std::vector<Selector>> bracketed();
    std::optional<Selector> selector();
    std::optional<Selector> index_or_slice();
    std::optional<std::int64_t> integer();
    std::optional<std::string> quoted();
    bool escape(std::string& out);
    std::optional<std::uint32_t> hex4();

    // expression.cpp: section 2.3.5.1, and arithmetic.
    std::optional<Expression> condition();
    std::optional<Expression> value();
    std::optional<Expression> either();
    std::optional<Expression> both();
    std::optional<Expression> comparison();
    std::optional<Expression> sum();
    std::optional<Expression> product();
    std::optional<Expression> unary();
    std::optional<Expression> primary();
    std::optional<Expression> literal();
    std::optional<Expression> number();
    std::optional<Expression> inner_query();
    std::optional<Operator> any_of(std::initializer_list<std::pair<std::string_view, Operator>> operators);
    std::optional<Expression> combined(Operator op, std::optional<Expression> left, std::optional<Expression> right);
    std::optional<Expression> as_condition(std::optional<Expression> expression);
    std::optional<Expression> as_value(std::optional<Expression> expression);

    void skip_space();
    [[nodiscard]] bool at_end() const { return position_ == text_.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
    }
    [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }
    bool take(std::string_view token);
    /// Remembers the first fault; gives nothing, so that `return fail(...)` reads well.
    std::nullopt_t fail(std::string detail);
    std::nullopt_t fail(Error error);

    /// Counts what is open while it lives.
    class Depth {
      public:
        explicit Depth(Parser& parser) : parser_(parser) { ++parser_.depth_; }
        ~Depth() { --parser_.depth_; }
        Depth(const Depth&) = delete;
        Depth& operator=(const Depth&) = delete;
        [[nodiscard]] bool too_deep() const { return parser_.depth_ > parser_.limits_.max_depth; }

      private:
        Parser& parser_;
    };
    std::nullopt_t fail_depth();

    std::string_view text_;
    const ParseLimits& limits_;
    std::size_t position_ = 0;
    std::size_t depth_ = 0;
    std::size_t segments_read_ = 0;
    std::optional<Error> fault_;
};

}  // namespace blason::json::path
