#include "conformance/open_badges/report.hpp"

#include <algorithm>

namespace blason::conformance {

std::string_view to_text(RowOutcome outcome) {
    switch (outcome) {
        case RowOutcome::Pass:
            return "pass";
        case RowOutcome::Fail:
            return "fail";
        case RowOutcome::Warning:
            return "warning";
        case RowOutcome::NotRun:
            break;
    }
    return "not-run";
}

bool RehearsalReport::require(std::string id, std::string what, bool good, std::string detail) {
    rows_.push_back(
        {std::move(id), std::move(what), good ? RowOutcome::Pass : RowOutcome::Fail, std::move(detail), true});
    return good;
}

bool RehearsalReport::advise(std::string id, std::string what, bool good, std::string detail) {
    rows_.push_back(
        {std::move(id), std::move(what), good ? RowOutcome::Pass : RowOutcome::Warning, std::move(detail), false});
    return good;
}

void RehearsalReport::not_run(std::string id, std::string what, bool required, std::string why) {
    rows_.push_back({std::move(id), std::move(what), RowOutcome::NotRun, std::move(why), required});
}

const Row* RehearsalReport::find(std::string_view id) const {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.id == id; });
    return found == rows_.end() ? nullptr : &*found;
}

bool RehearsalReport::passed() const {
    return !rows_.empty() && std::all_of(rows_.begin(), rows_.end(), [](const Row& row) {
        return !row.required || row.outcome == RowOutcome::Pass;
    });
}

std::string RehearsalReport::text() const {
    std::size_t widest = 0;
    for (const auto& row : rows_) widest = std::max(widest, row.id.size());
    std::string out = "Rehearsal of the Open Badges 3.0 certification: " + subject_ + "\n\n";
    for (const auto& row : rows_) {
        std::string outcome(to_text(row.outcome));
        outcome.resize(8, ' ');
        std::string id = row.id;
        id.resize(widest + 2, ' ');
        out += "  " + outcome + id + row.what + (row.required ? "" : " (optional)");
        if (!row.detail.empty()) out += "\n" + std::string(widest + 12, ' ') + row.detail;
        out += '\n';
    }
    const auto count = [&](RowOutcome outcome) {
        return std::to_string(
            std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.outcome == outcome; }));
    };
    out += "\n" + std::string(passed() ? "Passed" : "Not passed") + ": " + count(RowOutcome::Pass) + " pass, " +
           count(RowOutcome::Fail) + " fail, " + count(RowOutcome::Warning) + " warnings, " +
           count(RowOutcome::NotRun) + " not run.";
    return out;
}

json::Value RehearsalReport::json() const {
    json::Array rows;
    for (const auto& row : rows_) {
        json::Object one;
        one["id"] = row.id;
        one["what"] = row.what;
        one["required"] = row.required;
        one["outcome"] = json::key(to_text(row.outcome));
        one["detail"] = row.detail;
        rows.push_back(std::move(one));
    }
    json::Object out;
    out["subject"] = subject_;
    out["passed"] = passed();
    out["rows"] = std::move(rows);
    return out;
}

}  // namespace blason::conformance
