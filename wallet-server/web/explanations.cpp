#include "wallet-server/web/explanations.hpp"

#include <cassert>
#include <string>
#include <unordered_map>

#include "engine/json/parse.hpp"
#include "wallet-server/web/embedded.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

/// text/codes.json: advices by their names, and for each group of codes a sentence and the name of an advice.
class Catalogue {
  public:
    static const Catalogue& get() {
        static const Catalogue catalogue;
        return catalogue;
    }

    /// The group a code is in; nullptr when it is in none.
    [[nodiscard]] const json::Value* group(std::string_view code) const {
        const auto found = groups_.find(code);
        return found == groups_.end() ? nullptr : found->second;
    }
    [[nodiscard]] std::string_view advice(const json::Value& group, std::string_view language) const {
        const json::Value* advices = json::find(all_, "advice");
        const json::Value* advice =
            advices == nullptr ? nullptr : json::find(*advices, json::text_view(group, "advice"));
        return advice == nullptr ? std::string_view() : json::text_view(*advice, language);
    }

  private:
    Catalogue() {
        auto parsed = json::parse(embedded("text/codes.json"));
        assert(parsed);  // the catalogue is part of the program
        all_ = std::move(*parsed);
        for (const json::Value& group : json::find(all_, "codes")->get_array()) {
            for (const json::Value& code : json::find(group, "codes")->get_array()) {
                groups_.emplace(json::view(code), &group);
            }
        }
    }

    json::Value all_;
    std::unordered_map<std::string_view, const json::Value*> groups_;
};

bool needs_advice(vc::Outcome outcome) {
    return outcome == vc::Outcome::Fail || outcome == vc::Outcome::Unknown || outcome == vc::Outcome::Warning;
}

/// The sentence for a check and its outcome; the general one where the check has none of its own.
std::string_view sentence(const Texts& texts, const vc::Check& check) {
    const std::string outcome(vc::to_text(check.outcome));
    const std::string_view own = texts.text("check." + check.name + "." + outcome);
    return own.empty() ? texts.text("check.other." + outcome) : own;
}

}  // namespace

Explanation explain(const vc::Check& check, Language language) {
    const Texts& texts = Texts::of(language);
    Explanation out;
    out.title = texts.text("check." + check.name + ".title");
    if (out.title.empty()) out.title = texts.text("check.other.title");
    // "ok" says nothing that the check's own sentence does not say better.
    const bool usual = check.code == "ok" || check.outcome == vc::Outcome::NotApplicable;
    const json::Value* group = usual ? nullptr : Catalogue::get().group(check.code);
    out.what = group == nullptr ? sentence(texts, check) : json::text_view(*group, code_of(language));
    if (needs_advice(check.outcome)) {
        out.advice =
            group == nullptr ? texts.text("check.other.advice") : Catalogue::get().advice(*group, code_of(language));
    }
    return out;
}

bool has_explanation(std::string_view code) {
    const Catalogue& catalogue = Catalogue::get();
    const json::Value* group = catalogue.group(code);
    if (group == nullptr) return false;
    for (const Language language : {Language::French, Language::English}) {
        const std::string_view name = code_of(language);
        if (json::text_view(*group, name).empty() || catalogue.advice(*group, name).empty()) return false;
    }
    return true;
}

json::Value report_json(const vc::Report& report, Language language) {
    json::Value out = vc::to_json(report);
    json::Object& members = out.get_object();
    put(members, "language", code_of(language));
    json::Array& checks = members["checks"].get_array();
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const Explanation explanation = explain(report.checks[i], language);
        json::Object& check = checks[i].get_object();
        put(check, "title", explanation.title);
        put(check, "text", explanation.what);
        if (!explanation.advice.empty()) put(check, "advice", explanation.advice);
    }
    return out;
}

}  // namespace blason::web
