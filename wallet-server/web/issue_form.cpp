#include "wallet-server/web/issue_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "did/did.hpp"
#include "wallet-server/web/date_text.hpp"
#include "wallet-server/web/view_data.hpp"
#include "wallet-server/web/xml_text.hpp"

namespace blason::web {

namespace {

struct FieldKind {
    std::string_view name;  ///< of the form field, and its id in the page
    std::string_view text;  ///< key of its label; KEY_hint is the hint
    std::string_view type;  ///< of the <input>, or "textarea"
    std::size_t max;        ///< letters, as the browser counts them (UTF-16)
    bool required = false;
    std::string_view autocomplete = {};
};

constexpr std::array kFields{FieldKind{"name", "name", "text", 120, true},
                             FieldKind{"description", "description_label", "textarea", 1000, true},
                             FieldKind{"criteria", "criteria_label", "textarea", 10'000, true},
                             FieldKind{"email", "email", "email", 254, true, "off"},
                             FieldKind{"did", "did", "text", 1000, true, "off"},
                             FieldKind{"recipient_name", "recipient_name", "text", 200, false, "off"},
                             FieldKind{"evidence_name", "evidence_name", "text", 200},
                             FieldKind{"evidence_url", "evidence_url", "url", 2000},
                             FieldKind{"evidence_narrative", "evidence_narrative", "textarea", 10'000},
                             FieldKind{"valid_from", "valid_from", "date", 10},
                             FieldKind{"valid_until", "valid_until", "date", 10}};

const FieldKind& kind_of(std::string_view field) {
    return *std::find_if(kFields.begin(), kFields.end(), [&](const auto& kind) { return kind.name == field; });
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t start = text.find_first_not_of(space);
    if (start == std::string_view::npos) return {};
    return std::string(text.substr(start, text.find_last_not_of(space) + 1 - start));
}

/// UTF-16 code units, which is what maxlength counts.
std::size_t utf16_length(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U) count += byte >= 0xF0U ? 2 : 1;
    }
    return count;
}

bool is_web_address(std::string_view url) {
    const std::size_t scheme = url.starts_with("https://") ? 8 : (url.starts_with("http://") ? 7 : 0);
    return scheme != 0 && url.size() > scheme && url[scheme] != '/' && std::none_of(url.begin(), url.end(), [](char c) {
               return static_cast<unsigned char>(c) <= 0x20 ||
                      std::string_view("<>\"{}|\\^`").find(c) != std::string_view::npos;
           });
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at) != std::string_view::npos && text.back() != '.' &&
           text.find_first_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

IssueForm::IssueForm(bool own, Language page_language) : own_(own), page_language_(page_language) {
    values_["recipient"] = "wallet";
    values_["language"] = code_of(page_language);
}

void IssueForm::read(const std::vector<http::FormField>& fields) {
    for (const FieldKind& kind : kFields) values_[std::string(kind.name)].clear();
    values_["recipient"].clear();
    for (const auto& field : fields) {
        if (const auto known = values_.find(field.name); known != values_.end()) {
            known->second = trimmed(plain_text(field.value));
        }
    }
    if (values_["language"] != "fr" && values_["language"] != "en") values_["language"] = code_of(page_language_);

    for (const FieldKind& kind : kFields) {
        if (utf16_length(value(kind.name)) > kind.max) {
            problems_.push_back(
                {std::string(kind.name),
                 Texts::of(page_language_).fill("problem.too_long", {{"max", fmt::to_string(kind.max)}})});
        }
    }
    if (own_) {
        for (const char* field : {"name", "description", "criteria"}) {
            if (value(field).empty()) complain(field, "problem.required");
        }
    }
    check_recipient();
    check_evidence();
    check_dates();
}

void IssueForm::check_recipient() {
    const std::string recipient = value("recipient");
    if (recipient == "email") {
        if (value("email").empty()) return complain("email", "problem.required");
        if (!is_email(value("email"))) complain("email", "problem.email");
    } else if (recipient == "did") {
        if (value("did").empty()) return complain("did", "problem.required");
        if (!did::Did::parse(value("did"))) complain("did", "problem.did");
    } else if (recipient != "wallet") {
        complain("recipient", "problem.recipient");
    }
}

void IssueForm::check_evidence() {
    const std::string url = value("evidence_url");
    if (!url.empty() && !is_web_address(url)) complain("evidence_url", "problem.url");
    if (url.empty() && value("evidence_narrative").empty() && !value("evidence_name").empty()) {
        complain("evidence_narrative", "problem.evidence");
    }
}

void IssueForm::check_dates() {
    const auto check = [&](std::string_view field) {
        const auto day = parse_day(value(field));
        if (!value(field).empty() && !day) complain(field, "problem.date");
        return day;
    };
    const auto from = check("valid_from");
    const auto until = check("valid_until");
    if (from && until && *until < *from) complain("valid_until", "problem.date_order");
}

std::string IssueForm::value(std::string_view field) const {
    const auto found = values_.find(field);
    return found != values_.end() ? found->second : std::string();
}

std::string IssueForm::problem_at(std::string_view field) const {
    const auto found =
        std::find_if(problems_.begin(), problems_.end(), [&](const auto& p) { return p.field == field; });
    return found != problems_.end() ? found->message : std::string();
}

void IssueForm::complain(std::string_view field, std::string_view text_key) {
    problems_.push_back({std::string(field), std::string(Texts::of(page_language_).text(text_key))});
}

void IssueForm::refuse(const Error& error) {
    struct Place {
        std::string_view code, field, text;
    };
    constexpr std::array places{Place{"recipient-missing", "recipient", "problem.recipient"},
                                Place{"recipient-id", "did", "problem.did"},
                                Place{"recipient-email", "email", "problem.email"},
                                Place{"evidence-empty", "evidence_narrative", "problem.evidence"},
                                Place{"invalid-validity-period", "valid_until", "problem.date_order"}};
    for (const Place& place : places) {
        if (error.code == place.code) return complain(place.field, place.text);
    }
    // What the form itself did not foresee is said in the words of the service, with the place it names.
    problems_.push_back({"", error.pointer.empty() ? error.detail : error.detail + " (" + error.pointer + ")"});
}

service::IssueBadge IssueForm::order(std::string_view org, std::string_view achievement,
                                     std::string_view wallet_did) const {
    service::IssueBadge order;
    order.org = org;
    order.achievement = achievement;
    order.language = value("language");
    const std::string recipient = value("recipient");
    if (recipient == "wallet") order.recipient.id = wallet_did;
    if (recipient == "did") order.recipient.id = value("did");
    if (recipient == "email") order.recipient.email = value("email");
    order.recipient.name = value("recipient_name");
    if (!value("evidence_url").empty() || !value("evidence_narrative").empty()) {
        json::Object evidence;
        const auto say = [&](const char* name, std::string_view field) {
            if (!value(field).empty()) evidence[name] = value(field);
        };
        say("id", "evidence_url");
        say("name", "evidence_name");
        say("narrative", "evidence_narrative");
        order.evidence.push_back(std::move(evidence));
    }
    order.valid_from = parse_day(value("valid_from"));
    order.valid_until = parse_day(value("valid_until"));
    if (order.valid_until) order.valid_until->seconds += 24 * 60 * 60 - 1;  // that day is included
    return order;
}

service::NewAchievement IssueForm::achievement(std::string_view org) const {
    service::NewAchievement achievement;
    achievement.org = org;
    achievement.default_language = value("language");
    achievement.texts[value("language")] = {value("name"), value("description"), value("criteria")};
    return achievement;
}

json::Object IssueForm::field_data(std::string_view field) const {
    const FieldKind& kind = kind_of(field);
    const Texts& texts = Texts::of(page_language_);
    const std::string hint(texts.text(fmt::format("issue.{}_hint", field)));
    const std::string error = problem_at(field);
    std::string described;
    if (!hint.empty()) described = fmt::format("{}-hint", field);
    if (!error.empty()) described += fmt::format("{}{}-error", described.empty() ? "" : " ", field);

    json::Object data;
    put(data, "id", field);
    put(data, "label", texts.text(fmt::format("issue.{}", kind.text)));
    put(data, "hint", hint);
    put(data, "error", error);
    put(data, "value", value(field));
    put(data, "type", kind.type);
    put(data, "input", kind.type != "textarea");
    put(data, "textarea", kind.type == "textarea");
    put(data, "rows", kind.max > 1000 ? "6" : "3");
    put(data, "max", fmt::to_string(kind.max));
    put(data, "required", kind.required);
    put(data, "autocomplete", kind.autocomplete);
    put(data, "described", described);
    return data;
}

json::Array IssueForm::recipients_data() const {
    const Texts& texts = Texts::of(page_language_);
    json::Array choices;
    for (const std::string_view choice : {"wallet", "email", "did"}) {
        json::Object data;
        put(data, "id", fmt::format("recipient-{}", choice));
        put(data, "value", choice);
        put(data, "label", texts.text(fmt::format("issue.recipient_{}", choice)));
        put(data, "hint", texts.text(fmt::format("issue.recipient_{}_hint", choice)));
        put(data, "checked", value("recipient") == choice);
        if (choice == "wallet") {
            put(data, "field", false);
        } else {
            put(data, "field", field_data(choice));
        }
        choices.push_back(std::move(data));
    }
    return choices;
}

json::Object IssueForm::data() const {
    const Texts& texts = Texts::of(page_language_);
    const auto group = [&](std::initializer_list<std::string_view> names) {
        json::Array fields;
        for (const std::string_view name : names) fields.push_back(field_data(name));
        return fields;
    };
    json::Object data;
    put(data, "own", own_);
    put(data, "achievement_fields", group({"name", "description", "criteria"}));
    put(data, "recipients", recipients_data());
    put(data, "recipient_error", problem_at("recipient"));
    put(data, "name_field", field_data("recipient_name"));
    put(data, "evidence_fields", group({"evidence_name", "evidence_url", "evidence_narrative"}));
    put(data, "date_fields", group({"valid_from", "valid_until"}));
    put(data, "french", value("language") == "fr");

    json::Array errors;
    for (const Problem& problem : problems_) {
        const bool is_choice = problem.field == "recipient";
        json::Object entry;
        put(entry, "field", is_choice ? "recipient-wallet" : std::string_view(problem.field));
        if (is_choice) {
            put(entry, "label", texts.text("issue.legend_recipient"));
        } else if (!problem.field.empty()) {
            put(entry, "label", texts.text(fmt::format("issue.{}", kind_of(problem.field).text)));
        }
        put(entry, "message", problem.message);
        errors.push_back(std::move(entry));
    }
    put(data, "errors", std::move(errors));
    return data;
}

}  // namespace blason::web
