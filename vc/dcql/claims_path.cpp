#include "vc/dcql/claims_path.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

namespace blason::vc::dcql {

namespace {

constexpr double kMaxExact = 9007199254740992.0;  // 2^53

/// A non-negative integer, also one that is written as 1.0 or 1e0: JSON has one kind of number.
std::optional<std::size_t> index_of(const json::Value& value) {
    if (value.is_int64() && value.get_int64() >= 0) return static_cast<std::size_t>(value.get_int64());
    if (value.is_uint64()) return static_cast<std::size_t>(value.get_uint64());
    if (!value.is_double()) return std::nullopt;
    const double number = value.get_double();
    if (number < 0 || number > kMaxExact || std::floor(number) != number) return std::nullopt;
    return static_cast<std::size_t>(number);
}

class Walk {
  public:
    using Visit = std::function<void(const json::Value&, const json::Path&)>;
    Walk(const presentation::Held& credential, const Visit& visit) : credential_(credential), visit_(visit) {}

    /// False: a value of the wrong type, or more than can be borne.
    bool go(const json::Value& here, std::span<const PathElement> rest, const json::Path& place) {
        if (rest.empty()) {
            if (++count > kMaxSelected) return false;
            visit_(here, place);
            return true;
        }
        if (const auto* name = std::get_if<std::string>(&rest.front())) return member(here, *name, rest, place);
        if (!here.is_array()) return false;
        const json::Array& elements = here.get_array();
        if (const auto* index = std::get_if<std::size_t>(&rest.front())) return element(elements, *index, rest, place);
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (!go(elements[i], rest.subspan(1), json::Path(&place, i))) return false;
        }
        return true;
    }

    std::size_t count = 0;  ///< of selected values

  private:
    bool member(const json::Value& here, const std::string& name, std::span<const PathElement> rest,
                const json::Path& place) {
        if (!here.is_object()) return false;
        const json::Value* value = json::find(here, name);
        return value == nullptr || go(*value, rest.subspan(1), json::Path(&place, name));
    }

    bool element(const json::Array& elements, std::size_t index, std::span<const PathElement> rest,
                 const json::Path& place) {
        const auto* stood = positions(place);
        const bool as_issued = !credential_.shortened || (credential_.positions && stood == nullptr);
        for (std::size_t i = as_issued ? index : 0; i < elements.size() && i <= index; ++i) {
            if (stood != nullptr && (*stood)[i] < index) continue;
            if (!go(elements[i], rest.subspan(1), json::Path(&place, i))) return false;
        }
        return true;
    }

    /// Where the elements of this array stood; nullptr: where they stand, or nobody knows.
    [[nodiscard]] const std::vector<std::size_t>* positions(const json::Path& place) const {
        if (!credential_.shortened || !credential_.positions || credential_.positions->empty()) return nullptr;
        const auto found = credential_.positions->find(place.pointer());
        return found == credential_.positions->end() ? nullptr : &found->second;
    }

    const presentation::Held& credential_;
    const Visit& visit_;
};

}  // namespace

Result<ClaimsPath> parse_claims_path(const json::Value& path, const json::Path& place, std::size_t max_elements) {
    if (!path.is_array()) return malformed("wrong-type", "A claims path is an array.", place.pointer());
    const json::Array& elements = path.get_array();
    if (elements.empty()) return malformed("dcql-empty", "A claims path has at least one element.", place.pointer());
    if (elements.size() > max_elements) {
        return Error{"dcql-too-large", "The claims path is too long.", place.pointer(), ErrorKind::TooLarge};
    }
    ClaimsPath out;
    out.reserve(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const json::Value& element = elements[i];
        if (element.is_string()) {
            out.emplace_back(std::string(json::view(element)));
        } else if (element.is_null()) {
            out.emplace_back(AllElements{});
        } else if (const auto index = index_of(element)) {
            out.emplace_back(*index);
        } else {
            return malformed("dcql-path", "An element of a claims path is a string, null or a non-negative integer.",
                             json::Path(&place, i).pointer());
        }
    }
    return out;
}

PathOutcome select(const presentation::Held& credential, const ClaimsPath& path,
                   const std::function<void(const json::Value&, const json::Path&)>& visit) {
    Walk walk(credential, visit);
    if (!walk.go(credential.credential.value(), path, json::Path{})) {
        return walk.count > kMaxSelected ? PathOutcome::TooMuch : PathOutcome::WrongType;
    }
    return walk.count > 0 ? PathOutcome::Selected : PathOutcome::Nothing;
}

}  // namespace blason::vc::dcql
