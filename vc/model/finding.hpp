// What the data model checks have to say: a list of findings, each with a stable code and its place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/json/pointer.hpp"

namespace blason::vc::model {

enum class Severity {
    Error,     ///< the standard says MUST: never issued, never valid
    Advisory,  ///< we never issue it, but what others issued that way still verifies, with a warning
    Remark     ///< the standard allows it and we issue it for whoever asks; some readers refuse it: a warning
};

struct Finding {
    std::string code;     ///< stable kebab-case
    std::string message;  ///< one sentence a person understands
    std::string pointer;  ///< RFC 6901
    Severity severity = Severity::Error;
};

/// Collects findings in the order of the walk. Stops growing at a limit, so that a hostile document cannot make a
/// report larger than itself.
class Findings {
  public:
    static constexpr std::size_t kMaxFindings = 64;

    void error(std::string code, std::string message, const json::Path& place) {
        add({std::move(code), std::move(message), place.pointer(), Severity::Error});
    }
    void advise(std::string code, std::string message, const json::Path& place) {
        add({std::move(code), std::move(message), place.pointer(), Severity::Advisory});
    }

    void remark(std::string code, std::string message, const json::Path& place) {
        add({std::move(code), std::move(message), place.pointer(), Severity::Remark});
    }

    /// What was found in a credential inside this one: others have issued it, so advisories become remarks.
    void add_of_others(const Findings& inside);

    [[nodiscard]] const std::vector<Finding>& all() const { return findings_; }
    [[nodiscard]] bool empty() const { return findings_.empty(); }
    /// The first error, else the first advisory, as an Error for those who issue. Remarks are none.
    [[nodiscard]] std::optional<Error> first() const;

  private:
    void add(Finding finding) {
        if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
    }

    std::vector<Finding> findings_;
};

}  // namespace blason::vc::model
