#include "vc/model/members.hpp"

#include <algorithm>

#include "vc/model/values.hpp"

namespace blason::vc::model {

namespace {

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

/// Calls `visit(element, path)` with the path of each element of a member that may be one value or an array.
template <typename Visit>
void each_at(const json::Value& one_or_many, const json::Path& path, const Visit& visit) {
    for_each_value(one_or_many, [&](const json::Value& element, std::optional<std::size_t> index) {
        if (index) {
            visit(element, json::Path(&path, *index));
        } else {
            visit(element, path);
        }
    });
}

bool is_language_value(const json::Value& value) {
    if (!value.is_object()) return false;
    const auto is_text = [](const json::Value* member) { return member != nullptr && member->is_string(); };
    if (!is_text(json::find(value, "@value"))) return false;
    return std::all_of(value.get_object().begin(), value.get_object().end(), [](const auto& member) {
        const std::string_view name(member.key().data(), member.key().size());
        return (name == "@value" || name == "@language" || name == "@direction") && member.value().is_string();
    });
}

}  // namespace

Edition edition_of(const json::Value& document) {
    const json::Value* context = json::find(document, "@context");
    if (context == nullptr) return Edition::None;
    if (context->is_array()) {
        if (context->get_array().empty()) return Edition::None;
        context = &context->get_array().front();
    }
    if (!context->is_string()) return Edition::None;
    if (json::view(*context) == kContextV2) return Edition::V2;
    return json::view(*context) == kContextV1 ? Edition::V1 : Edition::None;
}

void check_contexts(const json::Object& document, const json::Path& path, Findings& findings) {
    const json::Path here(&path, "@context");
    const json::Value* context = json::find(document, "@context");
    if (context == nullptr) return findings.error("missing-context", "There is no @context.", path);
    if (!context->is_array()) {
        return findings.error("invalid-context", "The @context must be a list that starts with the base context.",
                              here);
    }
    const json::Array& contexts = context->get_array();
    const bool named = !contexts.empty() && contexts[0].is_string();
    if (named && json::view(contexts[0]) == kContextV1) {
        findings.advise("vcdm-1-1", "This follows version 1.1 of the data model; version 2.0 replaces it.",
                        json::Path(&here, 0));
    } else if (!named || json::view(contexts[0]) != kContextV2) {
        findings.error("first-context", "The first context must be " + quoted(kContextV2) + ".", json::Path(&here, 0));
    }
    for (std::size_t i = 1; i < contexts.size(); ++i) {
        const bool url = contexts[i].is_string() && is_url(json::view(contexts[i]));
        if (url || contexts[i].is_object()) continue;
        findings.error("invalid-context", "A context must be a URL or an object.", json::Path(&here, i));
    }
}

void check_type(const json::Object& document, std::string_view required, const json::Path& path, Findings& findings) {
    const json::Path here(&path, "type");
    const json::Value* type = json::find(document, "type");
    if (type == nullptr) return findings.error("missing-type", "There is no type.", path);
    bool any = false;
    bool named = required.empty();
    each_at(*type, here, [&](const json::Value& name, const json::Path& place) {
        any = true;
        if (!name.is_string() || name.get_string().empty()) {
            findings.error("invalid-type", "A type must be text.", place);
        } else if (json::view(name) == required) {
            named = true;
        }
    });
    if (!any) {
        findings.error("invalid-type", "The list of types is empty.", here);
    } else if (!named) {
        findings.error("type-not-named", "The types must include " + quoted(required) + ".", here);
    }
}

void check_id(const json::Object& object, const json::Path& path, Findings& findings) {
    const json::Value* id = json::find(object, "id");
    if (id == nullptr || (id->is_string() && is_url(json::view(*id)))) return;
    findings.error("invalid-id", "An id must be one URL.", json::Path(&path, "id"));
}

void check_party(const json::Value& party, std::string_view name, const json::Path& path, Findings& findings) {
    const auto refuse = [&](std::string_view what, const json::Path& place) {
        findings.error("invalid-" + std::string(name), "The " + std::string(name) + " must " + std::string(what),
                       place);
    };
    if (party.is_object()) {
        const auto id = id_of(party);
        if (!id || !is_url(*id)) refuse("have one URL as its id.", json::Path(&path, "id"));
        check_names(party.get_object(), path, findings);
    } else if (!party.is_string() || !is_url(json::view(party))) {
        refuse("be a URL, or an object with a URL as its id.", path);
    }
}

void check_names(const json::Object& object, const json::Path& path, Findings& findings) {
    for (const std::string_view name : {"name", "description"}) {
        const json::Value* value = json::find(object, name);
        if (value == nullptr) continue;
        each_at(*value, json::Path(&path, name), [&](const json::Value& text, const json::Path& place) {
            // VCDM 2.0 section 4.6: in a list, each says its language.
            if ((text.is_string() && !value->is_array()) || is_language_value(text)) return;
            findings.error("invalid-language-value",
                           "This must be text, or an object of @value, @language and @direction only.", place);
        });
    }
}

void check_date(const json::Object& object, std::string_view name, const json::Path& path, Findings& findings) {
    const json::Value* value = json::find(object, name);
    if (value == nullptr || (value->is_string() && parse_instant(json::view(*value)))) return;
    findings.error("invalid-date", "This must be a date and time with its zone, such as 2026-01-15T09:00:00Z.",
                   json::Path(&path, name));
}

void check_typed_objects(const json::Object& object, std::string_view name, bool id_required, const json::Path& path,
                         Findings& findings) {
    const json::Value* value = json::find(object, name);
    if (value == nullptr) return;
    each_at(*value, json::Path(&path, name), [&](const json::Value& element, const json::Path& place) {
        if (!element.is_object()) {
            return findings.error("invalid-value", "Each " + std::string(name) + " must be an object.", place);
        }
        check_type(element.get_object(), {}, place, findings);
        check_id(element.get_object(), place, findings);
        if (id_required && json::find(element, "id") == nullptr) {
            findings.error("missing-id", "Each " + std::string(name) + " must have an id.", place);
        }
    });
}

}  // namespace blason::vc::model
