// What a rehearsal found: a row for every step of the certification (its guide, section by section).
#pragma once

#include <string>
#include <vector>

#include "engine/json/value.hpp"

namespace blason::conformance {

enum class RowOutcome {
    Pass,
    Fail,
    Warning,  ///< allowed, and a reason for trouble with others
    NotRun    ///< not offered, or something before it failed
};
std::string_view to_text(RowOutcome outcome);  ///< "pass", "fail", "warning", "not-run"

struct Row {
    std::string id;    ///< "PR2.verify": the test of the guide, then the step
    std::string what;  ///< what is required
    RowOutcome outcome = RowOutcome::NotRun;
    std::string detail;     ///< what was seen; may be empty
    bool required = false;  ///< for certification; else optional there
};

class RehearsalReport {
  public:
    explicit RehearsalReport(std::string subject) : subject_(std::move(subject)) {}

    /// A required step; says whether it passed.
    bool require(std::string id, std::string what, bool good, std::string detail = {});
    /// A step that the guide leaves open: bad is a warning.
    bool advise(std::string id, std::string what, bool good, std::string detail = {});
    void not_run(std::string id, std::string what, bool required, std::string why);

    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] const Row* find(std::string_view id) const;
    /// No required step failed or was not run.
    [[nodiscard]] bool passed() const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] json::Value json() const;

  private:
    std::string subject_;
    std::vector<Row> rows_;
};

}  // namespace blason::conformance
