// RFC 8785: the canonical text reads back as an equal value, is its own canonical text, and does not depend on the
// order of members. The first eight bytes are also looked at as a number.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <vector>

#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

namespace {

// RFC 8785 section 3.2.2.3: every number is the double it rounds to.
double number(const json::Value& value) {
    if (value.is_int64()) return static_cast<double>(value.get_int64());
    if (value.is_uint64()) return static_cast<double>(value.get_uint64());
    return value.get_double();
}

bool same(const json::Value& a, const json::Value& b) {
    if (a.is_number() && b.is_number()) return number(a) == number(b);
    if (a.is_array() && b.is_array())
        return std::equal(a.get_array().begin(), a.get_array().end(), b.get_array().begin(), b.get_array().end(), same);
    if (!a.is_object() || !b.is_object()) return a == b;
    const auto& members = a.get_object();
    return members.size() == b.get_object().size() &&
           std::all_of(members.begin(), members.end(), [&](const auto& entry) {
               const auto* other = b.get_object().if_contains(entry.key());
               return other != nullptr && same(entry.value(), *other);
           });
}

json::Value reversed(const json::Value& value) {
    if (value.is_array()) {
        json::Array items;
        for (const auto& item : value.get_array()) items.push_back(reversed(item));
        return items;
    }
    if (!value.is_object()) return value;
    std::vector<std::pair<std::string_view, const json::Value*>> members;
    for (const auto& entry : value.get_object())
        members.emplace_back(std::string_view(entry.key().data(), entry.key().size()), &entry.value());
    json::Object object;
    for (auto member = members.rbegin(); member != members.rend(); ++member)
        object.emplace(json::key(member->first), reversed(*member->second));
    return object;
}

void check_number(const std::uint8_t* data) {
    double wanted = 0;
    std::memcpy(&wanted, data, sizeof wanted);
    if (!std::isfinite(wanted)) return;
    const std::string text = json::number_text(wanted);
    double read = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), read);
    fuzz::require(fault == std::errc{} && end == text.data() + text.size() && read == wanted);
    fuzz::require(text.size() <= 25);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size >= sizeof(double)) check_number(data);
    const auto value = json::parse(fuzz::text(data, size));
    if (!value) return 0;
    const std::string canonical = json::canonicalize(*value);
    const auto again = json::parse(canonical);
    fuzz::require(again && same(*again, *value) && json::canonicalize(*again) == canonical);
    fuzz::require(json::canonicalize(reversed(*value)) == canonical);
    return 0;
}
