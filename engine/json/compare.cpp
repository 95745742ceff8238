#include "engine/json/compare.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace blason::json {

std::string_view type_name(const Value& value) {
    if (value.is_null()) return "null";
    if (value.is_bool()) return "boolean";
    if (value.is_object()) return "object";
    if (value.is_array()) return "array";
    if (value.is_string()) return "string";
    return "number";
}

double number_of(const Value& value) {
    if (const auto* integer = value.if_int64()) return static_cast<double>(*integer);
    if (const auto* integer = value.if_uint64()) return static_cast<double>(*integer);
    return value.get_double();
}

bool is_integer(const Value& value) {
    if (value.is_int64() || value.is_uint64()) return true;
    return value.is_double() && std::trunc(value.get_double()) == value.get_double();
}

int compare_numbers(const Value& a, const Value& b) {
    const auto sign = [](const auto& x, const auto& y) { return x < y ? -1 : x > y ? 1 : 0; };
    if (a.is_int64() && b.is_int64()) return sign(a.get_int64(), b.get_int64());
    if (a.is_uint64() && b.is_uint64()) return sign(a.get_uint64(), b.get_uint64());
    // The parser uses uint64 only above the range of int64.
    if (a.is_int64() && b.is_uint64()) return -1;
    if (a.is_uint64() && b.is_int64()) return 1;
    return sign(number_of(a), number_of(b));
}

bool is_multiple(const Value& value, const Value& of) {
    if (value.is_int64() && of.is_int64() && of.get_int64() != 0) {
        const std::int64_t divisor = of.get_int64();
        return divisor == -1 || value.get_int64() % divisor == 0;
    }
    const double quotient = number_of(value) / number_of(of);
    if (!std::isfinite(quotient)) return false;
    // 0.3 is a multiple of 0.1 for people, though not for doubles.
    return std::abs(quotient - std::round(quotient)) <= 1e-9 * std::max(1.0, std::abs(quotient));
}

bool equal(const Value& a, const Value& b) {
    if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
    if (a.is_array() && b.is_array()) {
        const Array& left = a.get_array();
        const Array& right = b.get_array();
        return std::equal(left.begin(), left.end(), right.begin(), right.end(), equal);
    }
    if (a.is_object() && b.is_object()) {
        const Object& right = b.get_object();
        if (a.get_object().size() != right.size()) return false;
        return std::all_of(a.get_object().begin(), a.get_object().end(), [&](const auto& member) {
            const Value* other = right.if_contains(member.key());
            return other != nullptr && equal(member.value(), *other);
        });
    }
    if (a.is_string() && b.is_string()) return view(a) == view(b);
    if (a.is_bool() && b.is_bool()) return a.get_bool() == b.get_bool();
    return a.is_null() && b.is_null();
}

}  // namespace blason::json
