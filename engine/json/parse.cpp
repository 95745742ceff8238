#include "engine/json/parse.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include "engine/json/fault.hpp"
#include "engine/json/number_value.hpp"

namespace blason::json {
namespace {

namespace bj = boost::json;

/// Builds the tree. It decides only whether the text is acceptable; `describe_fault` finds out why it is not.
class TreeHandler {
  public:
    static constexpr std::size_t max_object_size = bj::object::max_size();
    static constexpr std::size_t max_array_size = bj::array::max_size();
    static constexpr std::size_t max_key_size = bj::string::max_size();
    static constexpr std::size_t max_string_size = bj::string::max_size();

    explicit TreeHandler(Storage storage) : stack_({}, buffer_, sizeof buffer_) { stack_.reset(std::move(storage)); }

    bool on_document_begin(bj::error_code&) { return true; }
    bool on_document_end(bj::error_code&) { return true; }
    bool on_object_begin(bj::error_code&) { return true; }
    bool on_object_end(std::size_t size, bj::error_code&) {
        members_ += size;
        stack_.push_object(size);
        return true;
    }
    bool on_array_begin(bj::error_code&) { return true; }
    bool on_array_end(std::size_t size, bj::error_code&) {
        stack_.push_array(size);
        return true;
    }
    bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return push_part(part); }
    bool on_key(bj::string_view last, std::size_t, bj::error_code&) {
        stack_.push_key(last);
        return true;
    }
    bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return push_part(part); }
    bool on_string(bj::string_view last, std::size_t, bj::error_code&) {
        stack_.push_string(last);
        return true;
    }
    // The text is handed over in one piece, so a number never comes in parts and `text` is all of it.
    bool on_number_part(bj::string_view, bj::error_code&) { return true; }
    bool on_int64(std::int64_t number, bj::string_view text, bj::error_code&) {
        if (number == 0 && text.front() == '-') {
            stack_.push_double(-0.0);
        } else {
            stack_.push_int64(number);
        }
        return true;
    }
    bool on_uint64(std::uint64_t number, bj::string_view, bj::error_code&) {
        stack_.push_uint64(number);
        return true;
    }
    bool on_double(double estimate, bj::string_view text, bj::error_code& code) {
        // Boost.JSON 1.81 computes doubles approximately: about 29 % of random ones differ in the last digit.
        const auto number = exact_double({text.data(), text.size()}, estimate);
        if (!number) {
            code = bj::error::exponent_overflow;
            return false;
        }
        stack_.push_double(*number);
        return true;
    }
    bool on_bool(bool value, bj::error_code&) {
        stack_.push_bool(value);
        return true;
    }
    bool on_null(bj::error_code&) {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(bj::string_view, bj::error_code&) { return false; }
    bool on_comment(bj::string_view, bj::error_code&) { return false; }

    Value release() { return stack_.release(); }
    /// How many members the text has in all its objects.
    [[nodiscard]] std::size_t members() const { return members_; }

  private:
    bool push_part(bj::string_view part) {
        stack_.push_chars(part);
        return true;
    }

    alignas(Value) unsigned char buffer_[4096];
    bj::value_stack stack_;
    std::size_t members_ = 0;
};

/// Members in all objects of a tree. Fewer than the text had means that a name came twice: an object keeps one.
std::size_t count_members(const Value& value) {
    std::size_t count = 0;
    if (const auto* object = value.if_object()) {
        count = object->size();
        for (const auto& member : *object) {
            if (member.value().is_structured()) count += count_members(member.value());
        }
    } else if (const auto* array = value.if_array()) {
        for (const auto& element : *array) {
            if (element.is_structured()) count += count_members(element);
        }
    }
    return count;
}

}  // namespace

Result<Value> parse(std::string_view text, Storage storage, const ParseLimits& limits) {
    if (text.size() > limits.max_bytes) return describe_fault(text, limits);
    // A raw NUL is a syntax error anyway; only the escape can bring one in. `\\u0000` also matches: rare, and the
    // second reading knows better.
    if (!limits.allow_nul && text.find("\\u0000") != std::string_view::npos) {
        auto fault = describe_fault(text, limits);
        if (!fault.code.empty()) return fault;
    }

    bj::parse_options options;
    options.max_depth = limits.max_depth;
    bj::basic_parser<TreeHandler> parser(options, std::move(storage));
    bj::error_code code;
    const auto consumed = parser.write_some(false, text.data(), text.size(), code);
    if (code || consumed != text.size()) return describe_fault(text, limits);

    Value value = parser.handler().release();
    if (count_members(value) != parser.handler().members()) return describe_fault(text, limits);
    return value;
}

}  // namespace blason::json
