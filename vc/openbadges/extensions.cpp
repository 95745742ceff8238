#include "vc/openbadges/extensions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "vc/model/values.hpp"

namespace blason::openbadges {

namespace {

constexpr std::string_view kExtensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

struct Use {
    std::string_view member;
    std::string_view type;
};
constexpr std::array kUses{Use{"credentialSchema", "1EdTechJsonSchemaValidator2019"},
                           Use{"credentialStatus", "1EdTechRevocationList"},
                           Use{"refreshService", "1EdTechCredentialRefresh"}};

bool uses_extensions(const json::Object& credential) {
    return std::any_of(kUses.begin(), kUses.end(), [&](const Use& use) {
        bool found = false;
        if (const json::Value* member = json::find(credential, use.member)) {
            vc::model::for_each_value(*member, [&](const json::Value& value, std::optional<std::size_t>) {
                found = found || vc::model::has_type(value, use.type);
            });
        }
        return found;
    });
}

}  // namespace

void add_extensions_context(json::Object& credential) {
    json::Value* contexts = credential.if_contains("@context");
    if (contexts == nullptr || !contexts->is_array() || !uses_extensions(credential)) return;
    json::Array& all = contexts->get_array();
    const bool there = std::any_of(all.begin(), all.end(), [](const json::Value& context) {
        return context.is_string() && json::view(context) == kExtensions;
    });
    if (!there) all.emplace_back(json::key(kExtensions));
}

}  // namespace blason::openbadges
