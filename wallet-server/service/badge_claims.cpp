#include "wallet-server/service/badge_claims.hpp"

#include "engine/json/pointer.hpp"
#include "vc/model/values.hpp"

namespace blason::service {

json::Object badge_claims(const json::Object& badge, const Issuer& issuer, std::string_view vct) {
    const auto from = vc::model::instant_of(badge, "validFrom");
    const auto until = vc::model::instant_of(badge, "validUntil");
    json::Object claims;
    claims["vct"] = json::key(vct);
    claims["iss"] = json::key(issuer.id);
    if (from) claims["nbf"] = from->seconds;
    if (until) claims["exp"] = until->seconds;
    for (const auto& [name, value] : badge)
        if (name != "@context") claims[name] = value;
    return claims;
}

std::vector<std::string> disclosable_claims(const json::Object& claims) {
    std::vector<std::string> pointers;
    const auto* subject = json::find(claims, "credentialSubject");
    if (subject != nullptr && subject->is_object()) {
        const json::Path root;
        const json::Path here(&root, "credentialSubject");
        for (const auto& member : subject->get_object()) {
            const std::string_view name(member.key().data(), member.key().size());
            if (name != "type" && name != "achievement") pointers.push_back(json::Path(&here, name).pointer());
        }
    }
    if (claims.contains("evidence")) pointers.emplace_back("/evidence");
    return pointers;
}

void use_token_status(json::Object& claims, const StatusPlan& plan, const std::vector<storage::StatusEntryRow>& places,
                      const std::string& org, const PublicUrls& urls) {
    if (places.empty()) return;
    claims.erase("credentialStatus");
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (plan.kinds[i].purpose != "revocation") continue;
        json::Object list;
        list["idx"] = places[i].index;
        list["uri"] = urls.status_list(org, places[i].list);
        claims["status"] = json::Object{{"status_list", std::move(list)}};
        return;
    }
}

std::string badge_vct(const std::string& achievement) {
    return achievement + "/credential-type";
}

json::Object type_metadata(const Achievement& achievement) {
    json::Object out;
    const auto& words = achievement.text(achievement.default_language);
    out["vct"] = badge_vct(achievement.url);
    out["name"] = words.name;
    out["description"] = words.description;
    json::Array display;
    for (const auto& [language, text] : achievement.texts) {
        json::Object one;
        one["locale"] = language;
        one["lang"] = language;  // its name in drafts up to 11, which OpenID4VCI 1.0 pins
        one["name"] = text.name;
        one["description"] = text.description;
        json::Object simple;
        simple["logo"] = json::Object{{"uri", achievement.image_url}, {"alt_text", text.name}};
        one["rendering"] = json::Object{{"simple", std::move(simple)}};
        display.emplace_back(std::move(one));
    }
    out["display"] = std::move(display);
    json::Array claims;
    const auto claim = [&](json::Array path, const char* disclosure) {
        claims.emplace_back(json::Object{{"path", std::move(path)}, {"sd", disclosure}});
    };
    claim({"credentialSubject", "achievement"}, "never");
    claim({"credentialSubject", "id"}, "always");
    claim({"credentialSubject", "identifier"}, "always");
    claim({"evidence"}, "always");
    out["claims"] = std::move(claims);
    return out;
}

}  // namespace blason::service
