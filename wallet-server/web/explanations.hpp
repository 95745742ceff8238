// What a check of a report means, in French and in English: one sentence what, one sentence what to do. The texts of
// the codes are in text/codes.json, those of the checks with the other texts.
#pragma once

#include <string_view>

#include "engine/json/value.hpp"
#include "vc/report.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

struct Explanation {
    std::string_view title;   ///< what the check asks
    std::string_view what;    ///< what was found
    std::string_view advice;  ///< what to do; empty when nothing is to be done
};

/// By the code of the check; what passed, and a code without a text of its own, by the check's name and outcome.
Explanation explain(const vc::Check& check, Language language);

/// Whether text/codes.json has this code, in both languages and with an advice.
bool has_explanation(std::string_view code);

/// The report of interfaces.md, where each check also has `title`, `text` and, where something is to be done, `advice`
/// in that language, and the whole says which `language` it is in. Everything else is as it is without.
json::Value report_json(const vc::Report& report, Language language);

}  // namespace blason::web
