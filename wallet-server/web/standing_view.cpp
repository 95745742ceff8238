#include "wallet-server/web/standing_view.hpp"

#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/view_data.hpp"

namespace blason::web {

namespace {

std::string_view name_of(service::Standing standing, const json::Object& data) {
    switch (standing) {
        case service::Standing::Revoked:
            return "revoked";
        case service::Standing::Suspended:
            return "suspended";
        case service::Standing::Unknown:
            // That it has expired, or has not begun, is known from the badge alone.
            return json::text_view(data, "state") == state_of(Period::Current) ? "unchecked" : "";
        case service::Standing::Good:
            break;
    }
    return "";
}

}  // namespace

void put_standing(json::Object& data, service::Standing standing, Language language) {
    const std::string name(name_of(standing, data));
    if (name.empty()) return;
    put(data, "state", name);
    put(data, "state_label", Texts::of(language).text("badge.state_" + name));
}

}  // namespace blason::web
