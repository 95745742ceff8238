#include "engine/json/serialize.hpp"

#include "engine/json/write_token.hpp"

namespace blason::json {
namespace {

constexpr std::size_t kUsualSize = 4096;  ///< bytes of a badge with its proof

/// Writes compactly, or over lines when it has an indentation.
class Writer {
  public:
    Writer(std::string& out, bool lines) : out_(out), lines_(lines) {}

    void write(const Value& value) {
        switch (value.kind()) {
            case boost::json::kind::null:
                out_ += "null";
                break;
            case boost::json::kind::bool_:
                out_ += value.get_bool() ? "true" : "false";
                break;
            case boost::json::kind::int64:
                out_ += std::to_string(value.get_int64());
                break;
            case boost::json::kind::uint64:
                out_ += std::to_string(value.get_uint64());
                break;
            case boost::json::kind::double_:
                append_double(out_, value.get_double());
                break;
            case boost::json::kind::string:
                append_string(out_, view(value));
                break;
            case boost::json::kind::array:
                write_array(value.get_array());
                break;
            case boost::json::kind::object:
                write_object(value.get_object());
                break;
        }
    }
    void write_object(const Object& object) {
        open('{');
        bool first = true;
        write_members(object, first);
        close('}', first);
    }
    void write_object(const Object& object, const Object& more) {
        open('{');
        bool first = true;
        write_members(object, first);
        write_members(more, first);
        close('}', first);
    }

  private:
    void write_members(const Object& object, bool& first) {
        for (const auto& member : object) {
            next(first);
            append_string(out_, {member.key().data(), member.key().size()});
            out_ += lines_ ? ": " : ":";
            write(member.value());
        }
    }
    void write_array(const Array& array) {
        open('[');
        bool first = true;
        for (const auto& element : array) {
            next(first);
            write(element);
        }
        close(']', array.empty());
    }

    void open(char bracket) {
        out_.push_back(bracket);
        ++depth_;
    }
    void next(bool& first) {
        if (!first) out_.push_back(',');
        first = false;
        new_line();
    }
    void close(char bracket, bool empty) {
        --depth_;
        if (!empty) new_line();
        out_.push_back(bracket);
    }
    void new_line() {
        if (!lines_) return;
        out_.push_back('\n');
        out_.append(2 * depth_, ' ');
    }

    std::string& out_;
    bool lines_;
    std::size_t depth_ = 0;
};

}  // namespace

std::string serialize(const Value& value) {
    std::string out;
    if (value.is_structured()) out.reserve(kUsualSize);
    Writer(out, false).write(value);
    return out;
}

std::string serialize(const Object& object) {
    std::string out;
    out.reserve(kUsualSize);
    Writer(out, false).write_object(object);
    return out;
}

std::string serialize(const Object& object, const Object& more) {
    std::string out;
    out.reserve(kUsualSize);
    Writer(out, false).write_object(object, more);
    return out;
}

std::string pretty(const Value& value) {
    std::string out;
    Writer(out, true).write(value);
    return out;
}

}  // namespace blason::json
