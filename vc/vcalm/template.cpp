#include "vc/vcalm/template.hpp"

#include <charconv>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::vc::vcalm {

/// A step of a path: a name, or a place in a list counted from its beginning or (below 0) its end.
using PathStep = std::variant<std::string, std::int64_t>;

struct Template::Node {
    enum class Kind { Literal, Object, List, Path, Join };
    struct Member;
    Kind kind = Kind::Literal;
    json::Value literal;
    std::vector<Member> members;  ///< of an object
    std::vector<Node> items;      ///< of a list, or what is joined
    std::vector<PathStep> path;
};
struct Template::Node::Member {
    std::string name;
    Node value;
};

namespace {

using Node = Template::Node;

constexpr std::size_t kMostBytes = 64U << 10U;
constexpr std::size_t kMostResultBytes = 256U << 10U;
constexpr std::size_t kMostLevels = 32;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Recursive descent. The first problem is kept; after it every step does nothing.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<Node> parse() {
        Node root = expression(0);
        skip_space();
        if (!problem_ && at_ != text_.size()) fail("the end was expected");
        if (problem_) return std::move(*problem_);
        return root;
    }

  private:
    void fail(std::string_view what) {
        if (problem_) return;
        problem_ = malformed("template-syntax", "This template is not understood at character " + std::to_string(at_) +
                                                    ": " + std::string(what) + ".");
        at_ = text_.size();
    }
    void skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) {
        skip_space();
        if (peek() != c || at_ == text_.size()) return false;
        ++at_;
        return true;
    }

    Node expression(std::size_t level) {
        if (level == kMostLevels) {
            fail("it is nested too deeply");
            return {};
        }
        Node first = operand(level);
        if (!take('&')) return first;
        Node join;
        join.kind = Node::Kind::Join;
        join.items.push_back(std::move(first));
        do join.items.push_back(operand(level));
        while (take('&'));
        return join;
    }

    Node operand(std::size_t level) {
        skip_space();
        const char c = peek();
        if (c == '{') return object(level);
        if (c == '[') return list(level);
        if (c == '"' || c == '\'') return literal_of(json::key(text()));
        if (c == '-' || is_digit(c)) return number();
        if (begins_name(c) || c == '`') return path();
        fail(c == '$' ? "functions and variables of JSONata are not known here" : "a value was expected");
        return {};
    }

    static Node literal_of(json::Value value) {
        Node node;
        node.literal = std::move(value);
        return node;
    }

    Node object(std::size_t level) {
        Node node;
        node.kind = Node::Kind::Object;
        take('{');
        if (take('}')) return node;
        do {
            skip_space();
            if (peek() != '"' && peek() != '\'') {
                fail("the name of a member was expected");
                return {};
            }
            std::string name = text();
            if (!take(':')) fail("a colon was expected");
            node.members.push_back({std::move(name), expression(level + 1)});
        } while (take(','));
        if (!take('}')) fail("a closing brace was expected");
        return node;
    }

    Node list(std::size_t level) {
        Node node;
        node.kind = Node::Kind::List;
        take('[');
        if (take(']')) return node;
        do node.items.push_back(expression(level + 1));
        while (take(','));
        if (!take(']')) fail("a closing bracket was expected");
        return node;
    }

    /// The escapes are those of JSON; JSONata also has single quotes.
    std::string text() {
        const char quote = text_[at_];
        const auto start = at_++;
        std::string as_json = "\"";
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                const char escaped = text_[at_ + 1];
                as_json += escaped == '\'' ? std::string("'") : std::string{'\\', escaped};
                at_ += 2;
                continue;
            }
            if (text_[at_] == '"') as_json += '\\';
            as_json += text_[at_++];
        }
        if (at_ == text_.size()) {
            at_ = start;
            fail("this text does not end");
            return {};
        }
        ++at_;
        const auto value = json::parse(as_json + "\"");
        if (!value) {
            at_ = start;
            fail("this is not a text");
            return {};
        }
        return std::string(json::view(*value));
    }

    Node number() {
        const auto start = at_;
        while (at_ < text_.size() &&
               (is_digit(peek()) || std::string_view("+-.eE").find(peek()) != std::string_view::npos))
            ++at_;
        auto value = json::parse(text_.substr(start, at_ - start));
        if (value && value->is_number()) return literal_of(std::move(*value));
        fail("this is not a number");
        return {};
    }

    std::string name() {
        const auto start = at_;
        if (take('`')) {
            while (at_ < text_.size() && peek() != '`') ++at_;
            const std::string quoted(text_.substr(start + 1, at_ - start - 1));
            if (!take('`')) fail("this name does not end");
            return quoted;
        }
        while (at_ < text_.size() && (begins_name(peek()) || is_digit(peek()))) ++at_;
        if (at_ == start) fail("a name was expected");
        return std::string(text_.substr(start, at_ - start));
    }

    Node path() {
        const bool quoted = peek() == '`';
        Node node;
        node.kind = Node::Kind::Path;
        node.path.emplace_back(name());
        while (true) {
            if (take('.')) {
                skip_space();
                node.path.emplace_back(name());
            } else if (take('[')) {
                node.path.emplace_back(place());
            } else {
                break;
            }
        }
        skip_space();
        if (peek() == '(') fail("functions of JSONata are not known here");
        if (node.path.size() == 1 && !quoted) {
            const auto& word = std::get<std::string>(node.path.front());
            if (word == "true" || word == "false") return literal_of(word == "true");
            if (word == "null") return literal_of(nullptr);
        }
        return node;
    }

    std::int64_t place() {
        skip_space();
        std::int64_t value = 0;
        const auto* begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
        if (error != std::errc()) fail("a place in a list was expected");
        at_ += problem_ ? 0 : static_cast<std::size_t>(end - begin);
        if (!take(']')) fail("a closing bracket was expected");
        return value;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<Error> problem_;
};

const json::Value* at_place(const json::Value& value, std::int64_t place) {
    if (!value.is_array()) return place == 0 || place == -1 ? &value : nullptr;  // one value is a list of one
    const auto& list = value.get_array();
    const auto size = static_cast<std::int64_t>(list.size());
    if (place < 0) place += size;
    return place >= 0 && place < size ? &list[static_cast<std::size_t>(place)] : nullptr;
}

/// A name asked of a list is asked of each of its values: as deep as the lists of `root` are nested, whatever the
/// length of the path.
std::optional<json::Value> follow(const json::Value& root, const std::vector<PathStep>& path, std::size_t step) {
    const json::Value* value = &root;
    for (; step < path.size(); ++step) {
        const auto* name = std::get_if<std::string>(&path[step]);
        if (name != nullptr && value->is_array()) break;
        value = name != nullptr ? json::find(*value, *name) : at_place(*value, std::get<std::int64_t>(path[step]));
        if (value == nullptr) return std::nullopt;
    }
    if (step == path.size()) return *value;
    json::Array found;
    for (const auto& one : value->get_array())
        if (auto inner = follow(one, path, step)) found.push_back(std::move(*inner));
    if (found.empty()) return std::nullopt;
    if (found.size() == 1) return std::move(found.front());
    return json::Value(std::move(found));
}

class Evaluation {
  public:
    explicit Evaluation(const json::Value& variables) : variables_(variables) {}

    [[nodiscard]] bool too_large() const { return bytes_ > kMostResultBytes; }

    /// Nothing where nothing was found.
    std::optional<json::Value> value_of(const Node& node) {
        if (too_large()) return std::nullopt;
        switch (node.kind) {
            case Node::Kind::Literal:
                return counted(node.literal);
            case Node::Kind::Path: {
                auto found = follow(variables_, node.path, 0);
                return found ? counted(std::move(*found)) : std::nullopt;
            }
            case Node::Kind::Object: {
                json::Object object;
                for (const auto& [name, member] : node.members)
                    if (auto value = value_of(member)) object[json::key(name)] = std::move(*value);
                return json::Value(std::move(object));
            }
            case Node::Kind::List: {
                json::Array list;
                for (const auto& item : node.items)
                    if (auto value = value_of(item)) list.push_back(std::move(*value));
                return json::Value(std::move(list));
            }
            case Node::Kind::Join: {
                std::string text;
                for (const auto& item : node.items) {
                    const auto value = value_of(item);
                    if (value) text += value->is_string() ? std::string(json::view(*value)) : json::serialize(*value);
                }
                return json::Value(json::key(text));
            }
        }
        return std::nullopt;
    }

  private:
    std::optional<json::Value> counted(json::Value value) {
        bytes_ += value.is_structured() ? json::serialize(value).size()
                  : value.is_string()   ? value.get_string().size()
                                        : 8;
        if (too_large()) return std::nullopt;
        return value;
    }

    const json::Value& variables_;
    std::size_t bytes_ = 0;
};

}  // namespace

Result<Template> Template::parse(std::string_view text) {
    if (text.size() > kMostBytes) return malformed("template-size", "A template has at most 64 KiB.");
    auto root = Parser(text).parse();
    if (!root) return std::move(root).error();
    return Template(std::make_shared<const Node>(std::move(*root)));
}

Result<json::Value> Template::evaluate(const json::Object& variables) const {
    const json::Value all(variables);
    Evaluation evaluation(all);
    auto value = evaluation.value_of(*root_);
    if (evaluation.too_large())
        return refused("template-size", "What comes out of this template is larger than 256 KiB.");
    return value ? std::move(*value) : json::Value(nullptr);
}

}  // namespace blason::vc::vcalm
