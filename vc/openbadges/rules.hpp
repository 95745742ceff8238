// The rules of Open Badges 3.0 that a table of properties cannot say, and the forms of its texts.
#pragma once

#include <string_view>

#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::openbadges {

/// The rules of one class: a recipient, criteria, an identity hash, results that fit their descriptions.
void apply_rules(const json::Value& object, std::string_view class_name, const json::Path& path,
                 vc::model::Findings& findings);

bool is_image_url(std::string_view text);
bool is_date(std::string_view text);           ///< YYYY-MM-DD of the calendar, a zone may follow
bool is_language_code(std::string_view text);  ///< "fr", "zh-Hant-TW", "es-419"
bool is_compact_jws(std::string_view text);
/// A language value object of JSON-LD, or a language map.
bool is_language_text(const json::Value& value);

}  // namespace blason::openbadges
