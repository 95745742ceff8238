#include <algorithm>
#include <cmath>

#include "engine/json/compare.hpp"
#include "engine/json/path/query.hpp"
#include "engine/json/path/segment.hpp"

namespace blason::json::path {

namespace {

using Sink = std::function<bool(const Value&, const Path&)>;

std::string_view view(const Object::value_type& member) {
    return {member.key().data(), member.key().size()};
}

/// What an expression gives: a value of the document or of the query, a number that was made, or nothing.
struct Operand {
    const Value* value = nullptr;
    std::optional<double> number{};

    [[nodiscard]] bool nothing() const { return value == nullptr && !number; }
    [[nodiscard]] std::optional<double> as_number() const {
        if (number) return number;
        return value != nullptr && value->is_number() ? std::optional(number_of(*value)) : std::nullopt;
    }
};

/// One walk. Each function that gives bool says whether to go on: false once the sink has enough, or the work is done.
class Walk {
  public:
    Walk(const Value& root, Work& work) : root_(root), work_(work) {}

    bool visit(const std::vector<Segment>& segments, std::size_t at, const Value& node, const Path& path,
               const Sink& sink) {
        if (!spend(1)) return false;
        if (at == segments.size()) return sink(node, path);
        const Segment& segment = segments[at];
        const Sink next = [&, this](const Value& child, const Path& child_path) {
            return visit(segments, at + 1, child, child_path, sink);
        };
        return segment.descendant ? descend(segment, node, path, next) : select(segment, node, path, next);
    }
    [[nodiscard]] bool exhausted() const { return exhausted_; }

  private:
    bool spend(std::size_t steps) {
        if (work_.steps < steps) {
            work_.steps = 0;
            exhausted_ = true;
            return false;
        }
        work_.steps -= steps;
        return true;
    }

    /// Section 2.5.2.2: a node comes before what is inside it.
    bool descend(const Segment& segment, const Value& node, const Path& path, const Sink& next) {
        if (!spend(1) || !select(segment, node, path, next)) return false;
        return each_child(node, path,
                          [&](const Value& child, const Path& below) { return descend(segment, child, below, next); });
    }

    template <typename Visit>
    bool each_child(const Value& node, const Path& path, const Visit& visit) {
        if (const auto* object = node.if_object()) {
            for (const auto& member : *object)
                if (!visit(member.value(), Path(&path, path::view(member)))) return false;
        } else if (const auto* array = node.if_array()) {
            for (std::size_t i = 0; i < array->size(); ++i)
                if (!visit((*array)[i], Path(&path, i))) return false;
        }
        return true;
    }

    bool select(const Segment& segment, const Value& node, const Path& path, const Sink& next) {
        return std::ranges::all_of(segment.selectors, [&](const Selector& selector) {
            return std::visit([&](const auto& one) { return apply(one, node, path, next); }, selector);
        });
    }

    bool apply(const Name& name, const Value& node, const Path& path, const Sink& next) {
        const Value* member = find(node, name.text);
        return member == nullptr || next(*member, Path(&path, name.text));
    }

    bool apply(const Wildcard&, const Value& node, const Path& path, const Sink& next) {
        return each_child(node, path, next);
    }

    bool apply(const Index& index, const Value& node, const Path& path, const Sink& next) {
        const auto* array = node.if_array();
        if (array == nullptr) return true;
        const auto size = static_cast<std::int64_t>(array->size());
        const std::int64_t place = index.value < 0 ? size + index.value : index.value;
        if (place < 0 || place >= size) return true;
        const auto i = static_cast<std::size_t>(place);
        return next((*array)[i], Path(&path, i));
    }

    /// Section 2.3.4.2.2.
    bool apply(const Slice& slice, const Value& node, const Path& path, const Sink& next) {
        const auto* array = node.if_array();
        if (array == nullptr || slice.step == 0) return true;
        const auto size = static_cast<std::int64_t>(array->size());
        const auto normal = [size](std::int64_t i) { return i >= 0 ? i : size + i; };
        const auto visit = [&](std::int64_t i) {
            const auto place = static_cast<std::size_t>(i);
            return next((*array)[place], Path(&path, place));
        };
        if (slice.step > 0) {
            const std::int64_t lower = std::clamp(normal(slice.start.value_or(0)), std::int64_t{0}, size);
            const std::int64_t upper = std::clamp(normal(slice.end.value_or(size)), std::int64_t{0}, size);
            for (std::int64_t i = lower; i < upper; i += slice.step)
                if (!visit(i)) return false;
        } else {
            const std::int64_t upper = std::clamp(normal(slice.start.value_or(size - 1)), std::int64_t{-1}, size - 1);
            const std::int64_t lower =
                slice.end ? std::clamp(normal(*slice.end), std::int64_t{-1}, size - 1) : std::int64_t{-1};
            for (std::int64_t i = upper; i > lower; i += slice.step)
                if (!visit(i)) return false;
        }
        return true;
    }

    bool apply(const Filter& filter, const Value& node, const Path& path, const Sink& next) {
        return each_child(node, path, [&](const Value& child, const Path& below) {
            const bool holds = test(*filter.condition, child);
            return !exhausted_ && (!holds || next(child, below));
        });
    }

    bool apply(const Script& script, const Value& node, const Path& path, const Sink& next) {
        const Operand result = value(*script.value, node);
        if (exhausted_) return false;
        if (result.value != nullptr && result.value->is_string())
            return apply(Name{std::string(json::view(*result.value))}, node, path, next);
        const auto number = result.as_number();
        if (!number || std::trunc(*number) != *number || std::abs(*number) > 9007199254740991.0) return true;
        return apply(Index{static_cast<std::int64_t>(*number)}, node, path, next);
    }

    /// A condition.
    bool test(const Expression& expression, const Value& current) {
        if (!spend(1)) return false;
        const auto& operands = expression.operands;
        switch (expression.op) {
            case Operator::Or:
                return test(operands[0], current) || test(operands[1], current);
            case Operator::And:
                return test(operands[0], current) && test(operands[1], current);
            case Operator::Not:
                return !test(operands[0], current);
            case Operator::Query:
                return exists(expression, current);
            default:
                return compare(expression.op, value(operands[0], current), value(operands[1], current));
        }
    }

    /// Section 2.3.5.2.1: that there is a node, whatever its value.
    bool exists(const Expression& query, const Value& current) {
        bool found = false;
        visit(query.segments, 0, query.from_root ? root_ : current, Path(), [&](const Value&, const Path&) {
            found = true;
            return false;
        });
        return found || !length(query, current).nothing();
    }

    Operand value(const Expression& expression, const Value& current) {
        if (!spend(1)) return {};
        const auto& operands = expression.operands;
        switch (expression.op) {
            case Operator::Literal:
                return {&expression.literal};
            case Operator::Query: {
                const Value* found = only(expression.segments, expression.segments.size(), expression, current);
                return found != nullptr ? Operand{found} : length(expression, current);
            }
            case Operator::Negate: {
                const auto number = value(operands[0], current).as_number();
                return number ? Operand{nullptr, -*number} : Operand{};
            }
            default:
                return arithmetic(expression.op, value(operands[0], current).as_number(),
                                  value(operands[1], current).as_number());
        }
    }

    /// The node that the first `count` segments of a singular query name.
    const Value* only(const std::vector<Segment>& segments, std::size_t count, const Expression& query,
                      const Value& current) {
        const Value* node = query.from_root ? &root_ : &current;
        for (std::size_t i = 0; i < count && node != nullptr; ++i) {
            if (!spend(1)) return nullptr;
            const Value* below = nullptr;
            select(segments[i], *node, Path(), [&](const Value& child, const Path&) {
                below = &child;
                return false;
            });
            node = below;
        }
        return node;
    }

    /// Presentation Exchange writes `@.length` for the number of elements (JSONPath Syntax Definition); of a text it is
    /// that of its characters.
    Operand length(const Expression& query, const Value& current) {
        const auto& segments = query.segments;
        if (segments.empty() || !is_singular(segments)) return {};
        const auto* name = std::get_if<Name>(&segments.back().selectors[0]);
        if (name == nullptr || name->text != "length") return {};
        const Value* node = only(segments, segments.size() - 1, query, current);
        if (node == nullptr) return {};
        if (const auto* array = node->if_array()) return {nullptr, static_cast<double>(array->size())};
        if (!node->is_string() || !spend(json::view(*node).size() / 64)) return {};
        return {nullptr, static_cast<double>(std::ranges::count_if(json::view(*node), [](char c) {
                    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                }))};
    }

    static Operand arithmetic(Operator op, std::optional<double> left, std::optional<double> right) {
        if (!left || !right) return {};
        double result = 0;
        switch (op) {
            case Operator::Add:
                result = *left + *right;
                break;
            case Operator::Subtract:
                result = *left - *right;
                break;
            case Operator::Multiply:
                result = *left * *right;
                break;
            case Operator::Divide:
                result = *left / *right;
                break;
            default:
                result = std::fmod(*left, *right);
                break;
        }
        return std::isfinite(result) ? Operand{nullptr, result} : Operand{};
    }

    /// Section 2.3.5.2.2: nothing equals nothing; only numbers and texts have an order.
    bool compare(Operator op, const Operand& left, const Operand& right) {
        switch (op) {
            case Operator::Equal:
                return same(left, right);
            case Operator::NotEqual:
                return !same(left, right);
            case Operator::Less:
                return before(left, right);
            case Operator::LessOrEqual:
                return before(left, right) || same(left, right);
            case Operator::Greater:
                return before(right, left);
            default:
                return before(right, left) || same(left, right);
        }
    }

    bool same(const Operand& left, const Operand& right) {
        if (left.nothing() || right.nothing()) return left.nothing() && right.nothing();
        if (left.value != nullptr && right.value != nullptr)
            return spend_on(*left.value) && equal(*left.value, *right.value);
        return left.as_number() && left.as_number() == right.as_number();
    }

    bool before(const Operand& left, const Operand& right) {
        if (left.value != nullptr && right.value != nullptr) {
            if (left.value->is_number() && right.value->is_number())
                return compare_numbers(*left.value, *right.value) < 0;
            if (left.value->is_string() && right.value->is_string())
                return spend_on(*left.value) && json::view(*left.value) < json::view(*right.value);
        }
        return left.as_number() && right.as_number() && *left.as_number() < *right.as_number();
    }

    /// What it costs to compare with this value.
    bool spend_on(const Value& value) {
        if (value.is_string()) return spend(1 + json::view(value).size() / 64);
        if (!spend(1)) return false;
        return each_child(value, Path(), [&](const Value& child, const Path&) { return spend_on(child); });
    }

    const Value& root_;
    Work& work_;
    bool exhausted_ = false;
};

}  // namespace

Result<void> visit(const Query& query, const Value& document, Work& work, const Sink& visit) {
    Walk walk(document, work);
    walk.visit(query.segments(), 0, document, Path(), visit);
    if (walk.exhausted())
        return unavailable("json-path-work", "The JSONPath expression asks for more work than is done here.");
    return {};
}

Result<std::optional<Match>> first(const Query& query, const Value& document, Work& work) {
    std::optional<Match> found;
    auto done = visit(query, document, work, [&](const Value& value, const Path& path) {
        found = Match{&value, path.pointer()};
        return false;
    });
    if (!done) return std::move(done).error();
    return found;
}

Result<std::vector<Match>> all(const Query& query, const Value& document, Work& work, std::size_t max_matches) {
    std::vector<Match> found;
    bool too_many = false;
    auto done = visit(query, document, work, [&](const Value& value, const Path& path) {
        too_many = found.size() == max_matches;
        if (!too_many) found.push_back({&value, path.pointer()});
        return !too_many;
    });
    if (!done) return std::move(done).error();
    if (too_many)
        return Error{"json-path-matches", "The JSONPath expression matches too much.", {}, ErrorKind::TooLarge};
    return found;
}

}  // namespace blason::json::path
