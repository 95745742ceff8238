#include "vc/openbadges/languages.hpp"

#include "vc/openbadges/classes.hpp"
#include "vc/openbadges/rules.hpp"

namespace blason::openbadges {

namespace {

std::string_view primary(std::string_view language) {
    return language.substr(0, language.find('-'));
}

const json::Value& chosen(const json::Object& texts, std::string_view wanted, std::string_view fallback) {
    if (const json::Value* exact = json::find(texts, wanted)) return *exact;
    for (const auto& member : texts) {
        const std::string_view language(member.key().data(), member.key().size());
        if (!wanted.empty() && primary(language) == primary(wanted)) return member.value();
    }
    if (const json::Value* usual = json::find(texts, fallback)) return *usual;
    return texts.begin()->value();
}

struct Choice {
    std::string_view wanted;
    std::string_view fallback;

    void apply(json::Object& object, const Class& expected) const {
        for (const Property& property : expected.properties) {
            json::Value* member = object.if_contains(json::key(property.name));
            if (member == nullptr) continue;
            if (!member->is_array()) {
                apply(*member, property);
            } else {
                for (json::Value& element : member->get_array()) apply(element, property);
            }
        }
    }
    void apply(json::Value& value, const Property& property) const {
        if (property.kind == Kind::Text && is_language_map(value)) {
            json::Value one = chosen(value.get_object(), wanted, fallback);
            value = std::move(one);
        } else if ((property.kind == Kind::Nested || property.kind == Kind::Party) && value.is_object() &&
                   property.of != "EndorsementCredential") {
            apply(value.get_object(), *find_class(property.of));
        }
    }
};

}  // namespace

bool is_language_map(const json::Value& value) {
    return is_language_text(value) && json::find(value, "@value") == nullptr;
}

void choose_language(json::Object& object, std::string_view class_name, std::string_view wanted,
                     std::string_view fallback) {
    if (const Class* expected = find_class(class_name)) Choice{wanted, fallback}.apply(object, *expected);
}

}  // namespace blason::openbadges
