#include "wallet-server/service/badge_columns.hpp"

#include <algorithm>
#include <array>

#include "engine/json/parse.hpp"
#include "engine/json/pointer.hpp"
#include "engine/text/ascii.hpp"

namespace blason::service {
namespace {

struct Known {
    std::string_view name;
    std::string_view pointer;
};
constexpr std::array kKnown{Known{"achievement", "/achievement"},
                            Known{"recipient", "/recipient"},
                            Known{"id", "/recipient/id"},
                            Known{"did", "/recipient/id"},
                            Known{"email", "/recipient/email"},
                            Known{"name", "/recipient/name"},
                            Known{"language", "/language"},
                            Known{"validFrom", "/validFrom"},
                            Known{"validUntil", "/validUntil"},
                            Known{"awardedDate", "/awardedDate"},
                            Known{"narrative", "/narrative"},
                            Known{"role", "/role"},
                            Known{"term", "/term"},
                            Known{"licenseNumber", "/licenseNumber"},
                            Known{"creditsEarned", "/creditsEarned"},
                            Known{"activityStartDate", "/activityStartDate"},
                            Known{"activityEndDate", "/activityEndDate"},
                            Known{"evidence", "/evidence/id"},
                            Known{"evidenceName", "/evidence/name"},
                            Known{"evidenceNarrative", "/evidence/narrative"}};

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

/// A number where one is asked for; what is none stays a text, and is refused where it is used.
json::Value cell_value(std::string_view pointer, const std::string& cell) {
    if (pointer == "/creditsEarned") {
        if (auto number = json::parse(cell); number && number->is_number()) return *number;
    }
    return json::Value(cell);
}

/// Sets a member one or two levels deep. Evidence is a list of one.
void put(json::Object& request, const std::string& pointer, json::Value value) {
    const auto slash = pointer.find('/', 1);
    const auto first = pointer.substr(1, slash - 1);
    if (slash == std::string::npos) {
        request[first] = std::move(value);
        return;
    }
    auto& parent = request[first];
    if (first == "evidence") {
        if (!parent.is_array()) parent = json::Array{json::Object()};
        parent.get_array().front().get_object()[pointer.substr(slash + 1)] = std::move(value);
        return;
    }
    if (!parent.is_object()) parent = json::Object();
    parent.get_object()[pointer.substr(slash + 1)] = std::move(value);
}

bool begins(std::string_view pointer, std::string_view with) {
    return pointer.starts_with(with) && (pointer.size() == with.size() || pointer[with.size()] == '/');
}

}  // namespace

Result<BadgeColumns> BadgeColumns::read(const std::vector<std::string>& names) {
    BadgeColumns columns;
    bool has_recipient = false;
    for (const auto& written : names) {
        const auto name = trimmed(written);
        const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                        [&](const Known& one) { return text::equal_without_case(one.name, name); });
        Column column{name, {}, {}, false};
        if (known != kKnown.end()) {
            column.pointer = known->pointer;
        } else if (name == "result" || name.starts_with("result:")) {
            column.pointer = "/results";
            column.is_result = true;
            column.result = name.substr(std::min<std::size_t>(name.size(), 7));
        } else {
            return refused("csv-column-unknown", "There is no column \"" + name + "\" in a file of badges.",
                           "/" + name);
        }
        const bool twice = std::any_of(columns.columns_.begin(), columns.columns_.end(), [&](const Column& other) {
            return other.pointer == column.pointer && other.result == column.result;
        });
        if (twice) return refused("csv-column-twice", "The column \"" + name + "\" is there twice.", "/" + name);
        has_recipient = has_recipient || column.pointer == "/recipient" || column.pointer == "/recipient/id" ||
                        column.pointer == "/recipient/email";
        columns.columns_.push_back(std::move(column));
    }
    if (!has_recipient)
        return refused("csv-column-missing", "No column says whom the badges are for: email, id or recipient.");
    return columns;
}

Result<json::Object> BadgeColumns::request(const std::vector<std::string>& cells) const {
    if (cells.size() != columns_.size()) {
        return refused("csv-field-count", "This line has " + std::to_string(cells.size()) + " fields, the first line " +
                                              std::to_string(columns_.size()) + ".");
    }
    json::Object request;
    json::Array results;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto cell = trimmed(cells[i]);
        const auto& column = columns_[i];
        if (cell.empty()) continue;
        if (!column.is_result) {
            put(request, column.pointer, cell_value(column.pointer, cell));
            continue;
        }
        json::Object result{{"value", cell}};
        if (!column.result.empty()) result["resultDescription"] = column.result;
        results.push_back(std::move(result));
    }
    if (!results.empty()) request["results"] = std::move(results);
    return request;
}

std::string BadgeColumns::column_of(std::string_view pointer, const std::vector<std::string>& cells) const {
    if (pointer.empty()) return {};
    std::size_t results = 0;
    const Column* wider = nullptr;  // a column that holds a part of what is wrong
    for (std::size_t i = 0; i < columns_.size() && i < cells.size(); ++i) {
        const auto& column = columns_[i];
        std::string place = column.pointer;
        if (column.is_result) {
            if (trimmed(cells[i]).empty()) continue;
            place += "/" + std::to_string(results++);
        } else if (place.starts_with("/evidence/")) {
            place.insert(std::string_view("/evidence").size(), "/0");
        }
        if (begins(pointer, place)) return column.name;
        if (wider == nullptr && begins(place, pointer)) wider = &column;
        // An e-mail address is an identifier once it is in the badge.
        if (wider == nullptr && place == "/recipient/email" && begins(pointer, "/recipient/identifier"))
            wider = &column;
    }
    return wider == nullptr ? std::string() : wider->name;
}

}  // namespace blason::service
