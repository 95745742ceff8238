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
    Walk(bool shortened, const Visit& visit) : shortened_(shortened), visit_(visit) {}

    /// False: a value of the wrong type.
    bool go(const json::Value& here, std::span<const PathElement> rest, const json::Path& place) {
        if (rest.empty()) {
            found = true;
            visit_(here, place);
            return true;
        }
        if (const auto* name = std::get_if<std::string>(&rest.front())) return member(here, *name, rest, place);
        if (!here.is_array()) return false;
        const json::Array& elements = here.get_array();
        std::size_t from = 0;
        std::size_t to = elements.size();
        if (const auto* index = std::get_if<std::size_t>(&rest.front())) {
            if (*index < to) to = *index + 1;
            from = shortened_ ? 0 : *index;
        }
        for (std::size_t i = from; i < to; ++i) {
            if (!go(elements[i], rest.subspan(1), json::Path(&place, i))) return false;
        }
        return true;
    }

    bool found = false;

  private:
    bool member(const json::Value& here, const std::string& name, std::span<const PathElement> rest,
                const json::Path& place) {
        if (!here.is_object()) return false;
        const json::Value* value = json::find(here, name);
        return value == nullptr || go(*value, rest.subspan(1), json::Path(&place, name));
    }

    bool shortened_;
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

PathOutcome select(const json::Value& root, const ClaimsPath& path, bool shortened,
                   const std::function<void(const json::Value&, const json::Path&)>& visit) {
    Walk walk(shortened, visit);
    if (!walk.go(root, path, json::Path{})) return PathOutcome::WrongType;
    return walk.found ? PathOutcome::Selected : PathOutcome::Nothing;
}

}  // namespace blason::vc::dcql
