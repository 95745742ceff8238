#include "engine/json/jcs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <vector>

#include "engine/json/write_token.hpp"

namespace blason::json {
namespace {

using Member = boost::json::key_value_pair;

/// RFC 8785 section 3.2.3: names are sorted by their UTF-16 code units. In UTF-8 that is the order of the bytes, except
/// that U+E000 to U+FFFF (lead bytes EE and EF) come after the characters above U+FFFF (lead bytes F0 and more).
bool utf16_less(std::string_view left, std::string_view right) {
    const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (r == right.end()) return false;
    if (l == left.end()) return true;
    const auto a = static_cast<unsigned char>(*l);
    const auto b = static_cast<unsigned char>(*r);
    if (a >= 0xEE && b >= 0xEE && (a >= 0xF0) != (b >= 0xF0)) return a >= 0xF0;
    return a < b;
}

bool name_less(const Member* left, const Member* right) {
    return utf16_less({left->key().data(), left->key().size()}, {right->key().data(), right->key().size()});
}

/// Numbers are IEEE 754 doubles to RFC 8785 (section 3.2.2.3), whatever we keep them in.
template <typename Integer>
void append_integer(std::string& out, Integer number) {
    static constexpr auto kExact = Integer{1} << 53U;
    const bool beyond = number > kExact || (std::is_signed_v<Integer> && number < Integer{0} - kExact);
    if (beyond) {
        append_double(out, static_cast<double>(number));
        return;
    }
    std::array<char, 24> text;
    out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr);
}

void write(std::string& out, const Value& value);

void write_members(std::string& out, std::span<const Member*> members) {
    if (!std::is_sorted(members.begin(), members.end(), name_less)) {
        std::sort(members.begin(), members.end(), name_less);
    }
    char separator = '{';
    for (const auto* member : members) {
        out.push_back(separator);
        append_string(out, {member->key().data(), member->key().size()});
        out.push_back(':');
        write(out, member->value());
        separator = ',';
    }
    out.push_back('}');
}

void write_object(std::string& out, const Object& object) {
    if (object.empty()) {
        out += "{}";
        return;
    }
    static constexpr std::size_t kUsual = 24;  // most objects are small: no allocation for those
    if (object.size() <= kUsual) {
        std::array<const Member*, kUsual> members;
        std::size_t count = 0;
        for (const auto& member : object) members[count++] = &member;
        write_members(out, {members.data(), count});
    } else {
        std::vector<const Member*> members;
        members.reserve(object.size());
        for (const auto& member : object) members.push_back(&member);
        write_members(out, members);
    }
}

void write_array(std::string& out, const Array& array) {
    out.push_back('[');
    for (std::size_t i = 0; i < array.size(); ++i) {
        if (i != 0) out.push_back(',');
        write(out, array[i]);
    }
    out.push_back(']');
}

void write(std::string& out, const Value& value) {
    switch (value.kind()) {
        case boost::json::kind::null:
            out += "null";
            break;
        case boost::json::kind::bool_:
            out += value.get_bool() ? "true" : "false";
            break;
        case boost::json::kind::int64:
            append_integer(out, value.get_int64());
            break;
        case boost::json::kind::uint64:
            append_integer(out, value.get_uint64());
            break;
        case boost::json::kind::double_:
            append_double(out, value.get_double());
            break;
        case boost::json::kind::string:
            append_string(out, view(value));
            break;
        case boost::json::kind::array:
            write_array(out, value.get_array());
            break;
        case boost::json::kind::object:
            write_object(out, value.get_object());
            break;
    }
}

}  // namespace

std::string canonicalize(const Value& value) {
    std::string out;
    write(out, value);
    return out;
}

void canonicalize(const Value& value, std::string& out) {
    write(out, value);
}

std::string number_text(double number) {
    std::string out;
    append_double(out, number);
    return out;
}

}  // namespace blason::json
